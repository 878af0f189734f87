"""A deploy between two messages may add, remove and reorder questions; the resident is safe."""

from flows.engine.ask import Flow
from flows.engine.choices import Choice, Pick, YesNo
from flows.engine.place import Place, Whereabouts
from flows.engine.questions import Number, Text
from flows.engine.replay import Asked, advance
from flows.rules.vocabulary import Urgency
from flows.wording.say import plain, say
from tests.flows.engine.asking import Talk, question_of, result_of, tap

AGAIN = say("hint.again")


def before() -> Flow[tuple[str, bool]]:
    what = yield from Text("what", AGAIN)
    return what, (yield from YesNo("urgent", AGAIN))


def inserted() -> Flow[tuple[str, str, bool]]:
    what = yield from Text("what", AGAIN)
    who = yield from Text("who", AGAIN)
    return what, who, (yield from YesNo("urgent", AGAIN))


def test_an_inserted_question_is_shown_and_does_not_eat_the_reply_to_another() -> None:
    talk = Talk(before, {})
    talk.look()
    talk.say("漏水")

    talk.flow = inserted
    progress = talk.say("是")

    assert question_of(progress).key == "who"
    assert progress.answers == {"what": "漏水"}
    assert talk.asked == {"key": "who", "shown": [], "wrong": 0}


def test_after_an_inserted_question_what_was_answered_stays_answered() -> None:
    talk = Talk(inserted, {"urgent": True, "what": "漏水"})
    talk.look()

    assert result_of(talk.say("王芳")) == ("漏水", "王芳", True)


def test_a_removed_question_leaves_its_answer_behind_and_nobody_is_asked_again() -> None:
    talk = Talk(inserted, {"what": "漏水", "who": "王芳"})
    talk.look()

    talk.flow = before

    assert result_of(talk.say("是")) == ("漏水", True)


def test_a_reply_to_a_question_that_was_removed_is_not_consumed_by_the_next() -> None:
    talk = Talk(inserted, {"what": "漏水"})
    talk.look()

    talk.flow = before
    progress = talk.say("好的")

    assert question_of(progress).key == "urgent"
    assert progress.answered == ()


def test_reordered_questions_ask_only_what_is_missing() -> None:
    def reordered() -> Flow[tuple[str, bool]]:
        urgent = yield from YesNo("urgent", AGAIN)
        return (yield from Text("what", AGAIN)), urgent

    talk = Talk(before, {})
    talk.look()
    talk.say("漏水")

    talk.flow = reordered

    assert question_of(talk.look()).key == "urgent"
    assert result_of(talk.say("否")) == ("漏水", False)


def test_a_change_of_wording_alone_asks_nobody_again() -> None:
    def reworded() -> Flow[tuple[str, bool]]:
        what = yield from Text("what", say("hint.telling"))
        return what, (yield from YesNo("urgent", say("hint.text"), yes=say("photos.done")))

    talk = Talk(before, {})
    talk.look()
    talk.say("漏水")

    talk.flow = reworded

    assert result_of(talk.say("1")) == ("漏水", True)


def test_a_stored_value_that_no_longer_fits_is_asked_again_and_nothing_else_is() -> None:
    def choosing() -> Flow[tuple[str, Urgency, float]]:
        what = yield from Text("what", AGAIN)
        urgency = yield from Choice("urgency", AGAIN, words=Urgency)
        return what, urgency, (yield from Number("count", AGAIN, 1, 5))

    progress = advance(choosing, {"count": 3, "urgency": "mauve", "what": "门"})

    assert question_of(progress).key == "urgency"
    assert progress.answers == {"what": "门", "count": 3}


def test_a_second_message_that_was_sent_too_fast_is_not_taken_for_the_next_answer() -> None:
    talk = Talk(before, {})
    talk.look()
    shown = talk.asked
    talk.say("漏水")

    talk.asked = shown
    progress = talk.say("好的")

    assert question_of(progress).key == "urgent"
    assert progress.answers == {"what": "漏水"}


def test_a_reply_before_anything_was_shown_is_not_consumed() -> None:
    progress = Talk(before, {}).say("漏水")

    assert question_of(progress).key == "what"
    assert progress.answers == {}


def test_a_number_counts_the_options_as_they_were_shown_although_their_order_changed() -> None:
    def picking(*order: str) -> Flow[str]:
        choices = tuple((value, plain(f"{value}号楼")) for value in order)
        return (yield from Pick("which", AGAIN, choices=choices))

    talk = Talk(lambda: picking("a", "b", "c"), {})
    talk.look()

    talk.flow = lambda: picking("c", "a", "b")

    assert result_of(talk.say("1")) == "a"


def test_a_number_of_an_option_that_is_gone_chooses_nothing() -> None:
    question = Pick("which", AGAIN, choices=(("c", plain("三号楼")), ("b", plain("二号楼"))))

    def picking() -> Flow[str]:
        return (yield from question)

    asked = Asked("which", ("a", "b"))

    assert advance(picking, {}, asked, tap("a")).answered == ()
    assert Talk(picking, {}, asked.dump()).say("1").answered == ()
    assert result_of(Talk(picking, {}, asked.dump()).say("2")) == "b"


def test_after_a_wrong_reply_the_order_shown_anew_is_what_counts() -> None:
    def suggesting(first: Urgency) -> Flow[Urgency]:
        return (yield from Choice("urgency", AGAIN, words=Urgency, suggest=first))

    talk = Talk(lambda: suggesting(Urgency.NORMAL), {})
    talk.look()
    talk.flow = lambda: suggesting(Urgency.EMERGENCY)
    talk.say("不知道说什么好")

    assert talk.asked == {"key": "urgency", "shown": ["emergency", "normal", "key"], "wrong": 1}
    assert result_of(talk.say("1")) == Urgency.EMERGENCY


def test_what_was_told_before_is_taken_for_granted_and_a_stored_answer_wins() -> None:
    said = Whereabouts("8-1-302", "8-1-302")

    def placed() -> Flow[Whereabouts]:
        return (yield from Place("place", AGAIN, said=said))

    assert result_of(advance(placed, {})) == said
    assert advance(placed, {}).path == ()
    stored = {"place": {"text": "大堂", "home": None}}
    assert result_of(advance(placed, stored)) == Whereabouts("大堂")


def test_back_goes_past_what_was_taken_for_granted() -> None:
    def placed() -> Flow[bool]:
        yield from Text("what", AGAIN)
        yield from Place("place", AGAIN, said=Whereabouts("8-1-302", "8-1-302"))
        return (yield from YesNo("right", AGAIN))

    talk = Talk(placed, {"what": "漏水"})
    talk.look()

    assert talk.asked == {"key": "right", "shown": ["yes", "no"], "wrong": 0}


def test_what_was_shown_goes_through_the_row_unchanged() -> None:
    asked = Asked("which", ("b", "a"), 2)

    assert Asked.load(asked.dump()) == asked
    assert Asked.load(None) is None
