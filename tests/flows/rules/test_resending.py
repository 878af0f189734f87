from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from flows.rules.policy_text import packaged
from flows.rules.resending import (
    RESENDINGS_MAX,
    UNKNOWN_TRIES_MAX,
    URGENT_TRIES_MAX,
    Again,
    AskProvider,
    Care,
    NextChannel,
    StayUnknown,
    after_busy,
    after_look_up,
    after_unknown,
    backoff,
    care_for,
)
from flows.rules.vocabulary import Purpose
from tests.each import each

POSTMAN = packaged("strict").postman
CHANCE = st.floats(0, 1, exclude_max=True)


def test_the_pause_doubles_up_to_the_cap() -> None:
    base, cap = timedelta(seconds=15), timedelta(minutes=60)

    longest = [backoff(tries, base=base, cap=cap, chance=1.0) for tries in (1, 2, 3, 8, 9, 10, 500)]

    assert [pause.total_seconds() for pause in longest] == [15, 30, 60, 1920, 3600, 3600, 3600]


@given(tries=st.integers(1, 200), chance=CHANCE)
def test_a_pause_is_any_part_of_the_longest_one(tries: int, chance: float) -> None:
    base, cap = timedelta(seconds=15), timedelta(minutes=60)

    pause = backoff(tries, base=base, cap=cap, chance=chance)

    longest = backoff(tries, base=base, cap=cap, chance=1.0)
    assert abs(pause - longest * chance) < timedelta(milliseconds=1)


def test_a_busy_provider_is_tried_so_often_and_then_left() -> None:
    few = replace(POSTMAN, attempts_max=4)

    decisions = [after_busy(few, tries=tries, urgent=False, chance=0.5) for tries in range(1, 5)]

    assert [type(one) for one in decisions] == [Again, Again, Again, NextChannel]


def test_what_is_urgent_does_not_wait_for_a_busy_provider_for_long() -> None:
    decision = after_busy(POSTMAN, tries=URGENT_TRIES_MAX, urgent=True, chance=0.5)

    assert decision == NextChannel()


def test_the_time_that_a_provider_names_holds() -> None:
    decision = after_busy(POSTMAN, tries=1, urgent=False, chance=0.0, retry_after_seconds=90.0)

    assert decision == Again(timedelta(seconds=90))


def test_a_doubtful_push_to_staff_is_repeated_and_then_takes_another_way() -> None:
    first = after_unknown(Care.STAFF, POSTMAN, tries=1, chance=0.5)
    last = after_unknown(Care.STAFF, POSTMAN, tries=UNKNOWN_TRIES_MAX, chance=0.5)

    assert isinstance(first, Again)
    assert last == NextChannel()


@given(tries=st.integers(1, 50), chance=CHANCE)
def test_a_doubtful_message_to_a_resident_is_never_repeated_without_asking(
    tries: int, chance: float
) -> None:
    to_one = after_unknown(Care.RESIDENT, POSTMAN, tries=tries, chance=chance)
    to_many = after_unknown(Care.MASS, POSTMAN, tries=tries, chance=chance)

    assert to_one == AskProvider(timedelta(minutes=POSTMAN.lookup_delay_minutes))
    assert to_many == StayUnknown()


def test_what_the_provider_does_not_have_is_sent_again_once() -> None:
    asked_once = after_look_up(POSTMAN, lookups=1, absent=True, doubts=1)
    asked_twice = after_look_up(POSTMAN, lookups=2, absent=True, doubts=1)
    in_doubt_again = after_look_up(POSTMAN, lookups=2, absent=True, doubts=1 + RESENDINGS_MAX)

    assert asked_once == AskProvider(timedelta(minutes=POSTMAN.lookup_delay_minutes))
    assert asked_twice == Again(timedelta())
    assert in_doubt_again == StayUnknown()


def test_what_the_provider_cannot_tell_stays_unknown() -> None:
    assert after_look_up(POSTMAN, lookups=2, absent=False, doubts=1) == StayUnknown()


@each(
    ("purpose", "care"),
    [
        (Purpose.STAFF, Care.STAFF),
        (Purpose.CASE, Care.RESIDENT),
        (Purpose.REVISIT, Care.RESIDENT),
        (Purpose.SAFETY, Care.RESIDENT),
        (Purpose.SURVEY, Care.MASS),
        (Purpose.NOTICE, Care.MASS),
    ],
)
def test_the_purpose_says_what_a_doubt_is_worth(purpose: Purpose, care: Care) -> None:
    assert care_for(purpose) is care
