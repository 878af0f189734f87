"""Who moves out sees and hears no more of the home from the next day on."""

from datetime import date, timedelta

import pytest

from flows.rules.refusals import NotAllowed
from flows.rules.vocabulary import ResidenceRole, ToldBy
from storage.cases import visible_to
from storage.estates import Home, homes_written
from storage.moving import (
    Keyed,
    cases_left_behind,
    has_moved_out,
    lapse_if_homeless,
    move_in,
    move_out,
)
from storage.residents import Identity, Resident
from storage.staff import find_staff
from tests.estate import CHEN, Garden

TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)


def leave(garden: Garden, case: int, day: date) -> tuple[int, int]:
    """Chen's own words at the desk; the ids of Chen and of the home."""
    with garden.changing() as session:
        reporter = session.get_one(Resident, garden.case(case).reporter_id)
        member = find_staff(session, "xiao.lin")
        assert member is not None
        (home,) = homes_written(session, CHEN, garden.id)
        keyed = Keyed(member, ToldBy.VISIT, garden.now)
        move_out(session, reporter, home, day=day, keyed=keyed)
        return reporter.id, home.id


def enter(garden: Garden, name: str, phone: str = "", day: date = TODAY) -> int:
    with garden.changing() as session:
        member = find_staff(session, "xiao.lin")
        assert member is not None
        (home,) = homes_written(session, CHEN, garden.id)
        keyed = Keyed(member, ToldBy.PHONE, garden.now)
        role = ResidenceRole.TENANT
        moved = move_in(session, home, name=name, phone=phone, role=role, day=day, keyed=keyed)
        return moved.resident.id


def test_the_last_day_still_counts_and_the_next_does_not(garden: Garden) -> None:
    resident, home = leave(garden, garden.report(), TOMORROW)

    with garden.looking() as session:
        assert not has_moved_out(session, resident, home, TOMORROW)
        assert has_moved_out(session, resident, home, TOMORROW + timedelta(days=1))


def test_what_is_left_behind_is_listed_for_staff(garden: Garden) -> None:
    case = garden.report()
    resident, home = leave(garden, case, TODAY)

    with garden.looking() as session:
        assert [one.id for one in cases_left_behind(session, resident, home)] == [case]


def test_the_proof_of_who_has_left_every_home_ends_after_the_last_day(garden: Garden) -> None:
    case = garden.report()
    other = garden.report("楼道灯坏了", anonymous=True)
    leave(garden, case, TODAY)
    identity_id = garden.case(case).identity_id

    for later, proven, seen in ((0, True, {case, other}), (1, False, {case})):
        with garden.changing() as session:
            identity = session.get_one(Identity, identity_id)
            identity.proven_at = identity.proven_at or (None if later else garden.now)
            now = garden.now + timedelta(days=later)
            lapse_if_homeless(session, identity, now)
            assert (identity.proven_at is not None) is proven
            cases = visible_to(session, identity, TODAY + timedelta(days=later), 10)
            assert {one.id for one in cases} == seen


def test_nobody_leaves_before_they_came_or_a_home_that_is_not_theirs(garden: Garden) -> None:
    case = garden.report()
    with garden.changing() as session:
        resident = session.get_one(Resident, garden.case(case).reporter_id)
        member = find_staff(session, "xiao.lin")
        assert member is not None
        (other,) = homes_written(session, "8-1-401", garden.id)
        keyed = Keyed(member, ToldBy.PHONE, garden.now)
        with pytest.raises(NotAllowed, match="do not live"):
            move_out(session, resident, other, day=TODAY, keyed=keyed)
    newcomer = enter(garden, "新来的", day=TOMORROW)
    with garden.changing() as session:
        resident = session.get_one(Resident, newcomer)
        member = find_staff(session, "xiao.lin")
        assert member is not None
        home = session.get_one(Home, garden.case(case).home_id)
        with pytest.raises(NotAllowed, match="moved in on"):
            move_out(
                session, resident, home, day=TODAY, keyed=Keyed(member, ToldBy.PHONE, garden.now)
            )


def test_nobody_moves_in_twice(garden: Garden) -> None:
    first = enter(garden, "新来的", "+8613800000077")
    with pytest.raises(NotAllowed, match="already"):
        enter(garden, "新来的", "+8613800000077")

    assert enter(garden, "新来的家人", "+8613800000077") != first


def test_a_household_that_shares_a_number_keeps_it(garden: Garden) -> None:
    first = enter(garden, "新来的", "+8613800000077")
    enter(garden, "新来的家人", "+8613800000077", day=TOMORROW)

    with garden.looking() as session:
        assert session.get_one(Resident, first).phone_index is not None
