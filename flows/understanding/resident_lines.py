"""What staff type of a resident: 迁入 迁出 退订 恢复 语言, and of whom, when and what.

迁出 8-1-302 王女士 11月30日: each part is found wherever it stands.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from flows.rules.vocabulary import Language, ResidenceRole, ResidentVerb, ToldBy
from flows.understanding.named_times import named_time
from flows.understanding.places import read_home
from flows.understanding.time_figures import UnreadableTime
from flows.understanding.time_words import words_of_time
from flows.understanding.visit_lines import way_of
from flows.understanding.wishes import Topic, read_contact_wish, read_language_wish
from flows.understanding.words import same_length

WORDS = {
    ResidentVerb.MOVE_IN: "迁入 入住登记 movein",
    ResidentVerb.MOVE_OUT: "迁出 搬出登记 moveout",
    ResidentVerb.OPT_OUT: "退订 optout",
    ResidentVerb.OPT_IN: "恢复 订阅 optin",
    ResidentVerb.LANGUAGE: "语言 language",
}
ROLES = {
    ResidenceRole.OWNER: "业主 owner",
    ResidenceRole.TENANT: "租户 租客 tenant",
    ResidenceRole.FAMILY: "家人 家属 family",
}
PAST_DAYS_MAX = 60
"""A date without a year that lies so little behind us is that one, not next year's."""

_VERBS = {word: verb for verb, words in WORDS.items() for word in words.split()}
_ROLES = {word: role for role, words in ROLES.items() for word in words.split()}
_GONE = {"前天": 2, "昨天": 1, "昨日": 1, "yesterday": 1}
_MARKS = ",，;；:：。、"
_PHONE = re.compile(r"\+?\d(?:[\d-]{6,14})\d")


@dataclass(frozen=True)
class ResidentLine:
    """What a line tells; empty or None where it does not.

    Whatever it says besides is part of the `name`.
    """

    verb: ResidentVerb
    home: str = ""
    phone: str = ""
    name: str = ""
    role: ResidenceRole | None = None
    day: str = ""
    topic: Topic | None = None
    language: Language | None = None
    told_by: ToldBy = ToldBy.PHONE

    @property
    def is_bare(self) -> bool:
        """Whether nobody is named whom it could be about."""
        return not self.home and not self.phone


def read_resident_line(text: str) -> ResidentLine | None:
    """Read a line that begins with such a word and names a home or a number, or is it alone."""
    first, *parts = text.split() or [""]
    verb = _VERBS.get(same_length(first.strip(_MARKS)))
    if verb is None:
        return None
    line = ResidentLine(verb)
    for part in parts:
        line = _with(line, part.strip(_MARKS))
    return None if line.is_bare and parts else line


def day_named(text: str, today: date) -> date:
    """The day that a line names, also one just gone; today where none is. Raises UnreadableTime."""
    if not text:
        return today
    if text in _GONE:
        return today - timedelta(days=_GONE[text])
    words = words_of_time(text)
    is_date = all(word.kind == "date" for word in words)
    day = named_time(words, today - timedelta(days=PAST_DAYS_MAX) if is_date else today).day
    if day is None:
        raise UnreadableTime("unclear")
    return day


def _with(line: ResidentLine, part: str) -> ResidentLine:
    word, told_by = same_length(part), way_of(part)
    if _PHONE.fullmatch(part) and not line.phone and not _is_date(part):
        return replace(line, phone=part)
    if not line.home and not _is_date(part) and read_home(part) is not None:
        return replace(line, home=read_home(part) or "")
    if word in _ROLES and line.role is None:
        return replace(line, role=_ROLES[word])
    if told_by is not None:
        return replace(line, told_by=told_by)
    if line.verb in {ResidentVerb.OPT_OUT, ResidentVerb.OPT_IN} and line.topic is None:
        wish = read_contact_wish(f"退订{part}") or read_contact_wish(f"stop {part}")
        if wish is not None and wish.topic is not None:
            return replace(line, topic=wish.topic)
    if line.verb is ResidentVerb.LANGUAGE and line.language is None:
        language = read_language_wish(part)
        if language is not None:
            return replace(line, language=language.language)
    is_move = line.verb in {ResidentVerb.MOVE_IN, ResidentVerb.MOVE_OUT}
    if is_move and not line.day and (words_of_time(part) or word in _GONE):
        return replace(line, day=word)
    return replace(line, name=f"{line.name} {part}".strip())


def _is_date(part: str) -> bool:
    """2026-12-01 is a day; 11-30 may be a home where none is named yet."""
    return re.fullmatch(r"20\d\d[-/.]\d{1,2}[-/.]\d{1,2}", same_length(part)) is not None
