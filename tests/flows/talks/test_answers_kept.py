"""Page, talk and paper are three ways to the same answers of a form."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.forms.answers import Answer, Given
from flows.forms.form import ItemKind
from flows.forms.keyed import WrongAnswers, read_keyed
from flows.forms.reading import parse_form
from flows.forms.writing import form_content
from flows.rules.survey.words import Abstention
from flows.talks.answers_kept import answers_kept, as_stored, asked_items, lacking, response_of
from flows.talks.item_entries import Entry, hear_entries
from flows.talks.questionnaire import QuestionnaireSeed, questionnaire
from tests.flows.engine.asking import AT, Talk, question_of, result_of

FILE = Path(__file__).with_name("questionnaires") / "all_kinds.yaml"
FORM = parse_form(FILE.read_text(encoding="utf-8"), name="all_kinds")
VALUES = st.text(max_size=8) | st.sampled_from(
    ["1", "5", "yes", "no", "speed", "noise", "light", "3次", "五", "2026-12-05", "12月5日", "m7"]
)
ENTRIES = st.builds(
    Entry,
    st.lists(VALUES, max_size=3).map(tuple),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
PAGES = st.dictionaries(st.sampled_from([item.id for item in FORM.items]), ENTRIES)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | VALUES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(VALUES, inner, max_size=3),
    max_leaves=6,
)


def after(*pages: Mapping[str, Entry]) -> dict[str, Answer]:
    """The answers after some pages were sent, one after the other."""
    answers: dict[str, Answer] = {}
    for page in pages:
        heard = hear_entries(FORM, FORM.items, answers, page, AT)
        changed = {**answers, **heard.entered}
        answers = {item: one for item, one in changed.items() if one is not None}
    return answers


def talk(stored: dict[str, object]) -> Talk:
    seed = QuestionnaireSeed(form_content(FORM))
    return Talk(lambda: questionnaire(seed), stored)


@given(PAGES, PAGES)
def test_the_talk_keeps_what_any_page_was_told_and_asks_what_is_left(
    first: dict[str, Entry], second: dict[str, Entry]
) -> None:
    answers = after(first, second)
    stored = as_stored(FORM, answers)

    assert answers_kept(FORM, stored) == answers
    key = question_of(talk(stored).look()).key
    still_open = [item for item in asked_items(FORM, answers) if item.id not in answers]
    photo = next(item for item in FORM.items if item.kind is ItemKind.PHOTO)
    expected = "review.1"
    if still_open:
        expected = still_open[0].id if still_open[0] != photo else f"{photo.id}.1"
    assert key == expected


@given(PAGES)
def test_what_is_handed_in_on_the_page_is_what_the_talk_would_hand_in(
    page: dict[str, Entry],
) -> None:
    answers = {"score": Given("3"), **after(page)}
    response = response_of(FORM, answers)
    filled = dict(response.answers)
    one = talk(as_stored(FORM, filled))

    one.look()
    assert result_of(one.say("1")) == response
    assert lacking(FORM, filled) == ()


def test_photos_and_changes_of_the_talk_are_read_as_they_stand() -> None:
    stored = {
        "score": {"value": "4"},
        "stuck": {"value": False},
        "photo.1": ["m1"],
        "review.1": "change",
        "which.1": "score",
        "score.again.1": {"value": "2"},
        "review.2": "stuck",
        "wishes": {"value": ["colour"]},
    }

    assert answers_kept(FORM, stored) == {
        "score": Given("2"),
        "stuck": Given(value=False),
        "photo": Given(("m1",)),
    }


@pytest.mark.parametrize("typed", ["12月5日", "2026/12/5", "2026-12-05"])
def test_a_day_is_read_however_it_is_written(typed: str) -> None:
    assert after({"day": Entry((typed,))})["day"] == Given("2026-12-05")


@given(st.dictionaries(st.sampled_from([item.id for item in FORM.items]) | VALUES, JSON))
def test_nothing_that_is_keyed_in_breaks_the_reading(given_: dict[str, object]) -> None:
    try:
        response = read_keyed(FORM, given_)
    except WrongAnswers:
        return
    assert {item for item, _ in response.answers} == given_.keys()


def test_what_the_page_takes_staff_can_key_in() -> None:
    page = {
        "score": Entry(("4",)),
        "wishes": Entry(("light", "speed")),
        "stuck": Entry(("yes",)),
        "times": Entry(("３次",)),
        "day": Entry(is_skipped=True),
        "photo": Entry(is_skipped=True),
        "opinion": Entry(("慢",)),
    }
    keyed = {
        "score": "4",
        "wishes": ["speed", "light"],
        "stuck": True,
        "times": 3,
        "day": {"abstained": Abstention.SKIPPED.value},
        "photo": {"abstained": Abstention.SKIPPED.value},
        "opinion": "慢",
    }

    assert read_keyed(FORM, keyed) == response_of(FORM, after(page))
