"""The times that an answer names, and which of them suit who wrote it.

Words of time that stand together are one time. A time that has a clause to itself is meant;
elsewhere a time is meant only where the clause says that it suits.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from flows.understanding.answers.beside import clause_at, clause_spans
from flows.understanding.answers.either_or import is_either_or
from flows.understanding.answers.fillings import BESIDE_TIMES, left_over
from flows.understanding.answers.lone_times import lone_day, with_hour
from flows.understanding.answers.others import told_of_others
from flows.understanding.answers.suited import DAYS, Said
from flows.understanding.answers.suiting_words import (
    ASKED,
    ASKED_BEFORE,
    ASKED_BEHIND,
    AT_HOME,
    BOUND_BEFORE,
    BUSY,
    CONCLUDED,
    DETAILS,
    EITHER,
    ERRAND,
    HANGS_ON,
    IN_TAIL,
    LEADS_AWAY,
    LINK,
    NOT_BEFORE,
    NOT_BEHIND,
    OR,
    OTHERWISE,
    SUITS,
    SUITS_BEHIND,
    TAIL,
    THEREFORE,
    TOGETHER,
    TOLD,
    UNSURE,
)
from flows.understanding.corrections import last_correction
from flows.understanding.grammar import Word, stands_before
from flows.understanding.time_words import DAY_WORDS, words_of_time

_COMPLETE = {"day", "hour"}
_WHO = frozenset("我俺他她咱")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def times_meant(words: str, asked: str) -> tuple[Said, ...]:
    """The times that name together the one that is meant; nothing where none or several are."""
    _, since = last_correction(words)
    if HANGS_ON.search(words, since) or is_either_or(words):
        return ()
    found, is_concluded = _concluded(words, words_of_time(words))
    said = list(_times(words, found, asked))
    open_ones = [one for one in said if not one.is_out]
    is_open = len(_texts(open_ones)) > 1 and not is_concluded
    if is_open and (EITHER.search(words) or _is_choice(open_ones, words)):
        return ()
    bound = [one for one in open_ones if stands_before(BOUND_BEFORE, words, one.start)]
    said = [one for one in said if one not in bound]
    open_ones = [one for one in open_ones if one not in bound]
    if not _texts(bound) <= _texts(open_ones):
        return ()  # from Thursday, so Thursday
    chosen = _chosen(open_ones)
    if not chosen:
        return lone_day(said, words)
    needs_hour = any(one.has_tail for one in chosen)
    if needs_hour and not any({"hour", "part"} & one.kinds for one in chosen):
        return ()
    if not any(one.has_day for one in chosen) and any(
        one.has_day and not one.is_told and one not in chosen and not _is_today(one) for one in said
    ):
        days = [one for one in open_ones if one.has_day and not one.is_told]
        if len(days) == 1 and is_concluded:
            return (*days, *chosen)
        return ()  # 周四要上班，晚上七点: on which day?
    return with_hour(chosen, said, words) if all(one.has_day for one in chosen) else chosen


def _concluded(words: str, found: Sequence[Word]) -> tuple[Sequence[Word], bool]:
    """Without the hours before the one that a message comes to: 七点半后都得，就七点半."""
    mark = CONCLUDED.search(words)
    if mark is None or not any(one.start == mark.end() and one.kind == "hour" for one in found):
        return found, False
    return [one for one in found if one.kind != "hour" or one.start >= mark.end()], True


def _texts(said: Iterable[Said]) -> set[tuple[str, ...]]:
    return {tuple(word.text for word in one.words) for one in said}


def _chosen(said: list[Said]) -> tuple[Said, ...]:
    """The times that have a clause to themselves, or else those that suit."""
    plain_ones = [one for one in said if one.is_plain]
    days = [one for one in plain_ones if one.has_day]
    hours = [one for one in plain_ones if not one.has_day]
    if days:
        is_open = not any("hour" in one.kinds for one in days)
        return (*days, *hours) if is_open and len(hours) == 1 else tuple(days)
    suiting = [one for one in said if one.suits]
    days = [one for one in suiting if one.has_day]
    hours = hours or [one for one in suiting if "hour" in one.kinds]
    if days and not any(one.is_plain for one in hours):
        return tuple(days)
    return tuple(hours) if len(hours) == 1 else ()


def _is_today(one: Said) -> bool:
    return all(DAY_WORDS.get(word.text) == 0 for word in one.words if word.kind in DAYS)


def _times(words: str, found: Sequence[Word], asked: str) -> Iterator[Said]:
    _, since = last_correction(words)
    spans = list(clause_spans(words))
    corrected = [one for one in found if one.start >= since]
    groups = list(_together(words, corrected or found))
    cuts = (0, *_cuts(words, groups), len(words))
    for group in groups:
        start, end = group[0].start, group[-1].end
        clause = clause_at(spans, words, start, end)
        first = max(clause[0], *(cut for cut in cuts if cut <= start))
        last = min(clause[1], *(cut for cut in cuts if cut >= end))
        behind = NOT_BEHIND.match(words, end)
        if behind or stands_before(NOT_BEFORE, words, start):
            since = max(since, end if behind is None else behind.end())
            yield Said(tuple(group), start, end, clause, is_out=True)
            continue
        if told_of_others(words, clause[0], clause[1], asked):
            yield Said(tuple(group), start, end, clause, is_out=True)
            continue
        is_asked = words[clause[1] : clause[1] + 1] == "?"
        is_asked = is_asked or (
            stands_before(ASKED_BEFORE, words, start) and ASKED_BEHIND.match(words, end) is not None
        )
        if is_asked or ASKED.search(words, start, last):
            yield Said(tuple(group), start, end, clause, is_out=True)
            continue
        first = first if start < since else max(first, since)
        one = Said(tuple(group), start, end, (first, last))
        yield _judged(one, words, asked)


def _judged(one: Said, words: str, asked: str) -> Said:
    first, last = one.clause
    before = DETAILS.sub("", words[first : one.start])
    behind = DETAILS.sub("", words[one.end : last])
    behind = OTHERWISE.sub("", behind)
    said_behind = TAIL.sub("", behind)
    has_tail = said_behind != behind
    rest = THEREFORE.sub("", f"{before}\n{said_behind}")
    is_told = TOLD.search(f"{before}\n{behind}") is not None
    if BUSY.search(rest) or UNSURE.search(rest) or IN_TAIL.search(before):
        return replace(one, is_out=True, is_told=is_told)
    is_plain = not left_over(rest, asked, BESIDE_TIMES)
    strength = SUITS if one.has_day else AT_HOME
    suits = (strength.search(rest) or AT_HOME.search(rest)) is not None
    suits = suits and TOLD.search(words) is None
    return replace(one, is_plain=is_plain, suits=suits, is_told=is_told, has_tail=has_tail)


def _cuts(words: str, groups: Sequence[list[Word]]) -> Iterator[int]:
    """Where what is said of one time ends and what is said of the next begins.

    周三上班周四休息 says two things; 周三到周五都行 and 明天我三点下班 say one.
    """
    for group, following in pairwise(groups):
        start, end = group[-1].end, following[0].start
        between = words[start:end]
        link = LINK.search(between)
        if link is not None:
            yield start + link.start()
        elif {one.kind for one in group} >= _COMPLETE and between[:1] in _WHO:
            yield start
        elif _HAN.search(between) and (BUSY.search(between) or SUITS_BEHIND.search(between)):
            yield end


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
    kinds = {one.kind for one in group}
    if word.kind in {"hour", "part"} and "hour" not in kinds and ERRAND.fullmatch(between):
        return True
    if "," in between and stands_before(NOT_BEFORE, words, group[0].start):
        return False
    if "," in between and word.kind == "hour" and LEADS_AWAY.match(words, word.end):
        return False
    is_new = ("," in between or "吧" in between) and word.kind in kinds
    return TOGETHER.fullmatch(between) is not None and not is_new


def _is_choice(times: list[Said], words: str) -> bool:
    return any(OR.fullmatch(words, one.end, two.start) is not None for one, two in pairwise(times))
