"""Open questions: a text, a number, a moment to come, and leaving out."""

from datetime import datetime
from typing import Any

import pytest

from flows.engine.ask import ABSTAINED, Ask, Reply, Stale, Unreadable
from flows.engine.choices import YesNo
from flows.engine.questions import TEXT_LONGEST, Number, Text, When, skippable
from flows.wording.say import say
from tests.each import each
from tests.flows.engine.asking import AT, ZONE, kept, through_json, words

AGAIN = say("hint.again")
WHAT = Text("what", AGAIN)
COUNT = Number("count", AGAIN, 1, 10, whole=True)
AREA = Number("area", AGAIN, 0.5, 100)
VISIT = When("visit", AGAIN)
REMARK = skippable(Text("remark", AGAIN))


def test_a_text_is_kept_as_it_was_written_without_the_space_around_it() -> None:
    assert WHAT.read(words(" 水管\n漏水 。 "), ()) == "水管\n漏水 。"


def test_a_text_is_cut_where_the_limit_is() -> None:
    assert WHAT.read(words("漏" * (TEXT_LONGEST + 1)), ()) == "漏" * TEXT_LONGEST


@each("reply", [words(""), words(" \n "), Reply(AT, media=("a.jpg",)), Reply(AT, position="大堂")])
def test_what_is_no_text_is_asked_for_in_writing(reply: Reply) -> None:
    with pytest.raises(Unreadable) as unreadable:
        WHAT.read(reply, ())

    assert unreadable.value.hint == say("hint.please_write")


@each(
    ("text", "number"),
    [("1", 1), ("１０", 10), ("十", 10), ("两", 2), (" 3。", 3), ("002", 2)],
)
def test_a_whole_number_is_read_in_digits_and_in_words(text: str, number: float) -> None:
    assert COUNT.read(words(text), ()) == number


@each("text", ["", "0", "11", "-1", "1.5", "两三", "几个", "1 2", "9" * 30])
def test_what_is_no_number_between_the_bounds_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        COUNT.read(words(text), ())


@pytest.mark.parametrize(("text", "number"), [("0.5", 0.5), ("99.9", 99.9), ("三十五", 35)])
def test_a_number_may_have_a_fraction_where_it_need_not_be_whole(text: str, number: float) -> None:
    assert AREA.read(words(text), ()) == number


@each(
    ("text", "moment"),
    [
        ("明天下午3点", datetime(2026, 11, 24, 15, 0, tzinfo=ZONE)),
        ("11月25日 15:00", datetime(2026, 11, 25, 15, 0, tzinfo=ZONE)),
        ("2小时后", datetime(2026, 11, 23, 11, 30, tzinfo=ZONE)),
        ("周五上午", datetime(2026, 11, 27, 12, 0, tzinfo=ZONE)),
    ],
)
def test_a_moment_counts_from_when_it_was_said(text: str, moment: datetime) -> None:
    assert VISIT.read(words(text), ()) == moment


def test_of_two_days_the_one_that_suits_is_meant() -> None:
    ruled_out = VISIT.read(words("明天不行，后天下午3点吧"), ())

    assert ruled_out == VISIT.read(words("后天下午3点"), ())


@each(
    ("text", "key"),
    [
        ("随便", "hint.when_unclear"),
        ("昨天下午3点", "hint.when_past"),
        ("明天", "hint.when_no_hour"),
        ("周三下午3点就坏了", "hint.when_unclear"),
    ],
)
def test_the_hint_says_what_is_missing_of_a_moment(text: str, key: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        VISIT.read(words(text), ())

    assert unreadable.value.hint == say(key)


def test_a_moment_is_kept_with_its_offset() -> None:
    moment = datetime(2026, 11, 24, 15, 0, tzinfo=ZONE)

    assert through_json(VISIT.dump(moment)) == "2026-11-24T15:00:00+08:00"
    assert kept(VISIT, moment) == moment


@each("text", ["跳过", "没有", "没有了，谢谢", "no"])
def test_who_has_nothing_to_write_leaves_it_out_in_words_too(text: str) -> None:
    if text == "跳过":
        # The word is a command, which the dialogue takes before the question sees it.
        assert REMARK.abstention == ABSTAINED
    else:
        assert REMARK.read(words(text), ()) is None


def test_a_no_to_a_yes_or_no_question_is_an_answer_although_it_may_be_left_out() -> None:
    question = skippable(YesNo("right", AGAIN))

    assert question.read(words("没有"), ("yes", "no")) is False
    assert [option.value for option in question.options] == ["yes", "no"]


def test_what_may_be_left_out_keeps_its_key_its_prompt_and_its_hints() -> None:
    question = skippable(COUNT)

    assert (question.key, question.prompt) == (COUNT.key, COUNT.prompt)
    assert question.hint(1) == COUNT.hint(1)
    assert question.skippable
    assert not COUNT.skippable


def test_an_abstention_is_kept_as_such_and_never_as_a_null() -> None:
    assert REMARK.dump(None) == {"abstained": True}
    assert kept(REMARK, None) is None
    assert kept(REMARK, "很好") == "很好"
    with pytest.raises(Stale):
        REMARK.load(None)


@each(
    ("question", "stored"),
    [
        (WHAT, None),
        (WHAT, 5),
        (WHAT, ABSTAINED),
        (COUNT, "5"),
        (COUNT, True),
        (COUNT, 0),
        (COUNT, 11),
        (COUNT, None),
        (COUNT, float("nan")),
        (VISIT, None),
        (VISIT, 5),
        (VISIT, "soon"),
        (VISIT, "2026-11-24T15:00:00"),
        (skippable(COUNT), 11),
    ],
)
def test_a_stored_value_that_does_not_fit_is_stale(question: Ask[Any], stored: object) -> None:
    with pytest.raises(Stale):
        question.load(stored)


def test_the_hints_name_the_bounds_and_show_an_example() -> None:
    assert AREA.hint(1) == say("hint.number", least="0.5", most="100")
    assert VISIT.hint(1) == say("hint.when")
    assert VISIT.hint(2) == say("hint.when_example")
    assert WHAT.hint(1) == say("hint.text")
