"""What a resident began and left alone is offered again once, and closed one day."""

from datetime import timedelta
from threading import Event, Thread

import pytest
from sqlmodel import select

from flows.rules.vocabulary import CaseKind
from flows.talks.registry import dump_seed
from flows.talks.report import ReportSeed
from flows.talks.results import Talk
from scheduler.conversation import handle, take_due
from storage.conversations import (
    Conversation,
    ConversationState,
    Starter,
    seal_document,
)
from storage.outgoing import Outgoing
from storage.residents import find_identity, lock
from tests.estate import MORNING, Garden, plant

HALF_AN_HOUR, TWO_DAYS = timedelta(minutes=30), timedelta(hours=48)


def begin(
    garden: Garden,
    *,
    talk: str = Talk.REPORT,
    answers: dict[str, str] | None = None,
    seed: bytes | None = None,
) -> int:
    """Chen has begun a report and said what it is about."""
    with garden.changing() as session:
        identity = find_identity(session, "wechat", "gh", "openid-chen")
        assert identity is not None
        frozen = dump_seed(ReportSeed(CaseKind.REPAIR.value, ("8-1-302",), ("回音花园",)))
        conversation = Conversation(
            resident_id=identity.resident_id,
            identity_id=identity.id,
            flow=talk,
            seed_sealed=seed or seal_document(session, frozen),
            answers_sealed=seal_document(
                session, {"details": "漏水"} if answers is None else answers
            ),
            state=ConversationState.OPEN,
            starter=Starter.RESIDENT,
            opened_at=garden.now,
            touched_at=garden.now,
            idle_at=garden.now + HALF_AN_HOUR,
            expires_at=garden.now + TWO_DAYS,
        )
        session.add(conversation)
        session.flush()
        return conversation.id


def state(garden: Garden, conversation: int) -> ConversationState:
    with garden.looking() as session:
        return session.get_one(Conversation, conversation).state


def offers(garden: Garden) -> list[Outgoing]:
    with garden.looking() as session:
        return list(session.exec(select(Outgoing)))


def test_after_half_an_hour_it_is_offered_again_at_the_same_question(garden: Garden) -> None:
    begin(garden)
    happened = garden.wait(hours=20)

    (offer,) = offers(garden)
    assert offer.created_at == MORNING + HALF_AN_HOUR
    assert offer.text.startswith("您刚才的事还没有填完，我都记着呢，接着回复就行：\n")
    assert offer.not_after == MORNING + TWO_DAYS
    assert [(one.kind, one.about, one.action) for one in happened] == [
        ("conversation", "report", "offered")
    ]


def test_a_number_counts_the_options_as_the_offer_shows_them(garden: Garden) -> None:
    conversation = begin(garden)
    with garden.changing() as session:
        row = session.get_one(Conversation, conversation)
        row.asked = {"key": "place", "shown": ["as an older version", "showed them"], "wrong": 2}

    garden.wait(minutes=30)

    (offer,) = offers(garden)
    with garden.looking() as session:
        asked = session.get_one(Conversation, conversation).asked
    assert [option["label"] for option in offer.options] == ["8-1-302"]
    assert asked == {"key": "place", "shown": ["8-1-302"], "wrong": 0}


def test_after_two_days_it_is_closed(garden: Garden) -> None:
    conversation = begin(garden)
    garden.wait(hours=47)
    assert state(garden, conversation) is ConversationState.OPEN

    garden.wait(hours=1)

    assert state(garden, conversation) is ConversationState.EXPIRED
    assert len(offers(garden)) == 1


def test_after_a_downtime_what_is_over_is_closed_without_a_word(garden: Garden) -> None:
    conversation = begin(garden)
    garden.now += timedelta(days=3)
    garden.sweep()

    assert state(garden, conversation) is ConversationState.EXPIRED
    assert offers(garden) == []


def test_of_what_has_hardly_begun_nobody_is_reminded(garden: Garden) -> None:
    conversation = begin(garden, answers={})
    garden.wait(hours=1)

    assert offers(garden) == []
    assert state(garden, conversation) is ConversationState.OPEN


def test_a_talk_that_this_version_does_not_know_is_left_alone(garden: Garden) -> None:
    conversation = begin(garden, talk="horoscope")
    garden.wait(hours=49)

    assert offers(garden) == []
    assert state(garden, conversation) is ConversationState.EXPIRED


def test_a_talk_that_cannot_be_opened_keeps_no_other_waiting(
    garden: Garden, caplog: pytest.LogCaptureFixture
) -> None:
    broken = begin(garden, seed=b"not sealed by us")
    begin(garden)
    garden.wait(hours=1)

    assert len(offers(garden)) == 1
    assert f"conversation {broken} could not be handled" in caplog.text
    with garden.looking() as session:
        row = session.get_one(Conversation, broken)
    assert (row.idle_at, row.failure) == (None, "InvalidToken: ")

    garden.wait(hours=48)
    assert state(garden, broken) is ConversationState.EXPIRED


def test_who_is_writing_at_this_moment_is_not_silent(postgres_database: str) -> None:
    garden = plant(postgres_database)
    begin(garden)
    garden.now += HALF_AN_HOUR

    with garden.changing() as session:
        identity = find_identity(session, "wechat", "gh", "openid-chen")
        assert identity is not None
        lock(session, identity.resident_id)
        assert garden.sweep() == []
    garden.sweep()

    assert len(offers(garden)) == 1
    garden.close()


def test_a_message_that_comes_during_the_sweep_waits_for_it(postgres_database: str) -> None:
    garden = plant(postgres_database)
    conversation = begin(garden)
    garden.now += TWO_DAYS
    began, seen = Event(), list[ConversationState]()

    def listen() -> None:
        with garden.changing() as session:
            began.set()
            identity = find_identity(session, "wechat", "gh", "openid-chen")
            assert identity is not None
            lock(session, identity.resident_id)
            seen.append(session.get_one(Conversation, conversation).state)

    with garden.changing() as session:
        row = take_due(session, garden.now)
        assert row is not None
        thread = Thread(target=listen)
        thread.start()
        began.wait()
        handle(session, row, garden.now)
    thread.join()

    assert seen == [ConversationState.EXPIRED]
    garden.close()
