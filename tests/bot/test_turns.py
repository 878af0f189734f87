"""A reply has one bearer, whatever the order in which work and deliveries come to it."""

from hypothesis import given
from hypothesis import strategies as st

from bot.turns import Turn


@given(st.lists(st.booleans(), min_size=1, max_size=6), st.booleans())
def test_a_reply_is_either_answered_or_put_off_and_never_both(
    steps: list[bool], is_slow: bool
) -> None:
    turn = Turn(-1 if is_slow else 60)

    in_time, put_off = set(), set()
    for is_work in steps:
        if is_work:
            in_time.add(turn.in_time())
        else:
            put_off.add(turn.put_off())

    assert len(in_time) <= 1
    assert len(put_off) <= 1
    assert not (in_time and put_off) or in_time != put_off


def test_work_that_ends_in_time_answers() -> None:
    assert Turn(60).in_time()


def test_work_that_ends_too_late_leaves_the_reply_to_messages_of_its_own() -> None:
    turn = Turn(-1)

    assert not turn.in_time()
    assert turn.is_put_off


def test_an_answer_on_its_way_cannot_be_put_off() -> None:
    turn = Turn(60)
    turn.in_time()

    assert not turn.put_off()
