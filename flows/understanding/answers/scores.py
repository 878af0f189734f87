"""The scores that a message names, wherever they stand, and how each of them is meant."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from flows.understanding.answers.asides import skip_tail
from flows.understanding.answers.deductions import short_of_full, taken_off
from flows.understanding.answers.numerals import Numeral, numerals
from flows.understanding.answers.parts import FUTURE, Part
from flows.understanding.answers.plain import joined_words
from flows.understanding.answers.positions import places
from flows.understanding.answers.ranks import ranks, spans_of_ranks
from flows.understanding.answers.settling import Candidate, Doubtful
from flows.understanding.answers.spelt_scores import spans_of_stars, spelt_scores
from flows.understanding.grammar import stands_before
from flows.understanding.lexicon.loading import lexicon

LEAST, HALFWAY, MOST = 1, 3, 5
BEFORE_MOST = 60
"""In so many characters before a score stands whatever takes it back."""
FULL, MIDDLE, LOWEST, DENIED, VAGUE = "full", "middle", "lowest", "denied", "vague"
VAGUE_BEHIND, TAKEN_OFF, GIVEN = "vague_behind", "taken_off", "given"
HEADINGS = (FULL, MIDDLE, LOWEST, DENIED, VAGUE, VAGUE_BEHIND, TAKEN_OFF, GIVEN)

_NUMBER = r"[\d一二两三四五六七八九十百]+"
_UNIT = re.compile(
    r"\s*(?:份(?![钱工])|分儿?(?![钟百钱类]|之[一二三四五六七八九十百\d]|[半里](?!面))"
    r"|[颗粒个]?小?星(?!期|座|空|光|辰|球|巴克|红旗|巷|街|路|村|广场|小区|级?(?:酒店|宾馆"
    r"|小区)(?!的?(?:水平|标准|服务|水准|待遇|感觉)))|[颗粒](?!\w)|[颗粒](?=[全都]?(?:给点|点|亮"
    r"|给|打|拿|送|要))|档"
    r"|(?:fen|stars?|points?|marks?|pts?)\b)"
)
_RANGE_BEFORE = re.compile(
    r"(?:\d|[一二两三四五]|one|two|three|four|five)\s*(?:分|[颗粒个]?星|stars?)?"
    r"\s*(?:[-~–—、]|到|至|或者?|to|or)\s*$"
)
_SCALE_BEFORE = re.compile(r"(?:1|一|one)\s*(?:分)?\s*(?:[-~–—]|到|至|to)\s*$")
_ONE_MORE = re.compile(r"(?<!差不)[多少]$")
_OFF_BEHIND = re.compile(
    r"\s*(?:off|less|short|deducted|docked|taken off)(?=$|[,.!;]| (?:for|because|as|cos|due))"
)
_RECEIVER = re.compile(r"\s*(?:[佢他她][哋们]?|你[哋们]?|您|师傅|物业|it|them|him|her)(?![a-z])")
_OTHERS_COUNTED = re.compile(
    r" (?:of (?:them|us)|(?:attendant|lifeguard|guard|cleaner|worker|plumber|guy|kid|boy|girl"
    r"|day|hour|week"
    r"|month|minute|visit|call|time|neighbour|neighbor|flat|floor|lift|bin|tile|parcel|package"
    r"|letter|key|email|complaint|report"
    r"|chance|attempt|reason|thing|item|bag|trolley|towel|bulb|pipe|tap)s|deliveries|tries|men"
    r"|buses|people|ladies)\b"
)
"""3 attendants, one of them asleep: what is counted, and no score."""
_EXAM = re.compile(r"考[了得过]?(?:个|到)?$")
_HALF = re.compile(r"\s*(?:分|[颗粒个]?星)半|\s*and a half")
_NOT_WHOLE = re.compile(
    r"\s*(?:\+|ish\b|多(?!谢)|不到(?=$|[,。])|出头|都给?[高多]了|(?:plus|minus)(?=$|[,.!])"
    r"|,? ?(?:maybe|perhaps|possibly|could be|might be) (?:even )?(?:an? )?"
    r"(?:[1-5]|one|two|three|four|five)\b)"
)
_AT_MOST = re.compile(
    r"\b(?:no|not|cant|cannot|wouldnt|wont|dont)(?: \w+){0,2} (?:more|higher|above) than (?:an? )?$"
)
_HOME = re.compile(r"(?<=\d{3})(?:住户|业主|室|房|号|的)")
_SHORT_BEHIND = re.compile(
    r"[^,。!?]{0,3}(?:扣|减|打(?:个|了)?折|谈不上|够不上|就算了|不可能|给不了|打不了|别想)"
)
"""满分里扣个零头 is no full score, nor any other."""
_RANGE_BEHIND = re.compile(r"(?:分|[颗粒]?星)?(?:到|至)[1-5一二三四五]")
_OF = re.compile(r"\s*(?:/|out of|outta|of)\s*(?:the |a possible )?(?P<most>\d+|five|ten)")
_SCALE = re.compile(
    rf"满分(?:是|为)?\s*(?P<behind>{_NUMBER})分?"
    rf"|(?P<before>{_NUMBER})(?:分|[颗粒个]?星)(?:是|为)?(?:满分|制|里面?|当中|之中|最高)"
)
_WHOLE_SCALE = re.compile(
    r"(?<![\d第])(?:1|一)分?(?:[-~–—]|到|至)(?:5|五)分?(?!\d)|\b(?:one|1) to (?:five|5)\b"
    r"|按(?:满分)?(?:5|五)分制?(?:来?算|来)"
)
_FIVE = frozenset(("5", "五", "five"))
_STARS = re.compile(r"[★⭐🌟✭✮✯🌠][★⭐🌟✭✮✯🌠☆✩✰\s]*")
_HOLLOW = frozenset("☆✩✰ ")
_VERY = "十分"
_IF = "的话"

Score = Candidate[float | None]


def scores(words: str, found: Sequence[Part]) -> list[Score]:
    """Every score that is named; None for one that is not whole or only a bound. Raises Doubtful.

    What is out of range is kept: it is an answer that cannot be taken.
    """
    if (short := short_of_full(words, found)) is not None:
        return [short]
    scales = list(_SCALE.finditer(words))
    if any((scale["behind"] or scale["before"]) not in _FIVE for scale in scales):
        raise Doubtful("other_scale")
    taken = (
        *(one.span() for one in (*scales, *_WHOLE_SCALE.finditer(words))),
        *spans_of_ranks(words),
        *spans_of_stars(words),
    )
    named = [score for part in found for score in _scores_in(words, part, taken)]
    if not named and (off := taken_off(words, found)) is not None:
        return [off]
    if not named and scales:  # 五分满分 and nothing else is a full score
        start, end = taken[0]
        part = next(part for part in found if part.opens <= start < part.end)
        return [Candidate(float(MOST), start, end, part)]
    worded = [
        score
        for score in named
        if not _STARS.match(words, score.start) and FUTURE not in score.part.links
    ]
    return worded or named


def _scores_in(words: str, part: Part, taken: Sequence[tuple[int, int]]) -> Iterator[Score]:
    def is_taken(place: int) -> bool:
        return any(start <= place < end for start, end in taken)

    worded: list[Score] = []
    for heading, value in ((FULL, MOST), (MIDDLE, HALFWAY), (LOWEST, LEAST)):
        for match in _anywhere(heading).finditer(words, part.start, part.end):
            before = _words_before(words, part, match.start())
            is_short = _SHORT_BEHIND.match(words, match.end()) is not None
            is_denied = is_short or _before(DENIED).search(before)
            if not is_taken(match.start()) and not is_denied:
                worded.append(Candidate(float(value), match.start(), match.end(), part))
    yield from worded
    taken = (*taken, *((one.start, one.end) for one in worded))
    heads = {place.start for place in places(words, (part,), MOST)}
    at = part.start
    for numeral in numerals(words, part.start, part.end):
        if is_taken(numeral.start) or numeral.start < at:
            continue
        for score in _score(words, part, numeral, is_head=numeral.start in heads):
            at = score.end
            yield score
    yield from ranks(words, part)
    yield from spelt_scores(words, part)
    for match in _STARS.finditer(words, part.start, part.end):
        if is_taken(match.start()):
            continue
        count = sum(character not in _HOLLOW for character in match[0])
        yield Candidate(float(count), match.start(), match.end(), part)


def _score(words: str, part: Part, numeral: Numeral, *, is_head: bool) -> Iterator[Score]:
    of = _OF.match(words, numeral.end, part.end)
    unit = of or _UNIT.match(words, numeral.end, part.end)
    end = numeral.end if unit is None else unit.end()
    before = _words_before(words, part, numeral.start)
    is_over = end >= part.end or skip_tail(words, end, part.end) > end
    receiver = _RECEIVER.match(words, end, part.end)
    is_over = is_over or (receiver is not None and skip_tail(words, receiver.end(), part.end) > end)
    is_at_most = _AT_MOST.search(before) is not None
    is_given = is_at_most or (_before(GIVEN).search(before) is not None and is_over)
    is_very = words.startswith(_VERY, numeral.start) and not is_over
    if is_very or (unit is None and not is_head and not is_given):
        return
    if unit is None and _OTHERS_COUNTED.match(words, end) is not None:
        return
    if _EXAM.search(before) is not None:
        return
    if words.startswith(_IF, end) or _HOME.match(words, numeral.end, part.end):
        return
    if numeral.whole == LEAST and _ONE_MORE.search(before):
        return
    if _OFF_BEHIND.match(words, end, part.end) or (
        before.endswith("第") and words[end - 1] in "星颗"
    ):
        return
    is_denied = _before(TAKEN_OFF).search(before) or _before(DENIED).search(before)
    if is_denied and not is_at_most:
        return
    is_vague = (
        (_before(VAGUE).search(before) is not None and not is_at_most)
        or _behind(VAGUE_BEHIND).match(words, end, part.end) is not None
        or _HALF.match(words, numeral.end, part.end) is not None
        or _NOT_WHOLE.match(words, end, part.end) is not None
        or _RANGE_BEHIND.match(words, numeral.end, part.end) is not None
        or (of is not None and of["most"] not in _FIVE)
        or _ends_range(words, numeral)
    )
    whole = numeral.whole
    yield Candidate(None if is_vague or whole is None else float(whole), numeral.start, end, part)


def _words_before(words: str, part: Part, at: int) -> str:
    return words[max(part.start, at - BEFORE_MOST) : at]


def _ends_range(words: str, numeral: Numeral) -> bool:
    """Whether a number is the upper one of two, 3-4分, and not the end of the scale, 1到5分."""
    at = numeral.start + words.startswith("-", numeral.start)
    is_scale = numeral.whole == MOST and stands_before(_SCALE_BEFORE, words, at)
    return not is_scale and stands_before(_RANGE_BEFORE, words, at)


@cache
def _before(heading: str) -> re.Pattern[str]:
    """One of the phrases at the end of what stands before a number, perhaps with 给 between."""
    given = "" if heading == GIVEN else rf"(?:我|{_either(GIVEN)}|\s)*"
    # 最多给3分 takes nothing off, as 多给3分 does.
    whom = r"(?:[他她它佢]们?|你们?|你哋|师傅|物业)?" if heading == TAKEN_OFF else ""
    return re.compile(rf"(?<![a-z最至顶])(?:{_either(heading)}){whom}{given}\s*$")


@cache
def _behind(heading: str) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{_either(heading)})")


@cache
def _anywhere(heading: str) -> re.Pattern[str]:
    return re.compile(_either(heading))


@cache
def _either(heading: str) -> str:
    phrases = map(joined_words, lexicon("scores", HEADINGS)[heading])
    return "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))
