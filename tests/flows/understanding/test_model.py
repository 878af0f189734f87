"""The linear model: from n-grams to a likely label, and from a file and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.resources import read_text
from flows.rules.vocabulary import CaseClass, Urgency
from flows.understanding.message_reading import Wanted
from flows.understanding.model import (
    LARGEST,
    NOUGHT,
    PACKAGE,
    UNTOLD,
    WEIGHTS,
    Guess,
    LinearModel,
    Told,
    joint_label,
    likelihoods,
    loaded,
    model,
    written,
)
from flows.understanding.ngrams import LONGEST, core, ngrams, seen
from tests.each import each


def row(*weights: int) -> bytes:
    return bytes(weight + NOUGHT for weight in weights)


SMALL = LinearModel(
    ("dog", "cat"),
    (0.0, 0.5),
    {"bark": row(LARGEST, -3), "purr": row(-LARGEST, LARGEST), "woof": row(LARGEST, -3)},
    0.1,
)
WEIGHTS_MOST = 4_000_000


def guessed(pieces: set[str], means: dict[str, str]) -> Guess:
    return SMALL.guess(SMALL.probabilities(pieces), pieces, means)


def test_the_ngrams_of_a_message_choose_its_label() -> None:
    guess = guessed({"bark", "unheard"}, {"dog": "dog", "cat": "cat"})

    assert guess.label == "dog"
    assert guess.because == ("bark",)
    assert 0.9 < guess.confidence < 1


def test_without_a_known_ngram_the_commoner_label_is_guessed_without_confidence() -> None:
    guess = guessed({"unheard"}, {"dog": "dog", "cat": "cat"})

    assert (guess.label, guess.because) == ("cat", ())
    assert guess.confidence == 0


def test_a_guess_can_be_kept_to_some_labels() -> None:
    assert guessed({"bark"}, {"cat": "cat"}).label == "cat"


def test_labels_that_tell_the_same_are_counted_together() -> None:
    guess = guessed({"bark", "purr"}, {"dog": "pet", "cat": "pet"})

    assert guess.label == "pet"
    assert guess.confidence == pytest.approx(1)


def test_a_label_tells_what_is_wanted_of_which_class_it_is_and_how_urgent() -> None:
    label = joint_label("repair", "facility", "key")
    some = LinearModel((label, joint_label("fee")), (0.0, 0.0), {}, 0.1)

    assert some.told[label] == Told("repair", "facility", "key")
    assert some.told[joint_label("fee")] == Told("fee", UNTOLD, UNTOLD)


def test_a_model_is_the_same_after_it_was_written_and_loaded() -> None:
    assert loaded(iter(written(SMALL, "digest").splitlines())) == SMALL


def test_ngrams_that_weigh_the_same_share_a_line() -> None:
    lines = written(SMALL, "digest").splitlines()

    assert [line.split("\t")[:-1] for line in lines[1:]] == [["bark", "woof"], ["purr"]]


def test_the_packaged_model_tells_each_wish_class_and_urgency() -> None:
    told = set(model().told.values())

    assert {one.intent for one in told} == {*Wanted, UNTOLD}
    assert {one.case_class for one in told} == {*CaseClass, UNTOLD}
    assert {one.urgency for one in told} == {*Urgency, UNTOLD}


def test_the_packaged_weights_stay_small() -> None:
    assert len(read_text(PACKAGE, WEIGHTS).encode()) < WEIGHTS_MOST


@given(st.text())
def test_the_likelihoods_of_any_text_are_a_whole(text: str) -> None:
    assert sum(likelihoods(seen(text)).values()) == pytest.approx(1)


@given(st.text())
def test_no_piece_of_a_text_is_longer_than_it_may_be(text: str) -> None:
    pieces = (one.strip("^$") for one in ngrams(text) if one[0] not in "#@! ")

    assert all(len(one.replace(" ", "")) <= max(LONGEST, len(text)) for one in pieces)


def test_a_danger_that_rules_heard_is_seen_beside_the_words() -> None:
    assert seen("着火了") - ngrams("着火了") == {"%fire"}
    assert "%fire" in model().weights


def test_what_speaks_against_a_danger_is_seen_by_its_heading() -> None:
    assert {"!lately", "!story"} <= ngrams("昨天做梦梦见楼里着火")
    assert not {"!lately", "!story"} & ngrams("楼里着火")


def test_what_speaks_for_a_wish_to_be_left_alone_and_against_it_is_seen_too() -> None:
    assert {"!no", "!comes_in_on"} <= ngrams("别再给我发消息")
    assert {"!no", "!matter_of_others"} <= ngrams("楼上别再拖椅子了")
    assert not {"!no", "!comes_in_on", "!matter_of_others"} & ngrams("物业费多少")


def test_how_a_message_begins_and_ends_is_seen_whatever_courtesy_stands_around_it() -> None:
    edges = {"^灯", "^灯坏", "坏了$", "了$"}

    assert edges <= ngrams("灯坏了")
    assert edges <= ngrams("您好，请问灯坏了！谢谢")


@each(
    ("text", "left"),
    [
        ("您好，请问水龙头坏了谢谢", "水龙头坏了"),
        ("8栋1单元302水龍頭壞咗呀", "水龙头坏了"),
        ("hello, the tap is leaking, thank you!", "the tap is leaking"),
        ("谢谢", "谢谢"),
    ],
)
def test_courtesy_and_place_do_not_tell_what_it_is(text: str, left: str) -> None:
    assert core(text).strip() == left
