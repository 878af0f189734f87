"""The words that amounts are written in: 3个, 一个半小时, 两块五, 1.2万, half an hour, a dozen."""

import re

from flows.understanding.english_numbers import ENGLISH_NUMBER
from flows.understanding.grammar import Grammar
from flows.understanding.numbers import NUMERAL_CHARACTERS
from flows.understanding.units import UNITS

_HAN = f"{NUMERAL_CHARACTERS}万亿"


def _unit_pattern(unit: str) -> str:
    written = re.escape(unit)
    return rf"{written}(?![a-z])" if unit[-1].isascii() and unit[-1].isalpha() else written


UNIT = f"(?:{'|'.join(_unit_pattern(unit) for unit in sorted(UNITS, key=len, reverse=True))})"
_N = rf"""(?:
    [0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?
    | [0-9]+(?:\.[0-9]+)?(?:[百千万亿kw](?![a-z])[0-9]*[{_HAN}]*)?
    | [{_HAN}]+(?:点[{NUMERAL_CHARACTERS}]+(?![分钟点到半]))?[万亿]?
    | {ENGLISH_NUMBER}
    )"""
_FRACTION = rf"(?P<share>[0-9]+\s?[/⁄]\s?[0-9]+(?![0-9/])|[{_HAN}]+分之[{_HAN}]+)"
_PLACE = "(?:号楼?|栋|幢|座|单元|室|房(?![产屋间])|厅|卫)"
_WHOLE = r"(?:(?:full|whole|good|entire|solid)\ )?"
_OR = r"(?:到|至|[-~–—、]|或者?是?|还是|\bto\b|\bor\b)"

_PATTERNS = (
    # What is no amount: telephones, times, days, addresses, a place in a row.
    ("other", r"(?<![0-9])1[3-9][0-9]{9}(?![0-9]) | [0-9]{1,4}(?:[-/][0-9]{1,4}){2,}"),
    ("other", r"[0-9]{1,2}:[0-9]{2} | [0-9]{1,2}\ ?(?:am|pm)\b"),
    (
        "other",
        rf"{_N}月{_N}[日号]? | {_N}\ ?{_PLACE}(?:{_N}(?![0-9层楼]))?",
    ),
    (
        "other",
        rf"(?:早上|上午|中午|下午|晚上|凌晨|今早|今晚){_N}点(?:{_N}分?|半)? | {_N}点(?:半|钟)",
    ),
    ("other", rf"第{_N}(?!\ ?(?:[天日次回趟层周]|个?(?:月|星期|礼拜|小时)))"),
    (
        "other",
        r"(?:十分|一分)(?=[\u4e00-\u9fff])(?!钟)| 万一 | 千万(?![元块]) | 一(?=[起直般样些下定会])",
    ),
    ("other", r"\bthe\ (?!only\b)[a-z]+\ one\b | \bthe\ one\ (?:i|we|that|which|with|you)\b"),
    ("other", rf"{_N}[人座]车"),
    ("other", r"(?<![0-9])[0-9]{2}年(?:[0-9]{1,2}月|(?=[底初买搬入交]))"),
    ("other", r"[一全]家 | (?<![0-9])(?:(?:19|20)[0-9]{2}|0[0-9])年"),
    ("vague", rf"{_N}\ ?{UNIT}?\ ?{_OR}\ ?{_N} | \bbetween\ {_N}"),
    (
        "vague",
        r"""
        三番[五两]次 | 三天两头 | [百千]把[块个] | [个件]把[个月钟小星次]
        | 个零(?=[小钟星月天])
        | 好?几[十百千万个] | 好几 | 几(?=[天个次]) | 数[十百千] | 若干 | [大老小]半[天日个年]
        | \b(?:a\ few|several|a?\ ?couple|dozens|hundreds|thousands|many|a\ lot)\b
        """,
    ),
    (
        "quantity",
        rf"""
        \b(?P<number>{ENGLISH_NUMBER}|an?|[0-9]+)(?:\ (?P<unit>{UNIT}))?
        \ and\ (?P<quarters>a\ quarter|three\ quarters)\b(?!\ of)(?:\ (?P<unit_behind>{UNIT}))?
        """,
    ),
    ("quantity", rf"(?P<part>(?<![{_HAN}0-9])[个粒]?半)拉?\ ?个?(?P<unit>{UNIT})"),
    ("quantity", r"(?:[成整][个粒](?P<unit>钟头?|小时|星期|礼拜|月)(?!人)|整(?P<unit_behind>年))"),
    ("quantity", rf"\b(?P<part>half)\ (?:an?\ )?(?P<unit>{UNIT})"),
    ("quantity", r"\b(?:(?P<number>an?|one|two|three)\ )?(?P<unit>quarters?\ of\ an\ hour)"),
    (
        "quantity",
        rf"\b(?P<number>an?)\ {_WHOLE}(?P<unit>{UNIT})(?P<half>\ and\ a\ half)?",
    ),
    (
        "quantity",
        rf"""
        (?:(?P<whole>[0-9]+)(?:\ |又|(?=[0-9]⁄)))?{_FRACTION}
        \ ?个?(?:\ of\ an?\ )?(?P<unit>{UNIT})?
        """,
    ),
    ("quantity", r"\b(?P<often>once|twice|thrice)\b"),
    (
        "quantity",
        r"""
        \b(?:this\ is|its|it\ is)\ (?:already\ |now\ )?(?:the|my)
        \ (?P<often>second|third|fourth|fifth|sixth)\ time\b
        """,
    ),
    (
        "quantity",
        rf"""
        (?P<sign>负|零下|\bminus\ |(?<![0-9a-z])-)?(?:(?:¥|rmb|cny|人民币)\ ?)?
        (?P<number>{_N})(?:(?<=[俩仨])儿(?![子女媳孙]))?(?P<more>[多几余来])?\ ?
        (?:整|(?:whole|full|solid|entire|straight)\ )?
        (?:(?P<half>[个粒]半|(?<=[俩仨])半(?={UNIT})|and\ a\ half)\ ?|个(?={UNIT}))?
        (?P<unit>{UNIT})?
        (?P<more_behind>[多几]|\+)?(?P<half_behind>半(?!{UNIT})|\ and\ a\ half)?
        (?P<tail>(?<=[块元蚊米毛角度])(?:[0-9]{{1,2}}|[零一二两三四五六七八九]{{1,2}})
        (?!{UNIT}|[0-9百千万]))?
        """,
    ),
)
QUANTITY_WORDS = Grammar(_PATTERNS)
