"""The answers of a form as they are kept: one JSON text, the same for the same answers.

Its keys are sorted and it holds no spaces, so that a digest of it is a digest of the answers (R16).
An answer is its value; with a remark `{"remark", "value"}`; an abstention is `{"abstained"}`.
"""

import json
from collections.abc import Iterable
from typing import Any

from flows.forms.answers import Answer, Given
from flows.rules.survey.words import Abstention

_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def answers_text(answers: Iterable[tuple[str, Answer]]) -> str:
    """The text that is kept."""
    return _JSON.encode({item: _kept(answer) for item, answer in answers})


def answers_in(text: str) -> dict[str, dict[str, Any]]:
    """What a text keeps, by item: `{"value", "remark"?}` or `{"abstained"}`."""
    kept: dict[str, Any] = json.loads(text)
    return {
        item: answer if isinstance(answer, dict) else {"value": answer}
        for item, answer in kept.items()
    }


def _kept(answer: Answer) -> object:
    match answer:
        case Abstention():
            return {"abstained": answer.value}
        case Given(value, remark):
            told = list(value) if isinstance(value, tuple) else value
            return {"value": told, "remark": remark} if remark else told
