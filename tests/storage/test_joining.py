from sqlmodel import Session, select

from flows.rules.vocabulary import Language, ResidenceRole
from storage.estates import Home
from storage.joining import enrol
from storage.residents import Identity, Resident, find_identity, homes_of, meet, name_of
from tests.estate import CHEN, LI, MORNING, Garden


def join(garden: Garden, home: str, name: str, openid: str = "newcomer") -> int:
    """Somebody proves a home by name; returns whom the house takes them for."""
    with garden.changing() as session:
        identity = meet(session, "wechat", "gh", openid, Language.ENGLISH, garden.now)
        enrol(session, identity, _home(session, home), name, ResidenceRole.FAMILY, garden.now)
        return identity.resident_id


def _home(session: Session, code: str) -> Home:
    return session.exec(select(Home).where(Home.code == code)).one()


def homes(garden: Garden, resident: int) -> list[str]:
    with garden.looking() as session:
        return [home.code for home in homes_of(session, resident, garden.now.date())]


def test_who_is_of_the_home_by_name_is_who_the_directory_knows(garden: Garden) -> None:
    resident = join(garden, CHEN, "chen")

    with garden.looking() as session:
        known = find_identity(session, "wechat", "gh", "openid-chen")
        newcomer = find_identity(session, "wechat", "gh", "newcomer")
    assert known is not None
    assert newcomer is not None
    assert resident == newcomer.resident_id == known.resident_id
    assert newcomer.proven_at == MORNING
    assert homes(garden, resident) == [CHEN]


def test_a_name_that_the_home_does_not_know_is_a_person_more_of_it(garden: Garden) -> None:
    resident = join(garden, CHEN, "小陈")

    with garden.looking() as session:
        row = session.get_one(Resident, resident)
        assert (name_of(session, row), row.in_directory) == ("小陈", True)
        assert row.language is Language.ENGLISH
    assert homes(garden, resident) == [CHEN]


def test_the_same_name_next_door_is_somebody_else(garden: Garden) -> None:
    assert join(garden, LI, "chen") != join(garden, CHEN, "chen", "another")


def test_who_is_proven_already_stays_the_same_person_with_one_home_more(garden: Garden) -> None:
    first = join(garden, CHEN, "小陈")
    second = join(garden, LI, "陈先生")

    assert first == second
    assert homes(garden, second) == [CHEN, LI]


def test_what_was_reported_before_goes_with_the_person(garden: Garden) -> None:
    with garden.changing() as session:
        stranger = meet(session, "wechat", "gh", "newcomer", Language.ENGLISH, garden.now)
        before = stranger.resident_id
    resident = join(garden, CHEN, "chen")

    with garden.looking() as session:
        left = session.exec(select(Identity).where(Identity.resident_id == before)).all()
    assert (resident != before, left) == (True, [])
