"""The linear models: from n-grams to a likely label, and from a file and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.resources import read_text
from flows.rules.vocabulary import CaseClass, Urgency
from flows.understanding.danger import Danger
from flows.understanding.message_reading import Wanted
from flows.understanding.model import LARGEST, PACKAGE, LinearModel, loaded, model, written
from flows.understanding.ngrams import LONGEST, OF_DANGER, core, ngrams, with_heard
from tests.each import each

SMALL = LinearModel(
    ("dog", "cat"), (0.0, 0.5), {"bark": (LARGEST, -3), "purr": (-LARGEST, LARGEST)}, 0.1
)
WEIGHTS_MOST = 4_000_000


def test_the_ngrams_of_a_message_choose_its_label() -> None:
    guess = SMALL.guess({"bark", "unheard"})

    assert guess.label == "dog"
    assert guess.because == ("bark",)
    assert 0.9 < guess.confidence < 1


def test_without_a_known_ngram_the_commoner_label_is_guessed_without_confidence() -> None:
    guess = SMALL.guess({"unheard"})

    assert (guess.label, guess.because) == ("cat", ())
    assert guess.confidence == 0


def test_a_guess_can_be_kept_to_some_labels() -> None:
    assert SMALL.guess({"bark"}, ["cat"]).label == "cat"


def test_a_model_is_the_same_after_it_was_written_and_loaded() -> None:
    assert loaded(written(SMALL, "digest")) == SMALL


@each(
    ("name", "labels"),
    [
        ("intent", set(Wanted)),
        ("class", set(CaseClass)),
        ("urgency", set(Urgency)),
        ("danger", {"danger", "none"}),
    ],
)
def test_each_packaged_model_knows_its_labels(name: str, labels: set[str]) -> None:
    assert set(model(name).labels) == labels


def test_the_packaged_weights_stay_small() -> None:
    names = ("intent", "class", "urgency", "danger")
    texts = [read_text(PACKAGE, f"weights/{name}.json") for name in names]

    assert sum(len(text.encode()) for text in texts) < WEIGHTS_MOST


@given(st.text())
def test_the_likelihoods_of_any_text_are_a_whole(text: str) -> None:
    assert sum(model("class").probabilities(ngrams(text)).values()) == pytest.approx(1)


@given(st.text())
def test_no_piece_of_a_text_is_longer_than_it_may_be(text: str) -> None:
    pieces = (one.strip("^$") for one in ngrams(text) if one[0] not in "#@! ")

    assert all(len(one.replace(" ", "")) <= max(LONGEST, len(text)) for one in pieces)


def test_a_danger_that_rules_heard_is_seen_beside_the_words() -> None:
    pieces = ngrams("着火了")

    assert with_heard(pieces, [Danger.FIRE]) - pieces == {"%fire"}
    assert "%fire" in model("danger").weights


def test_no_model_of_wishes_or_cases_sees_what_tells_of_danger_alone() -> None:
    for name in ("intent", "class", "urgency"):
        assert not [one for one in model(name).weights if one.startswith(OF_DANGER)]


def test_what_speaks_against_a_danger_is_seen_by_its_heading() -> None:
    assert {"!lately", "!story"} <= ngrams("昨天做梦梦见楼里着火")
    assert not {"!lately", "!story"} & ngrams("楼里着火")


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
