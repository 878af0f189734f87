"""Nothing about a home is sent to whoever has moved out of it; a person takes over (R66)."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlmodel import select

from flows.rules.vocabulary import MessageState, ResidenceRole
from storage.cases import Case
from storage.estates import Home
from storage.followers import Follower
from storage.residents import Residence
from storage.tasks import Task, TaskState
from tests.bot.post_office import PostOffice

TODAY = date(2026, 11, 24)


@pytest.fixture
def office(database_url: str) -> Iterator[PostOffice]:
    office = PostOffice(database_url)
    yield office
    office.close()


def moved_out(office: PostOffice, case_id: int, resident_id: int, day: date | None) -> None:
    with office.changing() as session:
        home = Home(estate_id=office.estate_id, building="8", unit="1", room="302", code="8-1-302")
        session.add(home)
        session.flush()
        session.get_one(Case, case_id).home_id = home.id
        session.add(
            Residence(
                resident_id=resident_id,
                home_id=home.id,
                role=ResidenceRole.TENANT,
                moved_out=day,
            )
        )


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (None, MessageState.ACCEPTED),
        (TODAY, MessageState.ACCEPTED),
        (date(2026, 11, 23), MessageState.REFUSED),
    ],
)
async def test_a_message_about_a_former_home_is_not_sent(
    office: PostOffice, day: date | None, state: MessageState
) -> None:
    resident = office.resident(openid="o-1")
    case = office.case(resident)
    moved_out(office, case, resident, day)
    message = office.write("师傅明天上门", resident_id=resident, case_id=case)

    await office.postman().drain(office.now)

    assert office.state(message) is state
    assert len(office.tasks()) == (state is MessageState.REFUSED)


async def test_whoever_has_moved_out_is_called_once_about_a_case(office: PostOffice) -> None:
    resident = office.resident(openid="o-1")
    case = office.case(resident)
    moved_out(office, case, resident, date(2026, 11, 23))
    for words in ("师傅明天上门", "改到后天"):
        office.write(words, resident_id=resident, case_id=case)
    await office.postman().drain(office.now)
    (task,) = office.tasks()
    assert "改到后天" in task.text

    with office.changing() as session:
        session.get_one(Task, task.id).state = TaskState.DONE
    later = office.write("已处理", resident_id=resident, case_id=case)
    await office.postman().drain(office.now)

    assert office.state(later) is MessageState.REFUSED
    assert len(office.tasks()) == 1


@pytest.mark.parametrize("is_of_former_home", [False, True])
async def test_who_joined_from_another_home_hears_of_it_as_long_as_they_live_there(
    office: PostOffice, *, is_of_former_home: bool
) -> None:
    neighbour = office.resident(openid="o-2")
    case = office.case(office.resident(openid="o-1"))
    moved_out(office, case, neighbour, date(2026, 11, 1))
    with office.changing() as session:
        (former,) = session.exec(select(Home)).all()
        home = Home(estate_id=office.estate_id, building="8", unit="1", room="402", code="8-1-402")
        session.add(home)
        session.flush()
        follower = Follower(
            case_id=case,
            resident_id=neighbour,
            home_id=former.id if is_of_former_home else home.id,
            text="我家也没水",
            joined_at=office.now,
        )
        session.add(follower)
    message = office.write("正在抢修", resident_id=neighbour, case_id=case)

    await office.postman().drain(office.now)

    wanted = MessageState.REFUSED if is_of_former_home else MessageState.ACCEPTED
    assert office.state(message) is wanted
