"""A conversation is replayed from the top; nothing that was answered is ever asked again."""

from typing import Any

import pytest

from flows.engine.ask import ABSTAINED, Flow
from flows.engine.choices import YesNo
from flows.engine.questions import Text, skippable
from flows.engine.replay import (
    QUESTIONS_LIMIT,
    Asked,
    EndlessFlow,
    Progress,
    RepeatedKey,
    Waiting,
    advance,
    back,
    skip,
)
from flows.wording.say import Say, say
from tests.flows.engine.asking import Talk, question_of, result_of, words


def leak() -> Flow[tuple[str, bool, str | None]]:
    what = yield from Text("what", say("report.what_repair"))
    urgent = yield from YesNo("urgent", say("hint.again"))
    who = yield from skippable(Text("who", say("report.who")))
    return what, urgent, who


def hint_of(progress: Progress[Any]) -> Say | None:
    assert isinstance(progress.at, Waiting)
    return progress.at.hint


def test_a_conversation_goes_question_by_question_to_its_end() -> None:
    talk = Talk(leak, {})

    assert question_of(talk.look()).key == "what"
    assert question_of(talk.say("水管漏水")).key == "urgent"
    assert question_of(talk.say("是的")).key == "who"
    assert result_of(talk.say("王芳")) == ("水管漏水", True, "王芳")
    assert talk.asked is None


def test_a_step_says_what_it_answered_and_the_path_that_it_walked() -> None:
    talk = Talk(leak, {})
    talk.look()
    talk.say("水管漏水")

    progress = talk.say("1")

    assert progress.answered == ("urgent",)
    assert progress.path == ("what", "urgent")


def test_a_look_without_a_reply_changes_nothing() -> None:
    talk = Talk(leak, {"what": "漏水"})
    first = talk.look()

    second = talk.look()

    assert second == first
    assert second.answered == ()
    assert second.answers == {"what": "漏水"}


def test_a_finished_conversation_consumes_no_reply() -> None:
    answers = {"what": "漏水", "urgent": False, "who": "王芳"}

    progress = advance(leak, answers, Asked("who"), words("还有一件事"))

    assert result_of(progress) == ("漏水", False, "王芳")
    assert progress.answers == answers
    assert progress.answered == ()


def test_what_is_stored_is_the_value_and_never_the_reply() -> None:
    talk = Talk(leak, {"what": "漏水"})
    talk.look()

    talk.say("１。")

    assert talk.answers["urgent"] is True


def test_the_answers_that_were_handed_in_are_left_as_they_are() -> None:
    answers = {"what": 5}

    advance(leak, answers, None)
    back(leak, answers)
    skip(leak, answers, None)

    assert answers == {"what": 5}


def test_back_asks_the_last_question_of_the_path_whatever_the_order_of_the_row() -> None:
    answers = {"urgent": True, "photo.1": ["a.jpg"], "what": "漏水"}

    progress = back(leak, answers)

    assert question_of(progress).key == "urgent"
    assert progress.answers == {"photo.1": ["a.jpg"], "what": "漏水"}


def test_back_from_the_first_question_stays_there() -> None:
    progress = back(leak, {"elsewhere": "kept"})

    assert question_of(progress).key == "what"
    assert progress.answers == {"elsewhere": "kept"}


def test_back_over_an_abstention_asks_again() -> None:
    progress = back(leak, {"what": "漏水", "urgent": True, "who": ABSTAINED})

    assert question_of(progress).key == "who"


def test_back_begins_to_count_wrong_replies_anew() -> None:
    talk = Talk(leak, {"what": "漏水"})
    talk.look()
    talk.say("嗯哼哼")

    talk.keep(back(leak, talk.answers))

    assert talk.asked == {"key": "what", "shown": [], "wrong": 0}


def test_skip_is_stored_as_an_abstention_and_read_as_nothing() -> None:
    answers = {"what": "漏水", "urgent": True}

    progress = skip(leak, answers, Asked("who"))

    assert progress.answers["who"] == ABSTAINED
    assert progress.answered == ("who",)
    assert result_of(progress) == ("漏水", True, None)


def test_skip_of_a_question_that_needs_an_answer_says_so_and_stays() -> None:
    progress = skip(leak, {}, Asked("what", wrong=1))

    assert question_of(progress).key == "what"
    assert hint_of(progress) == say("hint.cannot_skip")
    assert progress.answers == {}
    assert progress.asked == Asked("what", wrong=1)


def test_skip_of_a_question_that_was_never_shown_shows_it_first() -> None:
    answers = {"what": "漏水", "urgent": True}

    progress = skip(leak, answers, Asked("urgent", ("yes", "no")))

    assert question_of(progress).key == "who"
    assert progress.answers == answers


def test_skip_of_a_finished_conversation_does_nothing() -> None:
    answers = {"what": "漏水", "urgent": True, "who": "王芳"}

    assert result_of(skip(leak, answers, None)) == ("漏水", True, "王芳")


def test_hints_get_more_concrete_and_the_last_try_reports_exhaustion() -> None:
    talk = Talk(leak, {"what": "漏水"})
    talk.look()

    first, second, third = (talk.say("说不好啊这个") for _ in range(3))

    assert hint_of(first) == say("hint.yes_no", yes=say("answer.yes"), no=say("answer.no"))
    assert hint_of(second) == say("hint.yes_no_example", yes=say("answer.yes"), no=say("answer.no"))
    assert [step.exhausted for step in (first, second, third)] == [False, False, True]
    assert talk.answers == {"what": "漏水"}


def test_hints_of_the_question_itself_are_given_one_after_the_other() -> None:
    question = Text("what", say("hint.again"), hints=(say("hint.telling"), say("hint.text")))

    assert [question.hint(wrong) for wrong in (1, 2, 3)] == [
        say("hint.telling"),
        say("hint.text"),
        say("hint.text"),
    ]


def test_a_question_that_may_be_left_out_is_given_up_at_the_limit() -> None:
    def rated() -> Flow[bool | None]:
        return (yield from skippable(YesNo("good", say("hint.again"))))

    talk = Talk(rated, {})
    talk.look()

    *_, last = (talk.say("说不好啊这个") for _ in range(3))

    assert last.given_up
    assert not last.exhausted
    assert last.answers == {"good": ABSTAINED}
    assert result_of(last) is None


def test_a_readable_reply_begins_to_count_wrong_ones_anew() -> None:
    talk = Talk(leak, {})
    talk.look()
    talk.say("  ")

    talk.say("漏水")

    assert talk.asked == {"key": "urgent", "shown": ["yes", "no"], "wrong": 0}


def test_how_many_tries_there_are_is_up_to_the_house() -> None:
    progress = advance(leak, {}, Asked("what"), words(""), tries=1)

    assert progress.exhausted


def test_a_key_asked_twice_is_a_bug_and_raises() -> None:
    def twice() -> Flow[str]:
        yield from Text("what", say("hint.again"))
        return (yield from Text("what", say("hint.again")))

    with pytest.raises(RepeatedKey, match="what"):
        advance(twice, {"what": "漏水"})


def test_a_loop_that_never_ends_raises() -> None:
    def endless() -> Flow[None]:
        number = 0
        while True:
            number += 1
            yield from Text(f"photo.{number}", say("hint.again"))

    answers = {f"photo.{number}": "x" for number in range(QUESTIONS_LIMIT + 2)}

    with pytest.raises(EndlessFlow):
        advance(endless, answers)


def test_a_flow_may_ask_as_many_questions_as_the_limit_says() -> None:
    def long() -> Flow[int]:
        for number in range(QUESTIONS_LIMIT):
            yield from Text(f"q.{number}", say("hint.again"))
        return QUESTIONS_LIMIT

    answers = {f"q.{number}": "x" for number in range(QUESTIONS_LIMIT)}

    assert result_of(advance(long, answers)) == QUESTIONS_LIMIT
