from collections.abc import Iterator

import pytest
from opencc import OpenCC

from flows.forms.built_in import BUILT_IN, built_in
from flows.forms.form import Form, ItemKind, Texts
from tests.each import each

NINE = (
    "electricity",
    "water",
    "security",
    "order",
    "hygiene",
    "greenery",
    "facilities",
    "repairs",
    "attitude",
)
PROMPT_LONGEST = 40
IN_BOTH = {"着"}
"""Right as it stands: 接着 is written so in Hong Kong too."""


def texts(form: Form) -> Iterator[Texts]:
    yield from (form.title, form.intro, form.thanks)
    for section in form.sections:
        if section.title is not None:
            yield section.title
    for item in form.items:
        yield item.text
        yield from (option.text for option in item.options if option.text is not None)


def test_the_half_yearly_survey_asks_the_nine_items_then_all_in_all_and_an_opinion() -> None:
    items = built_in("half_year").items

    assert tuple(item.id for item in items) == (*NINE, "overall", "opinion")
    assert {item.kind for item in items[:-1]} == {ItemKind.SATISFACTION}
    assert [item.id for item in items if item.overall] == ["overall"]
    assert items[-1].kind is ItemKind.TEXT


def test_a_revisit_covers_its_seven_topics() -> None:
    assert [item.id for item in built_in("visit_topics").items] == (
        "environment repairs security facilities communication fees opinion".split()
    )


@each("form_id", BUILT_IN)
def test_a_question_is_short_enough_for_a_small_screen(form_id: str) -> None:
    prompts = [item.text.simplified for item in built_in(form_id).items]

    assert [prompt for prompt in prompts if len(prompt) > PROMPT_LONGEST] == []


@each("form_id", BUILT_IN)
def test_each_language_is_written_in_its_own_script(form_id: str) -> None:
    to_traditional, to_simplified = OpenCC("s2t"), OpenCC("t2s")
    for text in texts(built_in(form_id)):
        assert to_simplified.convert(text.simplified) == text.simplified
        wrong = {one for one in text.traditional if to_traditional.convert(one) != one} - IN_BOTH
        assert wrong == set(), text.traditional
        assert not any("一" <= one <= "鿿" for one in text.english)


@each("form_id", BUILT_IN)
def test_a_call_back_is_promised_only_to_those_who_wrote_an_opinion(form_id: str) -> None:
    thanks = built_in(form_id).thanks

    if "15" in thanks.english:
        assert "如果您写了意见" in thanks.simplified
        assert "如果您寫了意見" in thanks.traditional
        assert "If you wrote an opinion" in thanks.english


def test_a_form_that_does_not_come_with_the_house_is_not_known() -> None:
    with pytest.raises(KeyError):
        built_in("../secrets")
