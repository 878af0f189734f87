"""Who moved, who fell silent, whose number it is now: what each address still sees (F45, F46)."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from flows.rules.vocabulary import Language, ResidenceRole
from storage.cases import Case
from storage.directory import enter_residents
from storage.directory_entries import ResidentEntry
from storage.keys import keyring
from storage.proofs import lapse_if_silent
from storage.residents import Identity, Residence, Resident, find_identity, meet
from storage.visible_cases import visible_to
from tests.estate import CHEN, LI, Garden

TODAY = date(2026, 11, 23)
NUMBER = "+85290000001"
DAYS = 180


def entry(room: str, name: str, phone: str = NUMBER, **dates: date) -> ResidentEntry:
    """A row of an import about a home of building 8."""
    return ResidentEntry(
        "回音花园", "8", "1", room, name, phone, ResidenceRole.OWNER, Language.SIMPLIFIED,
        dates.get("moved_in"), dates.get("moved_out"), key_client=False,
    )  # fmt: skip


def enter(garden: Garden, *entries: ResidentEntry) -> None:
    with garden.changing() as session:
        enter_residents(session, entries, garden.now)


def seen(garden: Garden, address: str = "openid-chen") -> list[str]:
    """The texts of the cases that an address sees."""
    channel, account = ("sms", "") if address.startswith("+") else ("wechat", "gh")
    with garden.looking() as session:
        identity = find_identity(session, channel, account, address)
        assert identity is not None
        return [case.text for case in visible_to(session, identity, garden.now.date(), 9)]


def of_the_home(garden: Garden, text: str, home: str = CHEN) -> None:
    """A case of a home that nobody's address has reported."""
    garden.report(text, home=home)
    with garden.changing() as session:
        case = session.exec(select(Case).where(Case.text == text)).one()
        case.identity_id = case.reporter_id = None


def dates(garden: Garden, **said: date) -> None:
    with garden.changing() as session:
        chen = find_identity(session, "wechat", "gh", "openid-chen")
        assert chen is not None
        tie = session.exec(select(Residence).where(Residence.resident_id == chen.resident_id)).one()
        for name, value in said.items():
            setattr(tie, name, value)


def proven_number(garden: Garden, name: str) -> None:
    """The SMS number is proven to be that person's, who reports from it."""
    with garden.changing() as session:
        identity = meet(session, "sms", "", NUMBER, Language.SIMPLIFIED, garden.now)
        residents = session.exec(select(Resident)).all()
        owner = next(one for one in residents if keyring(session).open(one.name_sealed) == name)
        identity.resident_id, identity.proven_at = owner.id, garden.now
        identity.last_heard_at = garden.now
    garden.report("旧机主的事")
    with garden.changing() as session:
        case = session.exec(select(Case).where(Case.text == "旧机主的事")).one()
        case.identity_id, case.reporter_id = identity.id, owner.id


@pytest.mark.parametrize(("days", "sees"), [(-1, False), (0, True), (1, True)])
def test_who_moves_out_sees_the_home_on_the_last_day_and_not_afterwards(
    garden: Garden, days: int, sees: bool
) -> None:
    of_the_home(garden, "屋顶漏水")

    dates(garden, moved_out=TODAY + timedelta(days=days))

    assert seen(garden) == (["屋顶漏水"] if sees else [])


def test_who_moved_out_keeps_what_they_reported_themselves(garden: Garden) -> None:
    garden.report("我的事")
    of_the_home(garden, "别人的事")

    dates(garden, moved_out=TODAY - timedelta(days=1))

    assert seen(garden) == ["我的事"]


def test_who_moves_in_sees_nothing_of_those_who_lived_there_before(garden: Garden) -> None:
    of_the_home(garden, "前任的事")
    dates(garden, moved_in=TODAY + timedelta(days=1))
    garden.wait(days=2)
    of_the_home(garden, "现在的事")

    assert seen(garden) == ["现在的事"]


@pytest.mark.parametrize(("days", "sees"), [(DAYS - 1, True), (DAYS, False)])
def test_a_silent_openid_sees_the_home_no_more_and_its_own_matters_still(
    garden: Garden, days: int, sees: bool
) -> None:
    garden.report("我的事")
    of_the_home(garden, "家里的事")
    garden.now += timedelta(days=days)

    with garden.changing() as session:
        identity = find_identity(session, "wechat", "gh", "openid-chen")
        assert identity is not None
        lapse_if_silent(session, identity, DAYS, garden.now)

    assert seen(garden) == (["家里的事", "我的事"] if sees else ["我的事"])


def test_a_silent_number_is_a_strangers_who_sees_nothing_at_all(garden: Garden) -> None:
    proven_number(garden, "chen")
    assert seen(garden, NUMBER) == ["旧机主的事"]
    garden.now += timedelta(days=DAYS)

    with garden.changing() as session:
        identity = find_identity(session, "sms", "", NUMBER)
        assert identity is not None
        lapse_if_silent(session, identity, DAYS, garden.now)

    assert seen(garden, NUMBER) == []


def test_an_import_that_gives_a_number_to_another_home_closes_the_old_link(garden: Garden) -> None:
    enter(garden, entry("302", "chen"))
    proven_number(garden, "chen")

    enter(garden, entry("401", "新住户"))

    assert seen(garden, NUMBER) == []
    with garden.looking() as session:
        holders = session.exec(select(Resident).where(Resident.phone_index != None)).all()  # noqa: E711 - SQL
        assert [keyring(session).open(one.name_sealed) for one in holders] == ["新住户"]


@pytest.mark.parametrize(
    "entries",
    [(entry("302", "太太"),), (entry("302", "chen"), entry("401", "女儿"))],
    ids=["one home", "both listed"],
)
def test_who_shares_a_number_keeps_it(garden: Garden, entries: tuple[ResidentEntry, ...]) -> None:
    enter(garden, entry("302", "chen"))
    proven_number(garden, "chen")

    enter(garden, *entries)

    assert "旧机主的事" in seen(garden, NUMBER)
    with garden.looking() as session:
        assert session.exec(select(Identity).where(Identity.channel == "sms")).one().proven_at


def test_the_other_homes_see_none_of_it(garden: Garden) -> None:
    of_the_home(garden, "陈家的事")
    of_the_home(garden, "李家的事", LI)

    assert seen(garden) == ["陈家的事"]
    assert seen(garden, "openid-li") == ["李家的事"]
