from datetime import timedelta

from sqlmodel import Session, col, select

from flows.rules.vocabulary import Language, ResidenceRole
from storage.cases import Case
from storage.estates import Home
from storage.joining import enrol
from storage.keys import keyring
from storage.residents import (
    Identity,
    Residence,
    Resident,
    find_identity,
    homes_of,
    meet,
    name_of,
    settle_residence,
)
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


def listed(garden: Garden, name: str, *homes: str) -> int:
    """Somebody whom the directory knows and whom nobody has met yet."""
    with garden.changing() as session:
        resident = Resident(
            name_sealed=keyring(session).seal(name),
            language=Language.SIMPLIFIED,
            in_directory=True,
            created_at=MORNING,
        )
        session.add(resident)
        session.flush()
        for code in homes:
            home = _home(session, code)
            settle_residence(session, resident.id, home.id, ResidenceRole.OWNER, MORNING.date())
        return resident.id


def test_who_is_of_the_home_by_name_is_who_the_directory_knows(garden: Garden) -> None:
    known = listed(garden, "王芳", CHEN)
    resident = join(garden, CHEN, "王芳")

    with garden.looking() as session:
        newcomer = find_identity(session, "wechat", "gh", "newcomer")
    assert newcomer is not None
    assert resident == newcomer.resident_id == known
    assert newcomer.proven_at == MORNING
    assert homes(garden, resident) == [CHEN]


def test_a_name_opens_no_other_home(garden: Garden) -> None:
    known = listed(garden, "王芳", CHEN, LI)
    resident = join(garden, CHEN, "王芳")

    assert resident != known
    assert homes(garden, resident) == [CHEN]


def test_a_name_takes_nobody_s_place_who_has_proven_themselves(garden: Garden) -> None:
    resident = join(garden, CHEN, "chen")

    with garden.looking() as session:
        chen = find_identity(session, "wechat", "gh", "openid-chen")
    assert chen is not None
    assert chen.resident_id != resident


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
    known = listed(garden, "王芳", CHEN)
    with garden.changing() as session:
        stranger = meet(session, "wechat", "gh", "newcomer", Language.ENGLISH, garden.now)
        before = stranger.resident_id
    case = garden.report(home=None)
    with garden.changing() as session:
        session.get_one(Case, case).reporter_id = before

    join(garden, CHEN, "王芳")

    assert garden.case(case).reporter_id == known
    with garden.looking() as session:
        left = session.exec(select(Identity).where(Identity.resident_id == before)).all()
    assert left == []


def test_who_comes_back_to_a_home_lives_there_again(garden: Garden) -> None:
    resident = listed(garden, "王芳", CHEN)
    with garden.changing() as session:
        query = select(Residence).where(Residence.resident_id == resident)
        session.exec(query).one().moved_out = garden.now.date() - timedelta(days=1)
    assert homes(garden, resident) == []

    with garden.changing() as session:
        for _ in range(2):
            settle_residence(
                session,
                resident,
                _home(session, CHEN).id,
                ResidenceRole.TENANT,
                garden.now.date(),
            )

    assert homes(garden, resident) == [CHEN]
    with garden.looking() as session:
        kept = session.exec(
            select(Residence).where(Residence.resident_id == resident).order_by(col(Residence.id))
        ).all()
    assert [one.role for one in kept] == [ResidenceRole.OWNER, ResidenceRole.TENANT]
