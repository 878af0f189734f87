"""How answers are kept: the same text for the same answers, and read again whole."""

import json

from hypothesis import given
from hypothesis import strategies as st

from flows.forms.answers import Given, Value
from flows.forms.counting import counted_answers
from flows.forms.form import NO, YES
from flows.forms.kept import answers_in, answers_text
from flows.rules.survey.answers import Answer
from flows.rules.survey.words import Abstention

ANY_TEXT = st.text(st.characters(codec=None), min_size=1, max_size=20)
VALUES = st.one_of(
    ANY_TEXT, st.booleans(), st.integers(-9, 9), st.lists(ANY_TEXT, max_size=3).map(tuple)
)
ANSWERS = st.dictionaries(
    st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True),
    st.one_of(
        st.sampled_from(Abstention),
        st.builds(Given, VALUES, st.one_of(st.just(""), ANY_TEXT)),
    ),
)


@given(ANSWERS)
def test_what_is_kept_is_read_again_whole(answers: dict[str, Given | Abstention]) -> None:
    text = answers_text(reversed(answers.items()))

    assert text == answers_text(answers.items())
    for item, read in answers_in(text).items():
        match answers[item]:
            case Abstention() as abstention:
                assert read == {"abstained": abstention.value}
            case Given(value, remark):
                told = list(value) if isinstance(value, tuple) else value
                assert read == {"value": told} | ({"remark": remark} if remark else {})


@given(ANSWERS)
def test_what_is_kept_is_counted_as_it_was_given(answers: dict[str, Given | Abstention]) -> None:
    counted, remarks = counted_answers(json.loads(answers_text(answers.items())))

    given = {item: answer for item, answer in answers.items() if isinstance(answer, Given)}
    assert remarks == {item: answer.remark for item, answer in given.items() if answer.remark}
    assert counted == {
        item: _as_option(answer.value) if isinstance(answer, Given) else answer
        for item, answer in answers.items()
    }


def _as_option(value: Value) -> Answer:
    match value:
        case bool():
            return YES if value else NO
        case tuple():
            return value
        case _:
            return str(value)


def test_what_was_kept_in_former_times_is_read_too() -> None:
    assert answers_in('{"overall": {"value": "satisfied"}, "why": {"abstained": "skipped"}}') == {
        "overall": {"value": "satisfied"},
        "why": {"abstained": "skipped"},
    }
