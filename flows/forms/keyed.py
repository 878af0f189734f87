"""Answers that staff key in from paper, a call or a visit: read strictly, each mistake named (R8).

An answer is a value as it is kept (`"satisfied"`, `true`, `3`, `"2026-12-05"`, `["speed"]`, words),
`{"value": …, "remark": …}`, or `{"abstained": "skipped"}` and `{"abstained": "unclear"}` (R10).
"""

from collections.abc import Mapping
from datetime import date

from flows.forms.answers import Answer, Given, Response, Value, is_asked
from flows.forms.form import Form, Item, ItemKind
from flows.forms.writing import form_digest
from flows.rules.survey.words import Abstention

TEXT_LONGEST = 2000
REMARK_LONGEST = 2000
_KEYS = frozenset({"value", "remark"})


class WrongAnswers(Exception):
    """What was keyed in is no response; `problems` name each item with what is wrong with it."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class _Wrong(Exception):
    """One answer cannot be."""


def read_keyed(form: Form, given: Mapping[str, object]) -> Response:
    """The response in what was keyed in. Raises WrongAnswers.

    Each item that is asked after the answers before it has an answer or an abstention, and no other
    item has one: what is left blank on paper is said to be.
    """
    known = {item.id for item in form.items}
    problems = [f"{name} is no item of {form.id}" for name in given if name not in known]
    answers: dict[str, Answer] = {}
    for item in form.items:
        if not is_asked(item, answers):
            if item.id in given:
                problems.append(f"{item.id} is not asked after these answers")
        elif item.id not in given:
            problems.append(f'{item.id} has no answer; {{"abstained": "skipped"}} if left blank')
        else:
            try:
                answers[item.id] = _answer(item, given[item.id])
            except _Wrong as wrong:
                problems.append(f"{item.id} {wrong}")
    if problems:
        raise WrongAnswers(tuple(problems))
    return Response(form.id, form.version, form_digest(form), tuple(answers.items()))


def read_answer(item: Item, given: object) -> Answer | None:
    """One answer that was keyed in; None for one that cannot be."""
    try:
        return _answer(item, given)
    except _Wrong:
        return None


def _answer(item: Item, given: object) -> Answer:
    if not isinstance(given, dict):
        return Given(_value(item, given))
    if given.keys() == {"abstained"}:
        return _abstention(given["abstained"])
    if not given.keys() <= _KEYS or "value" not in given:
        raise _Wrong("holds neither a value, perhaps with a remark, nor an abstention")
    remark = given.get("remark", "")
    if not isinstance(remark, str) or len(remark) > REMARK_LONGEST:
        raise _Wrong(f"has a remark that is no text of up to {REMARK_LONGEST} characters")
    return Given(_value(item, given["value"]), remark.strip())


def _abstention(given: object) -> Abstention:
    for one in Abstention:
        if one.value == given:
            return one
    raise _Wrong(f"is abstained from as none of {', '.join(one.value for one in Abstention)}")


def _value(item: Item, given: object) -> Value:
    match item.kind:
        case ItemKind.YES_NO:
            return _truth(given)
        case ItemKind.CHOICES:
            return _several(item, given)
        case ItemKind.NUMBER:
            return _number(item, given)
        case ItemKind.DATE:
            return _day(item, given)
        case ItemKind.TEXT:
            return _text(item, given)
        case ItemKind.PHOTO:
            raise _Wrong("takes photos, which cannot be keyed in")
        case _:
            return _one(item, str(given) if item.kind is ItemKind.SCORE else given)


def _truth(given: object) -> bool:
    if not isinstance(given, bool):
        raise _Wrong("is neither true nor false")
    return given


def _one(item: Item, given: object) -> str:
    if not isinstance(given, str) or given not in item.values:
        raise _Wrong(f"is none of {', '.join(item.values)}")
    return given


def _several(item: Item, given: object) -> tuple[str, ...]:
    if not isinstance(given, list) or not given:
        raise _Wrong("is no list of options")
    chosen = {_one(item, one) for one in given}
    most = len(item.options) if item.most is None else int(item.most)
    if len(chosen) > most:
        raise _Wrong(f"has more than {most} options")
    return tuple(value for value in item.values if value in chosen)


def _number(item: Item, given: object) -> int | float:
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise _Wrong("is no number")
    if item.least is not None and item.most is not None and not item.least <= given <= item.most:
        raise _Wrong(f"is not from {item.least:g} to {item.most:g}")
    if not item.whole:
        return given
    if given != int(given):
        raise _Wrong("is no whole number")
    return int(given)


def _day(item: Item, given: object) -> str:
    try:
        day = date.fromisoformat(given if isinstance(given, str) else "")
    except ValueError:
        raise _Wrong("is no day, as 2026-12-05") from None
    if item.earliest is not None and day < item.earliest:
        raise _Wrong(f"is before {item.earliest}")
    if item.latest is not None and day > item.latest:
        raise _Wrong(f"is after {item.latest}")
    return day.isoformat()


def _text(item: Item, given: object) -> str:
    longest = TEXT_LONGEST if item.most is None else int(item.most)
    text = given.strip() if isinstance(given, str) else ""
    if not text or len(text) > longest:
        raise _Wrong(f"is no text of up to {longest} characters")
    return text
