"""Half sentences that tell of somebody else: 隔壁天天砸墙, 我哥家装完了, next door are done."""

import re
from collections.abc import Sequence

from flows.understanding.answers.parts import Part
from flows.understanding.answers.plain import plain

_LEADS = (
    r"(?:[\s,]|但是?|不过|可是?|反正|其实|听说|好像|倒是|那个?|呃|嗯|就|只?是"
    r"|but |well |so |i (?:heard|think) )*+"
)
"""Possessive: 但是 is read in one way alone, and what stands before is never given back."""

_KIN_ELSEWHERE = r"[大二三小表堂老阿]?(?:哥哥?|姐姐?|弟弟?|妹妹?|舅舅?|姨妈?|姑姑?|叔叔?|伯伯?|婶)"
_SURNAME = (
    r"[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚"
    r"谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文]"
)
_SOMEBODY = re.compile(
    rf"{_LEADS}(?P<who>"
    r"(?:我(?:们?家?)?(?:的)?)?(?:隔壁|隔篱|对门|对面|楼[上下](?=家|邻居|那"
    r"|[人都也在正倒天约说话讲装要就刚已没还又总老整封买租用选报交养改换拆办同反啲嗰])|邻居|邻里"
    r"|街坊|左邻右舍)(?!小区"
    r"|的?[^,说讲话都选要]{0,3}(?:店|超市|驿站|柜|门口|平台|单元|楼梯))"
    r"|(?:别人|人家|别家|人哋|他们|她们|佢哋|其他人|其他业主|其他家|大家|上一?[任家]|前[任房]"
    r"|原来的?[业房]主)"
    rf"|我(?:们|家)?的?(?:同事|朋友|同学|老乡|老板|领导|闺蜜|战友|亲戚|{_KIN_ELSEWHERE}(?:他们"
    rf"|她们|家)(?!一起)|[儿女][子儿婿]?(?:他们|她们)家)"
    rf"|[老小]{_SURNAME}(?!\w*[我咱])(?:家|[都也就选要说同]|已经)"
    rf"|{_SURNAME}(?:阿姨|大?[叔姐哥妈爷嫂婶]|奶奶|爷爷|大爷|大妈|师奶|生|太|先生|女士)"
    r"|(?:my |our |the )?(?:next[- ]door|neighbou?rs?|upstairs|downstairs|colleagues?"
    r"|friends?|boss|co-?workers?"
    r"|(?:guy|man|woman|lady|people|family|folks|couple)"
    r" (?:upstairs|downstairs|next door|opposite|across|above|below))\b"
    r"|everyone else|everybody else"
    r"|other (?:people|residents|owners)|they(?:re| are| have)? (?:all )?"
    r")"
)
_MINE = re.compile(
    r"我|咱|俺|本人|自己|吧[啊呀]?$|呗$|就(?:好|行|可以|得)[了啦]?$|[那就]就|(?:也|一样"
    r"|同样)(?:吧|是|选|要)|唔该|麻烦|[帮替代]|钥匙"
    r"|\b(?:i|im|ill|id|me|my|mine|us|our|we|please|pls)\b"
)
_LIKE_THEM = re.compile(
    r"[我咱俺](?:们|家|哋)?(?:都|就|呢)?(?:也|亦|一样|同样|随|跟|[同和][他她佢]|照)"
    r"|[跟随同和照](?:着|埋)?(?:他|她|佢|大家|大流|人家|邻居|他们)[^,]{0,2}"
    r"(?:一样|一致|走|选|吧)|我也|一样吧?$|随大流|听他们"
    r"|\b(?:me too|ditto|likewise|same (?:here|for me|as)|so (?:do|am|did) (?:i|we)"
    r"|i (?:also|do too))\b"
)
_KIN_NAMES = (
    r"老公|老婆|先生|太太|爱人|媳妇|对象|老伴儿?|老头子?|老太婆|老太太|丈夫|妻子"
    r"|[爸妈爷奶]{1,2}|公公|婆婆|爹|娘|父母|父亲|母亲"
    r"|儿子|女儿|闺女|孩子|仔|囡|哥|姐|弟|妹|岳父|岳母"
)
_KIN = re.compile(
    rf"{_LEADS}(?:(?:我|俺|咱)(?:们|家|哋)?的?)?(?:{_KIN_NAMES})(?!的|嘅|和我|跟我|俩)"
    r"|(?:my|the) (?:husband|wife|partner|mum|mom|dad|mother|father|son|daughter|kids?|parents)\b"
)
_I_MYSELF = re.compile(
    rf"{_LEADS}(?:而|倒|但)?(?:我|俺)(?:自己|本人|个人|呢|就|倒|却)?(?!们|哋|家|俩|的|嘅|和|跟"
    rf"|同|{_KIN_NAMES})[^\W]"
    r"|(?:but )?(?:i|im|ive|id|me)\b"
)
_TIME_ASKED = re.compile(
    r"几点|几时|什么时[候间]|时段|时间[方段]|哪天|上门|方便|联系|谁|关系|成员|组成|同住|几口"
    r"|人口|几代|(?<!职业)身份|[您你]是这|\b(?:when|time|day|contact|who)\b"
)
_OF_THE_WRITER = re.compile(
    r"您|你|家里|屋企|方便|哪[天日]|边日|几时|\bwhen should\b"
    r"|\byou(?:r household)?\b(?!.*\bguest)"
)
_OF_THE_ESTATE = re.compile(
    r"坏|报修|要修|修什么|哪[^,?]{0,4}修|故障|漏|噪|异常|投诉|举报|反映|来自|哪里传|增设|增加"
    r"|改进|改善|建议|加强"
    r"|提升|关注|关心|问题|扰|发现|最需要|急需|原因|影响|得知|渠道|知道|听说|推荐"
    r"|\b(?:wrong|broken|fix|improve|problem|what \w+ repair|kind of repair|needs repair"
    r"|complain|complaint|issue|fault|noise"
    r"|report|add|hear|who)\b"
)


def of_others(words: str, found: Sequence[Part], asked: str, options: Sequence[str]) -> list[Part]:
    """The parts that tell of somebody else, where plain words ask about the writer alone.

    None where the writer joins them: 邻居选了微信，我也一样.
    """
    if _OF_THE_ESTATE.search(asked) or _LIKE_THEM.search(words):
        return []
    others = [part for part in found if _is_of_others(words, part, asked, options)]
    return others + _of_kin(words, found, asked)


def told_of_others(words: str, start: int, end: int, asked: str) -> bool:
    """Whether a clause tells of somebody else, where a question asks the writer about himself."""
    told = _SOMEBODY.match(words, start, end)
    return (
        told is not None
        and _OF_THE_WRITER.search(plain(asked).words) is not None
        and told["who"].strip() not in asked
        and not _MINE.search(words[told.end() : end])
        and not _LIKE_THEM.search(words)
    )


def _of_kin(words: str, found: Sequence[Part], asked: str) -> list[Part]:
    """The parts that tell of the writer's kin, where another tells of the writer apart."""
    if _TIME_ASKED.search(asked) or not any(
        _I_MYSELF.match(words, part.opens, part.end) for part in found
    ):
        return []
    return [part for part in found if _KIN.match(words, part.opens, part.end)]


def _is_of_others(words: str, part: Part, asked: str, options: Sequence[str]) -> bool:
    told = _SOMEBODY.match(words, part.opens, part.end)
    if told is None or _MINE.search(words[told.end() : part.end]):
        return False
    who = told["who"].strip()
    return who not in asked and not any(who in option for option in options)
