"""Each invitation ends in exactly one disposition, and what was issued is their sum (R2, R10)."""

from hypothesis import given
from hypothesis import strategies as st

from flows.rules.survey.invitations import (
    Happening,
    Known,
    counted,
    disposition,
    known_after,
    may_be_reminded,
)
from flows.rules.survey.words import Disposition

HAPPENINGS = st.sampled_from(Happening)


def _after(*happenings: Happening) -> Known:
    known = Known.ISSUED
    for happening in happenings:
        known = known_after(known, happening, closed=False)
    return known


@given(st.lists(st.tuples(st.integers(0, 9), HAPPENINGS, st.booleans())))
def test_whatever_happens_the_dispositions_add_up_to_what_was_issued(
    story: list[tuple[int, Happening, bool]],
) -> None:
    invitations = [Known.ISSUED] * 10

    for number, happening, closed in story:
        invitations[number] = known_after(invitations[number], happening, closed=closed)
        found = counted(invitations)
        assert sum(found.values()) == len(invitations)
        assert set(found) == set(Disposition)
        assert found == {
            each: sum(disposition(known) is each for known in invitations) for each in Disposition
        }


@given(st.lists(HAPPENINGS), st.data())
def test_the_order_of_what_happened_and_hearing_of_it_twice_change_nothing(
    story: list[Happening], data: st.DataObject
) -> None:
    again = data.draw(st.permutations(story * 2))

    assert _after(*story) is _after(*again)


@given(st.sampled_from(Known), HAPPENINGS)
def test_after_the_close_only_a_withdrawal_counts(known: Known, happening: Happening) -> None:
    after = known_after(known, happening, closed=True)

    assert after is (Known.WITHDRAWN if happening is Happening.WITHDREW else known)


def test_the_dispositions_are_as_the_house_means_them() -> None:
    ends = {
        (): Disposition.UNRETURNED,
        (Happening.DELIVERED,): Disposition.UNRETURNED,
        (Happening.GIVEN_UP,): Disposition.UNREACHABLE,
        (Happening.MOVED_OUT,): Disposition.UNREACHABLE,
        (Happening.GIVEN_UP, Happening.DELIVERED): Disposition.UNRETURNED,
        (Happening.GIVEN_UP, Happening.ANSWERED): Disposition.PARTIAL,
        (Happening.ANSWERED, Happening.OPTED_OUT): Disposition.REFUSED,
        (Happening.REFUSED, Happening.COMPLETED): Disposition.RETURNED,
        (Happening.COMPLETED, Happening.OPTED_OUT): Disposition.RETURNED,
        (Happening.COMPLETED, Happening.WITHDREW): Disposition.REFUSED,
    }

    assert {story: disposition(_after(*story)) for story in ends} == ends


def test_only_who_has_not_answered_is_reminded() -> None:
    stories: list[tuple[Happening, ...]] = [(), (Happening.DELIVERED,)]
    assert all(may_be_reminded(_after(*story)) for story in stories)
    for happening in set(Happening) - {Happening.DELIVERED}:
        assert not may_be_reminded(_after(happening))
