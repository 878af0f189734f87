"""Dates and times as answers: 明天下午三点半, 周五上午, 12/3, in two hours; counted from `now`.

Words of time that stand together are one time. A time that has a clause to itself is the answer;
elsewhere a time is only where the clause says that it suits. What is over, impossible, a span, a
choice or a question is asked again.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise

from flows.understanding.answers.beside import clause_at, clause_spans, said_beside, taken_back
from flows.understanding.answers.fillings import BESIDE_TIMES, left_over
from flows.understanding.answers.plain import plain
from flows.understanding.answers.question import Answer, Question, unclear
from flows.understanding.corrections import last_correction
from flows.understanding.grammar import Word, stands_before
from flows.understanding.named_times import NamedTime, UnreadableTime, named_time
from flows.understanding.time_words import DUSK, MIDDAY, NIGHT, NOON, PART_ENDS, words_of_time

_DAYS = frozenset({"day", "weekday", "date", "feast", "relative", "gone"})
MORNING, AFTERNOON, EVENING = "morning", "afternoon", "evening"

_TOGETHER = re.compile(
    r"(?a)(?:[\s,。:的在于之()]|吧|那天|\bat\b|\bon\b|\bin\b|\bthe\b|\bof\b|,? ?and\b)*"
)
_OR = re.compile(r"(?a)[、/,\s]*(?:或者?是?|还是|要么|和|同|或|跟|\bor\b|\band\b|&)[\s,]*|[、/]\s*")
_EITHER = re.compile(
    r"(?a)都(?:可以|行|得|在|好|有空|方便|ok)|也(?:可以|行|得|好)|\beither\b|\bboth\b|随便"
)
_NOT_BEFORE = re.compile(
    r"(?a)(?:除了?|不要|唔好|别|不是|唔系|\bexcept|\bnot|\bno|\bbut not)\s?(?:on )?$"
)
_NOT_BEHIND = re.compile(
    r"(?a)[\s,]*(?:我|也|就|都|真的?|is |im |i am |i )?"
    r"(?:不(?:行|可以|在|得|太?方便|ok)|没有?[空时]|唔(?:得|喺|方便)|冇时?[空间]"
    r"|[以之]?[前后]|(?:or )?later|onwards|(?:doesnt|wont|cant|not|no good|busy)\b)"
)
_BOUND_BEFORE = re.compile(
    r"(?a)(?:\bbefore|\bafter|\bby|\buntil|\btill|\bsince|\bfrom|最晚|最早|自从?|从)\s?(?:on )?$"
)
_SUITS = re.compile(
    r"(?a)来|上门|可以|有空|有时间|得闲|在家|方便|行|再|约|改|安排|吧|到时|见|定|帮|带|记得|麻烦|别|敲门|提前|搬|取|拿|打"
    r"|\b(?:ok|okay|free|available|works?|suits?|fine|good|come|home|please|can|could|lets|ill|will)\b"
)
_TOLD = re.compile(
    r"(?a)报修|报过|坏|投诉|说过|说好|上次|还没|已经|到现在|刚|才|来过|没来|打过|就开始|起就|漏水|漏了|停电|停水|困|偷|吵|臭|发现|被"
    r"|\b(?:was|were|since|did|didnt|broke|broken|called|reported|came|ago|still|complain\w*|leak\w*)\b"
)


@dataclass(frozen=True)
class _Time:
    """Words of time that stand together.

    `is_plain`: their clause says nothing else; `suits`: it says that the time suits.
    """

    words: tuple[Word, ...]
    start: int
    end: int
    clause: tuple[int, int]
    is_plain: bool
    suits: bool

    @property
    def has_day(self) -> bool:
        return bool(_DAYS & {one.kind for one in self.words})


def read(question: Question, said: str) -> Answer:
    """The one day or moment to come that was named, in the question's local time; or unclear."""
    if question.now is None:
        return unclear("there is no time to count from")
    message = plain(said)
    found = words_of_time(message.words)
    times = list(_times(message.words, found, question.text))
    chosen = _chosen(times, message.words)
    if chosen is None:
        return unclear("two times, a choice or none that suits" if times else "no time is named")
    try:
        value, part = _value(named_time(chosen.words, question.now.date()), question.now)
    except UnreadableTime as error:
        return unclear(f"the time is {error.reason}")
    span = chosen.clause if chosen.is_plain else (chosen.start, chosen.end)
    why = f"time: {message.words[chosen.start : chosen.end]}"
    retracted = taken_back(message.words, (one.start for one in found), chosen.start)
    return Answer(value, said_beside(message, retracted, span), part, why)


def time_meant(said: str) -> tuple[Word, ...] | None:
    """The words of the one time that an answer means; None where it means none or several."""
    words = plain(said).words
    chosen = _chosen(list(_times(words, words_of_time(words), "")), words)
    return None if chosen is None else chosen.words


def _times(words: str, found: Sequence[Word], asked: str) -> Iterator[_Time]:
    _, since = last_correction(words)
    spans = list(clause_spans(words))
    corrected = [one for one in found if one.start >= since]
    for group in _together(words, corrected or found):
        start, end = group[0].start, group[-1].end
        behind = _NOT_BEHIND.match(words, end)
        if behind or stands_before(_NOT_BEFORE, words, start):
            since = max(since, end if behind is None else behind.end())
            continue
        first, last = clause_at(spans, words, start, end)
        is_asked = words[last : last + 1] == "?" or words[start:last].endswith(("吗", "么", "嘛"))
        if is_asked:
            continue
        first = first if start < since else max(first, since)
        rest = f"{words[first:start]}\n{words[end:last]}"
        is_plain = not left_over(rest, asked, BESIDE_TIMES)
        suits = _SUITS.search(rest) is not None and _TOLD.search(words) is None
        yield _Time(tuple(group), start, end, (first, last), is_plain, suits)


def _together(words: str, found: Iterable[Word]) -> Iterator[list[Word]]:
    """明天，下午 3点 is one time; 周三周四 is too, and then not readable."""
    group: list[Word] = []
    for word in found:
        if group and not _belongs(words, group, word):
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _belongs(words: str, group: list[Word], word: Word) -> bool:
    between = words[group[-1].end : word.start]
    is_new = "," in between and word.kind in {one.kind for one in group}
    return _TOGETHER.fullmatch(between) is not None and not is_new


def _chosen(times: list[_Time], words: str) -> _Time | None:
    """The time that has a clause to itself, or else the only one that suits."""
    if len(times) > 1 and (_EITHER.search(words) or _is_choice(times, words)):
        return None
    if any(stands_before(_BOUND_BEFORE, words, one.start) for one in times):
        return None
    plain_ones = [one for one in times if one.is_plain]
    suiting = [one for one in times if one.suits and one.has_day]
    for group in (plain_ones, suiting):
        with_day = [one for one in group if one.has_day]
        if len(with_day or group) == 1:
            chosen = (with_day or group)[0]
            return None if _is_of_which_day(chosen, times, words) else chosen
        if group:
            return None
    return None


def _is_of_which_day(chosen: _Time, times: list[_Time], words: str) -> bool:
    """Whether it may be of today or of a day that is named beside it: 明天我休息，上午来."""
    is_named = any(one.has_day and one.words[0].kind != "gone" for one in times)
    return not chosen.has_day and is_named and _TOLD.search(words) is None


def _is_choice(times: list[_Time], words: str) -> bool:
    return any(_OR.fullmatch(words, one.end, two.start) is not None for one, two in pairwise(times))


def _value(named: NamedTime, now: datetime) -> tuple[str, str | None]:
    """The written value and the part of the day. Raises UnreadableTime."""
    if named.is_within:
        raise UnreadableTime("unclear")
    clock = NOON * 60 if named.clock is None and named.part in MIDDAY else named.clock
    if named.day is None and named.later is not None:
        return _written(now + named.later), None
    day = named.day or now.date()
    midnight = datetime.combine(day, time())
    if clock is not None:
        moment = midnight + timedelta(minutes=clock)
        if moment <= now:
            raise UnreadableTime("past")
        return _written(moment), None
    if named.day is None and not named.part:
        raise UnreadableTime("unclear")
    if day < now.date() or (named.part and midnight + _over(named.part) <= now):
        raise UnreadableTime("past")
    return day.isoformat(), _part_of_day(named.part)


def _over(part: str) -> timedelta:
    """An evening lasts to midnight; a morning to noon, however early it was called."""
    ends = {MORNING: NOON, AFTERNOON: PART_ENDS["下午"], EVENING: 24}
    return timedelta(hours=ends[_part_of_day(part) or EVENING])


def _part_of_day(part: str) -> str | None:
    if not part:
        return None
    if part in NIGHT | DUSK:
        return EVENING
    return MORNING if PART_ENDS[part] <= NOON else AFTERNOON


def _written(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"
