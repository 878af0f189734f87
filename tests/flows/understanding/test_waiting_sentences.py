"""What new writers wrote, and nothing has learnt yet: each once, in labels of the house."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flows.rules.vocabulary import CaseClass, Urgency
from flows.understanding.message_reading import Wanted

WAITING = Path(__file__).parents[2] / "data" / "waiting_sentences"
CASES = {Wanted.COMPLAINT, Wanted.REPAIR, Wanted.EMERGENCY}


def waiting() -> Iterator[dict[str, Any]]:
    for path in sorted(WAITING.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def test_each_sentence_that_waits_is_labelled_with_words_of_the_house() -> None:
    lines = list(waiting())

    assert lines
    for line in lines:
        intent = Wanted(line["intent"])
        if intent in CASES:
            CaseClass(line["class"])
            assert (Urgency(line["urgency"]) is Urgency.EMERGENCY) == (intent is Wanted.EMERGENCY)
        else:
            assert line["class"] is line["urgency"] is None


def test_no_sentence_waits_twice() -> None:
    said = [line["utterance"] for line in waiting()]

    assert len(said) == len(set(said))
