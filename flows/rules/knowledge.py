"""What an estate can answer by itself: a small file that people edit, read strictly (R63).

Each entry has the words by which questions are known, its answers, and the days on which they hold.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeGuard

from flows.rules.vocabulary import Language

CHARACTERS_MAX = 200_000
ENTRIES_MAX = 500
WORDS_MAX = 50
WORD_LONGEST = 100
ANSWER_LONGEST = 1000
KEYS = ("id", "keywords", "questions", "from", "until", "answer")

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_HEADER = re.compile(r"^[ \t]*\[\[\s*entry\s*\]\]", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """One answer and what it answers; `begins` and `ends` are the first and last day it holds.

    A keyword of several words is found where all of them stand.
    """

    id: str
    keywords: tuple[str, ...]
    questions: tuple[str, ...]
    answers: Mapping[Language, str]
    begins: date | None = None
    ends: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the answer is valid on a day."""
        return (self.begins is None or self.begins <= day) and (
            self.ends is None or day <= self.ends
        )

    def answer(self, language: Language) -> str:
        """The answer in a language; where it was not written, in Simplified Chinese."""
        return self.answers.get(language, self.answers[Language.SIMPLIFIED])


@dataclass(frozen=True)
class Knowledge:
    """All that an estate can answer by itself."""

    entries: tuple[Entry, ...]


class KnowledgeError(ValueError):
    """A knowledge file cannot be used; `problems` are sentences, each with its line."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def parse_knowledge(text: str, *, name: str = "knowledge") -> Knowledge:
    """Read a whole file. Raises KnowledgeError with all mistakes at once; `name` stands before."""
    document = _document(text, name)
    given = document.get("entry", [])
    problems = [f"{name}:1: there is no key {key}" for key in document if key != "entry"]
    if not isinstance(given, list) or len(given) > ENTRIES_MAX:
        problems.append(f"{name}:1: entry is no list of at most {ENTRIES_MAX} [[entry]] tables")
        given = []
    lines = [text.count("\n", 0, match.start()) + 1 for match in _HEADER.finditer(text)]
    entries, ids = [], set[str]()
    for number, table in enumerate(given):
        line = lines[number] if number < len(lines) else 1
        wrong = list(_mistakes(table))
        if isinstance(table, dict) and table.get("id") in ids:
            wrong.append("id: an entry before has it")
        problems += [f"{name}:{line}: {reason}" for reason in wrong]
        if not wrong:
            entries.append(_entry(table))
            ids.add(table["id"])
    if problems:
        raise KnowledgeError(tuple(problems))
    return Knowledge(tuple(entries))


def _document(text: str, name: str) -> dict[str, object]:
    if len(text) > CHARACTERS_MAX:
        raise KnowledgeError((f"{name}:1: longer than {CHARACTERS_MAX} characters",))
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        place = re.search(r"\(at line (\d+), column \d+\)", str(error))
        line = place[1] if place else text.count("\n") + 1
        raise KnowledgeError((f"{name}:{line}: not TOML: {error}",)) from None


def _mistakes(table: object) -> Iterator[str]:
    if not isinstance(table, dict):
        yield "is not a table"
        return
    for key in table:
        if key not in KEYS:
            yield f"{key}: there is no such key; known are {', '.join(KEYS)}"
    if not isinstance(table.get("id"), str) or not _ID.fullmatch(table["id"]):
        yield "id: is not a short name of small letters, digits and dashes"
    for key in ("keywords", "questions"):
        if not _are_words(table.get(key, [])):
            yield f"{key}: is not a list of up to {WORDS_MAX} texts of {WORD_LONGEST} characters"
    if not table.get("keywords") and not table.get("questions"):
        yield "keywords: neither these nor questions are there, so nothing would find the entry"
    for key in ("from", "until"):
        if key in table and not _is_day(table[key]):
            yield f"{key}: is not a date such as 2027-01-01"
    first, last = table.get("from"), table.get("until")
    if _is_day(first) and _is_day(last) and last < first:
        yield "until: lies before from"
    yield from _mistakes_of_answer(table.get("answer"))


def _mistakes_of_answer(answers: object) -> Iterator[str]:
    if not isinstance(answers, dict) or Language.SIMPLIFIED not in answers:
        yield f"answer: has no {Language.SIMPLIFIED}"
        return
    for language, answer in answers.items():
        if language not in list(Language):
            yield f"answer.{language}: is none of {', '.join(Language)}"
        elif not isinstance(answer, str) or not 0 < len(answer.strip()) <= ANSWER_LONGEST:
            yield f"answer.{language}: is not a text of 1 to {ANSWER_LONGEST} characters"


def _entry(table: Mapping[str, object]) -> Entry:
    first, last, answers = table.get("from"), table.get("until"), table["answer"]
    return Entry(
        str(table["id"]),
        _words(table.get("keywords", [])),
        _words(table.get("questions", [])),
        {Language(each): text.strip() for each, text in answers.items()}
        if isinstance(answers, dict)
        else {},
        first if _is_day(first) else None,
        last if _is_day(last) else None,
    )


def _are_words(given: object) -> bool:
    return (
        isinstance(given, list)
        and len(given) <= WORDS_MAX
        and all(isinstance(one, str) and 0 < len(one.strip()) <= WORD_LONGEST for one in given)
    )


def _words(given: object) -> tuple[str, ...]:
    return tuple(str(one).strip() for one in given) if isinstance(given, list) else ()


def _is_day(given: object) -> TypeGuard[date]:
    return isinstance(given, date) and not isinstance(given, datetime)
