"""`huiyin understand`: how the bot reads an utterance, line by line, and why."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.reading import read_answer
from flows.understanding.case_reading import read_case
from flows.understanding.message_reading import read_message
from flows.understanding.model import threshold

Json = dict[str, Any]
M = TypeVar("M", bound=StrEnum)
DIGITS = 3
"""Decimals of a confidence."""


class Task(StrEnum):
    """What an utterance is read as."""

    ANSWER = "answer"
    INTENT = "intent"
    CASE = "case"


class BadLine(ValueError):
    """A line that asks for no reading; the message says what is wrong with it."""


@dataclass(frozen=True)
class Understood:
    """A line, and either the same line with `got` or what is wrong with it."""

    number: int
    line: str = ""
    mistake: str = ""


def understood(lines: Iterable[bytes]) -> Iterator[Understood]:
    """Each line that is not empty, as soon as it comes."""
    for number, raw in enumerate(lines, start=1):
        if not raw.strip():
            continue
        try:
            asked = _parsed(raw)
            line = _written({**asked, "got": reading(asked)})
        except BadLine as mistake:
            yield Understood(number, mistake=str(mistake))
        else:
            yield Understood(number, line)


def reading(asked: Mapping[str, Any]) -> Json:
    """What the bot makes of one asked line. Raises BadLine."""
    text = _text(asked, "utterance")
    match _member(Task, asked, "task"):
        case Task.ANSWER:
            answer = read_answer(_question(asked.get("question")), text)
            remark = answer.remark or None
            return {"value": answer.value, "remark": remark, "part": answer.part, "why": answer.why}
        case Task.INTENT:
            message = read_message(text)
            return {
                "intent": message.wanted.value,
                "confidence": round(message.confidence, DIGITS),
                "why": message.why,
            }
        case Task.CASE:
            case = read_case(text)
            return {
                "class": case.case_class.value,
                "urgency": case.urgency.value,
                "location": case.location,
                "confidence": round(case.confidence, DIGITS),
                "why": case.why,
            }


def explained(text: str) -> Iterator[str]:
    """In words, how a message that was typed with no menu is read."""
    message = read_message(text)
    yield f"It is read as {message.wanted} with a confidence of {message.confidence:.2f}."
    yield f"  because of {message.why}"
    if not message.is_sure:
        yield f"  That is below {threshold('ask_below')}: the bot asks with a short menu."
    case = read_case(text)
    where = f"at {case.location}" if case.location else "without a place"
    yield (
        f"As a report it is of class {case.case_class} (confidence {case.confidence:.2f}), "
        f"{case.urgency}, {where}."
    )
    yield f"  because of {case.why}"


def _parsed(raw: bytes) -> Json:
    try:
        asked = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadLine("not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise BadLine(f"not JSON: {error}") from error
    if not isinstance(asked, dict):
        raise BadLine("not a JSON object")
    return asked


def _written(answered: Json) -> str:
    line = json.dumps(answered, ensure_ascii=False)
    # Half of a character, as a broken phone sends it, has no UTF-8: JSON can still name it.
    is_whole = line.encode(errors="replace").decode() == line
    return line if is_whole else json.dumps(answered)


def _question(given: object) -> Question:
    if not isinstance(given, dict):
        raise BadLine("an answer needs its question as an object")
    options = given.get("options") or []
    if not isinstance(options, list) or not all(isinstance(one, str) for one in options):
        raise BadLine("options is not a list of texts")
    kind = _member(QuestionKind, given, "kind")
    return Question(kind, str(given.get("text") or ""), tuple(options), _instant(given.get("now")))


def _instant(given: object) -> datetime | None:
    """The estate's local time; an offset says no more than that it is one."""
    if given is None:
        return None
    try:
        return datetime.fromisoformat(str(given)).replace(tzinfo=None)
    except ValueError as error:
        raise BadLine(f"now is no ISO time: {given!r}") from error


def _member(kind: type[M], given: Mapping[str, Any], name: str) -> M:
    try:
        return kind(str(given.get(name)))
    except ValueError as error:
        known = ", ".join(kind)
        raise BadLine(f"{name} is {given.get(name)!r}, and not one of {known}") from error


def _text(given: Mapping[str, Any], name: str) -> str:
    found = given.get(name)
    if not isinstance(found, str):
        raise BadLine(f"{name} is not a text")
    return found
