"""A household that shares one phone: what was asked there is answered there, no more (F45)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from bot.channels import ChannelName, Incoming
from bot.reception import receive
from flows.rules.reach import WECHAT_TEMPLATE
from flows.rules.vocabulary import (
    CaseClass,
    CaseKind,
    CaseState,
    Closure,
    Language,
    Role,
    Source,
    Urgency,
    Verb,
)
from scheduler.sweep import sweep
from storage.case_opening import NewCase, open_case
from storage.case_verbs import perform
from storage.cases import Case
from storage.conversations import Conversation
from storage.database import Database
from storage.estates import ensure_estate
from storage.keys import keyring
from storage.outgoing import Outgoing
from storage.residents import SMS, SMS_ACCOUNT, Resident, find_identity
from storage.staff import Staff
from tests.databases import open_database

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
WEDNESDAY = datetime(2026, 11, 25, 2, tzinfo=UTC)
SHARED = "+85255500101"


@dataclass
class Household:
    """Two of the directory with one number, of whom the younger has reported a doorbell."""

    database: Database
    younger: int
    now: datetime = WEDNESDAY

    def types(self, *texts: str) -> str:
        """One of them types, a minute apart; what is shown last."""
        shown = ""
        for text in texts:
            self.now += timedelta(minutes=1)
            incoming = Incoming(ChannelName.SMS, "", f"{self.now:%H%M}", SHARED, text)
            answer = receive(self.database, incoming, self.now)
            shown = "\n".join(part.text for part in answer.parts)
        return shown

    def writer(self) -> int:
        """The resident under whom the number is filed."""
        with self.database.reading() as session:
            identity = find_identity(session, SMS, SMS_ACCOUNT, SHARED)
            assert identity is not None
            return identity.resident_id

    def doorbell(self) -> Case:
        with self.database.reading() as session:
            return session.exec(select(Case).where(Case.text == "门铃坏了")).one()

    def other_case(self) -> Case:
        """The only other case."""
        with self.database.reading() as session:
            return session.exec(select(Case).where(Case.text != "门铃坏了")).one()

    def talks(self) -> list[tuple[str, str]]:
        """Flow and state of the conversations that the house has had with the younger."""
        with self.database.reading() as session:
            found = select(Conversation).where(Conversation.resident_id == self.younger)
            return [(one.flow, one.state.value) for one in session.exec(found)]


@pytest.fixture
def household(database_url: str) -> Iterator[Household]:
    database = open_database(database_url)
    with database.transaction() as session:
        estate = ensure_estate(session, "回音花园", MONDAY)
        keys = keyring(session)
        for name in ("张三", "张小三"):
            session.add(
                Resident(
                    estate_id=estate.id,
                    name_sealed=keys.seal(name),
                    phone_sealed=keys.seal(SHARED),
                    phone_index=keys.index(SHARED),
                    language=Language.SIMPLIFIED,
                    in_directory=True,
                    created_at=MONDAY,
                )
            )
        lead = Staff(
            userid="zhou",
            name_sealed=keys.seal("周主管"),
            role=Role.LEAD,
            estate_id=estate.id,
            created_at=MONDAY,
        )
        session.add(lead)
        session.flush()
        younger = session.exec(select(Resident)).all()[1].id
        new = NewCase(
            estate_id=estate.id,
            kind=CaseKind.REPAIR,
            case_class=CaseClass.FACILITY,
            urgency=Urgency.NORMAL,
            text="门铃坏了",
            source=Source.PHONE,
            reporter_id=younger,
        )
        case = open_case(session, new, MONDAY)
        done = {"result": "已更换", "measures": "换新", "improvement": "巡检"}
        perform(session, Verb.RESOLVE, case, lead, done, MONDAY)
    yield Household(database, younger)
    database.close()


def ask_the_younger(household: Household) -> None:
    """The house asks by SMS whether the doorbell is mended."""
    household.now += timedelta(minutes=1)
    sweep(household.database, "revisit", household.now)


def test_the_one_who_was_asked_is_answered_for_by_the_shared_number(household: Household) -> None:
    ask_the_younger(household)

    asked_next = household.types("好了")
    household.types("很满意")

    assert "满意" in asked_next
    closed = household.doorbell()
    assert (closed.state, closed.closure) == (CaseState.CLOSED, Closure.CONFIRMED)


def test_what_nobody_was_asked_is_reported_by_whoever_writes_it(household: Household) -> None:
    ask_the_younger(household)

    household.types("投诉保安骂人", "1", "8栋门口", "1", "王五", "提交")

    new = household.other_case()
    assert new.reporter_id == household.writer() != household.younger
    assert new.number in household.types("查进度")
    assert household.talks() == [("revisit", "open")]


def test_whoever_was_asked_is_heard_once_the_other_has_reported(household: Household) -> None:
    ask_the_younger(household)
    household.types("投诉保安骂人", "1", "8栋门口", "1", "王五", "提交")

    household.types("好了", "很满意")

    assert household.doorbell().closure is Closure.CONFIRMED
    assert household.other_case().closure is None


def test_a_number_answers_what_the_shared_phone_showed_last(household: Household) -> None:
    household.types("投诉保安骂人")
    ask_the_younger(household)
    asked_next = household.types("1")

    assert "满意" in asked_next
    assert household.doorbell().verdict_fixed is True


def test_danger_at_a_shared_phone_is_told_by_whoever_writes(household: Household) -> None:
    ask_the_younger(household)

    household.types("厨房着火了！")

    assert household.other_case().reporter_id == household.writer()
    assert household.talks() == [("revisit", "open")]


def test_a_person_is_called_for_whoever_writes(household: Household) -> None:
    ask_the_younger(household)

    household.types("人工")

    assert household.other_case().reporter_id == household.writer()


def test_the_number_of_the_case_that_is_asked_about_is_of_whoever_was_asked(
    household: Household,
) -> None:
    ask_the_younger(household)
    number = household.doorbell().number

    household.types(f"{number} 已经修好了", "很满意")

    assert household.doorbell().closure is Closure.CONFIRMED


def test_what_the_question_cannot_read_is_asked_again_of_whoever_was_asked(
    household: Household,
) -> None:
    ask_the_younger(household)

    assert household.doorbell().number in household.types("哈哈哈哈")


def test_who_was_asked_in_wechat_is_not_answered_for_by_sms(household: Household) -> None:
    ask_the_younger(household)
    with household.database.transaction() as session:
        written = select(Outgoing).where(Outgoing.resident_id == household.younger)
        for letter in session.exec(written):
            letter.channel = WECHAT_TEMPLATE

    household.types("好了")

    assert household.doorbell().verdict_fixed is None
