"""The sentences that the models are learnt from, and that the packaged weights are not stale."""

import json
from pathlib import Path

import pytest

from bot.training_sentences import Example, ModelName, digest, labelled, packaged
from flows.resources import read_text
from flows.understanding.model import PACKAGE
from tests.each import each


@each("name", ModelName)
def test_the_packaged_weights_were_learnt_from_the_packaged_sentences(name: ModelName) -> None:
    stored = json.loads(read_text(PACKAGE, f"weights/{name}.json"))

    assert stored["sentences"] == digest(), "sentences changed: run `make model`"


def test_a_sentence_more_makes_the_weights_stale(tmp_path: Path) -> None:
    file = tmp_path / "intent_fee.txt"
    file.write_text("物业费多少\n", encoding="utf-8")
    before = digest(tmp_path)
    file.write_text("物业费多少\n停车费多少\n", encoding="utf-8")

    assert digest(tmp_path) != before


def test_what_a_sentence_teaches_is_in_the_name_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "intent_fee.txt").write_text("物业费多少\n", encoding="utf-8")
    (tmp_path / "case_safety_emergency.txt").write_text("着火了\n", encoding="utf-8")
    (tmp_path / "not_emergency.txt").write_text("气得冒火\tcomplaint\n", encoding="utf-8")

    examples = list(packaged(tmp_path))

    assert labelled(examples, ModelName.INTENT) == (
        ["气得冒火", "物业费多少", "着火了"],
        ["complaint", "fee", "emergency"],
    )
    assert labelled(examples, ModelName.DANGER)[1] == ["none", "none", "danger"]
    assert labelled(examples, ModelName.CLASS) == (["着火了"], ["safety"])
    assert Example("着火了", case_class="safety", urgency="emergency") in examples


@pytest.mark.parametrize("name", ["fee.txt", "intent_fee_key.txt"])
def test_a_file_of_no_known_form_is_refused_with_its_line(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("物业费多少\n", encoding="utf-8")

    with pytest.raises(ValueError, match=f"{name}, line 1"):
        list(packaged(tmp_path))
