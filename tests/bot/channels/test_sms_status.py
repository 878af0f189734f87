"""Twilio's callbacks come late, twice and in any order, and tell the same story (W23, F11)."""

from itertools import permutations, product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.sms_status import Fate, StatusReport, fate, merge_status, rank
from tests.each import each

SID = "SM" + "1f" * 16
TO = "+85291234567"
STATUSES = (
    "accepted", "scheduled", "queued", "sending", "sent", "delivered", "undelivered", "failed",
    "canceled", "read", "partially_delivered", "a_status_of_next_year",
)  # fmt: skip


def report(status: str, code: str = "", letter: str = "") -> StatusReport:
    return StatusReport(SID, status, code, TO, letter)


def merged(reports: tuple[StatusReport, ...]) -> StatusReport:
    state = None
    for one in reports:
        state = merge_status(state, one)
    assert state is not None
    return state


STORIES = {
    "delivered": (
        (report("queued"), report("sending"), report("sent"), report("delivered")),
        ("delivered", ""),
    ),
    "delivered, each twice": (
        (report("sent"), report("sent"), report("delivered"), report("delivered")),
        ("delivered", ""),
    ),
    "failed": (
        (report("queued"), report("sending"), report("failed", "30006")),
        ("failed", "30006"),
    ),
    "undelivered, and said again without the code": (
        (report("sent"), report("undelivered", "30003"), report("undelivered")),
        ("undelivered", "30003"),
    ),
    "a service that is still choosing a number": (
        (report("accepted"), report("queued"), report("sent")),
        ("sent", ""),
    ),
    "two verdicts": (
        (report("sent"), report("undelivered", "30008"), report("delivered")),
        ("delivered", "30008"),
    ),
    "a new word": (
        (report("queued"), report("a_status_of_next_year"), report("delivered")),
        ("delivered", ""),
    ),
}


@each("story", STORIES)
def test_every_order_of_the_callbacks_ends_in_the_same_state(story: str) -> None:
    reports, (status, code) = STORIES[story]

    ends = {merged(order) for order in permutations(reports)}

    assert ends == {report(status, code)}


@given(
    st.lists(
        st.builds(
            report,
            st.sampled_from(STATUSES),
            st.sampled_from(["", "30003", "30008", "21610"]),
            st.sampled_from(["", "17"]),
        ),
        min_size=1,
        max_size=5,
    ),
    st.randoms(use_true_random=False),
)
def test_any_callbacks_in_any_order_and_number_end_in_the_same_state(
    reports: list[StatusReport], random: Random
) -> None:
    repeated = [*reports, *reports]
    random.shuffle(repeated)

    assert merged(tuple(repeated)) == merged(tuple(reports))


@each(
    ("final", "late"),
    list(
        product(
            ("delivered", "undelivered", "failed", "read"),
            ("queued", "sending", "sent", "accepted"),
        )
    ),
)
def test_what_has_ended_is_not_under_way_again(final: str, late: str) -> None:
    assert merge_status(report(final), report(late)).status == final


def test_a_callback_of_another_message_is_not_mixed_in() -> None:
    other = StatusReport("SM" + "2e" * 16, "sent", "", TO)

    with pytest.raises(ValueError, match="2e2e"):
        merge_status(report("queued"), other)


def test_the_letters_id_is_kept_from_whichever_callback_brought_it() -> None:
    assert merged((report("sent", letter="17"), report("delivered"))).letter == "17"


def test_an_opt_out_can_come_by_callback() -> None:
    assert report("failed", "21610").opted_out
    assert not report("failed", "30006").opted_out


@each(
    ("status", "expected"),
    [
        ("queued", Fate.UNDER_WAY),
        ("sent", Fate.UNDER_WAY),
        ("a_status_of_next_year", Fate.UNDER_WAY),
        ("delivered", Fate.DELIVERED),
        ("read", Fate.DELIVERED),
        ("partially_delivered", Fate.DELIVERED),
        ("failed", Fate.FAILED),
        ("undelivered", Fate.FAILED),
        ("canceled", Fate.FAILED),
    ],
)
def test_a_status_says_what_became_of_the_letter(status: str, expected: Fate) -> None:
    assert fate(status) is expected


def test_an_unknown_status_says_less_than_any_known_one() -> None:
    assert all(rank("a_status_of_next_year") < rank(status) for status in STATUSES if rank(status))
