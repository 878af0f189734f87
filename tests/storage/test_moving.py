"""Who moves out sees and hears no more of the home from the next day on."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from flows.rules.policy_privacy import Keeping
from flows.rules.policy_text import packaged
from flows.rules.refusals import NotAllowed
from flows.rules.vocabulary import Language, ResidenceRole, ToldBy, Verb
from storage.directory import enter_residents
from storage.directory_entries import ResidentEntry
from storage.estates import Home, homes_written
from storage.forgetting import Forgetting
from storage.keys import keyring
from storage.moving import (
    Keyed,
    cases_left_behind,
    has_moved_out,
    homes_believed,
    move_in,
    move_out,
)
from storage.residents import Identity, Resident, name_of
from storage.staff import find_staff
from storage.visible_cases import visible_to
from tests.estate import CHEN, Garden

DAYS = packaged("strict").retention.departed_days
NUMBER = "+8613800138009"
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
            homes_believed(session, identity, now)
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


def departures(garden: Garden) -> list[tuple[int | None, str, str]]:
    """Who is to be forgotten after moving out, and the night that each row waits for."""
    with garden.looking() as session:
        rows = session.exec(select(Forgetting).where(Forgetting.kind == Keeping.DEPARTED))
        return [
            (row.resident_id, row.state, "" if row.next_at is None else f"{row.next_at:%Y-%m-%d}")
            for row in rows
        ]


def known(garden: Garden, resident: int) -> bool:
    with garden.looking() as session:
        return bool(name_of(session, session.get_one(Resident, resident)))


def test_who_has_moved_out_of_their_last_home_is_forgotten_in_time(garden: Garden) -> None:
    case = garden.report()
    resident, _ = leave(garden, case, TOMORROW)
    garden.do(Verb.WITHDRAW, case, "zhou", reason="住户搬走")
    assert departures(garden) == [(resident, "pending", "2027-05-23")]

    garden.sleep(DAYS)
    assert known(garden, resident)
    garden.sleep(1)

    assert not known(garden, resident)
    assert departures(garden) == [(resident, "fired", "")]
    assert garden.case(case).text != ""


def test_a_matter_in_hand_keeps_whoever_brought_it(garden: Garden) -> None:
    case = garden.report()
    resident, _ = leave(garden, case, TODAY)

    garden.sleep(DAYS + 2)
    assert known(garden, resident)
    garden.do(Verb.WITHDRAW, case, "zhou", reason="住户搬走")
    garden.sleep(8)

    assert not known(garden, resident)


def test_who_moves_in_again_or_has_another_home_stays(garden: Garden) -> None:
    resident, _ = leave(garden, garden.report(), TODAY)
    with garden.changing() as session:
        keys, chen = keyring(session), session.get_one(Resident, resident)
        chen.phone_sealed, chen.phone_index = keys.seal(NUMBER), keys.index(NUMBER)
    assert enter(garden, "chen", NUMBER, day=TODAY + timedelta(days=30)) == resident

    assert [state for _, state, _ in departures(garden)] == ["dropped"]
    garden.sleep(DAYS * 2)
    assert known(garden, resident)


def test_an_import_that_says_who_has_moved_out_begins_their_days(garden: Garden) -> None:
    with garden.changing() as session:
        for out in (date(2026, 11, 1), None):
            entry = ResidentEntry(
                *("回音花园", "8", "1", "302", "宋女士" if out else "何先生", ""),
                role=ResidenceRole.TENANT,
                language=Language.SIMPLIFIED,
                moved_in=None,
                moved_out=out,
                key_client=False,
            )
            enter_residents(session, [entry], garden.now)

    ((resident, state, night),) = departures(garden)

    assert (state, night) == ("pending", "2027-04-30")
    garden.sleep(DAYS)
    assert resident is not None
    assert not known(garden, resident)
