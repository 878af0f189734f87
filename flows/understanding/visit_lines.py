"""What staff type of a visit that a resident told them: how it was said, when it is, and a word."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flows.rules.appointments import part_over_at
from flows.rules.vocabulary import ToldBy
from flows.rules.wall_clock import Span
from flows.understanding.times import names_hour, read_moment_and_rest
from flows.understanding.words import same_length

WAYS = {
    ToldBy.PHONE: "电话 来电 致电 电话里 phone call called",
    ToldBy.VISIT: "当面 来访 上门 面谈 前台 visit visited",
    ToldBy.LETTER: "信件 来信 书信 书面 letter",
}
_WAYS = {word: way for way, words in WAYS.items() for word in words.split()}
_FIRST = re.compile(r"^(?P<word>[^\s,，:：;；。]+)[\s,，:：;；。]*(?P<rest>.*)$", re.DOTALL)


@dataclass(frozen=True)
class VisitLine:
    """A visit's time; `ends_at` where a part of the day was named."""

    told_by: ToldBy
    at: datetime
    ends_at: datetime | None
    text: str


def read_told_by(text: str) -> tuple[ToldBy, str]:
    """How the resident said it, in the first word, and the rest; by phone where nothing tells."""
    found = _FIRST.match(text.strip())
    if found is None or same_length(found["word"]) not in _WAYS:
        return ToldBy.PHONE, text.strip()
    return _WAYS[same_length(found["word"])], found["rest"]


def way_of(word: str) -> ToldBy | None:
    """The way that a word names, if it names one."""
    return _WAYS.get(same_length(word))


def read_visit_line(text: str, now: datetime, parts: Iterable[Span]) -> VisitLine:
    """Read 电话 周五下午 带上梯子. Raises UnreadableTime."""
    told_by, rest = read_told_by(text)
    moment, said = read_moment_and_rest(rest, now)
    if names_hour(rest.removesuffix(said)):
        return VisitLine(told_by, moment, None, said)
    at, ends_at = part_over_at(moment, parts)
    return VisitLine(told_by, at, ends_at, said)
