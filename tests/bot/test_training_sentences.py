"""The sentences that the models are learnt from, and that the packaged weights are not stale."""

import json
from pathlib import Path

import pytest

from bot.training_sentences import Example, digest, joined, packaged
from flows.resources import read_text
from flows.understanding.model import PACKAGE, WEIGHTS


def test_the_packaged_weights_were_learnt_from_the_packaged_sentences() -> None:
    stored = json.loads(read_text(PACKAGE, WEIGHTS).splitlines()[0])

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

    examples = joined(packaged(tmp_path))

    assert [(one.text, one.label) for one in examples] == [
        ("气得冒火", "complaint/-/-"),
        ("物业费多少", "fee/-/-"),
        ("着火了", "emergency/safety/emergency"),
    ]
    assert Example("着火了", case_class="safety", urgency="emergency") in examples


def test_a_sentence_of_two_files_is_one_that_both_tell_of() -> None:
    told = [Example("灯坏了", intent="repair"), Example("灯坏了", None, "facility", "normal")]

    assert [one.label for one in joined(told)] == ["repair/facility/normal"]


def test_a_case_of_which_no_file_tells_what_is_wanted_has_no_label_yet() -> None:
    assert Example("灯坏了", case_class="facility", urgency="normal").label is None
    assert Example("烟雾弹").label == "-/-/-"


@pytest.mark.parametrize("name", ["fee.txt", "intent_fee_key.txt"])
def test_a_file_of_no_known_form_is_refused_with_its_line(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("物业费多少\n", encoding="utf-8")

    with pytest.raises(ValueError, match=f"{name}, line 1"):
        list(packaged(tmp_path))
