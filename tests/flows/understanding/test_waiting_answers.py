"""What new writers answered, and nobody has looked at yet: each once, with a value that fits."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from flows.understanding.answers.question import QuestionKind
from flows.understanding.answers.satisfaction import LABELS

WAITING = Path(__file__).parents[2] / "data" / "waiting_answers"


def waiting() -> Iterator[dict[str, Any]]:
    for path in sorted(WAITING.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def test_each_answer_that_waits_has_a_value_that_its_question_allows() -> None:
    lines = list(waiting())

    assert lines
    assert [one for one in lines if not fits(one["question"], one["expected"]["value"])] == []


def test_no_answer_waits_twice() -> None:
    said = [(line["question"]["text"], line["utterance"]) for line in waiting()]

    assert len(said) == len(set(said))


def fits(question: dict[str, Any], value: Any) -> bool:  # noqa: ANN401 - as JSON has it
    match QuestionKind(question["kind"]):
        case _ if value is None:
            return True
        case QuestionKind.SATISFACTION:
            return value in LABELS.values()
        case QuestionKind.CHOICE:
            return value in question["options"]
        case QuestionKind.YESNO:
            return value in {"yes", "no"}
        case QuestionKind.SCALE5:
            return value in range(1, 6)
        case QuestionKind.DATE:
            return bool(datetime.fromisoformat(value))
        case _:
            return isinstance(value, int | float)
