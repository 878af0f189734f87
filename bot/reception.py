"""An incoming message becomes its effects and its reply: one transaction, once.

Whatever a provider delivers again finds its row and gets the reply of the first time. A bug in a
conversation never eats a message: the conversation is closed as failed, and a person is called.
"""

import logging
from datetime import datetime
from functools import partial

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.addressing import addressed
from bot.channels import Event, Incoming, Position
from bot.contact_wishes import stop_or_start
from bot.conversing import converse, desk_for, fail
from bot.desk import Desk, top
from bot.events import hear_event, hear_reports
from bot.filing import (
    Answer,
    Fit,
    InTime,
    answer_with,
    answered_before,
    at_any_time,
    file_message,
)
from bot.flooding import ask_to_wait, is_flooding
from bot.handing_over import call_human
from bot.human_talk import heard_in_person
from bot.languages import learn_language, offer_languages
from bot.parts import Part
from bot.person import Person, person_of, policy_towards
from bot.texts import legible
from flows.engine.ask import Reply
from flows.rules.policy import Policy
from flows.rules.policy_privacy import Keeping
from flows.rules.vocabulary import Language
from flows.talks.results import HumanWanted
from flows.wording.say import say
from storage.cases import Media
from storage.consents import Given
from storage.database import Database
from storage.estates import Home
from storage.in_force import look_what_is_in_force
from storage.inbound import belongs_to
from storage.keeping import keep_day
from storage.moving import homes_believed
from storage.proofs import lapse_if_silent
from storage.residents import Identity, Resident, hold_writer, lock, meet
from storage.windows import open_by_event, open_by_message

log = logging.getLogger(__name__)

QUOTA_EVENTS = (Event.SUBSCRIBE, Event.SCAN, Event.CLICK)
"""Opening a page (VIEW) is none of them: WeChat lets us write nothing after it."""


def receive(
    database: Database,
    incoming: Incoming,
    now: datetime,
    *,
    fit: Fit | None = None,
    in_time: InTime = at_any_time,
) -> Answer:
    """Take one authenticated message. Blocking: one call, one transaction.

    What does not `fit`, or is not `in_time`, becomes outgoing rows in the same transaction.
    """
    take = partial(_receive, database, incoming, now, fit, in_time)
    try:
        return take(broken=None)
    except SQLAlchemyError:
        raise
    except Exception as error:
        # The transaction is gone with all it wrote; the message must not be. It is taken again,
        # and this time the conversation is closed as failed and a person is called.
        log.exception("a conversation failed on a message by %s", incoming.channel)
        return take(broken=error)


def _receive(
    database: Database,
    incoming: Incoming,
    now: datetime,
    fit: Fit | None,
    in_time: InTime,
    broken: Exception | None,
) -> Answer:
    with database.transaction() as session:
        writer = _writer(session, incoming)
        row_id = file_message(session, incoming, now, None if writer is None else writer[1].id)
        if row_id is None:
            return answered_before(session, incoming)
        parts: list[Part] = []
        if incoming.event is Event.REPORT:
            hear_reports(session, incoming, now)
        elif incoming.understood:
            look_what_is_in_force(session, now)
            writer = writer or _met(session, incoming, row_id, now)
            parts = _handle(session, incoming, writer, row_id, now, broken)
        return answer_with(session, row_id, parts, now, in_time, fit=fit)


def _writer(session: Session, incoming: Incoming) -> tuple[Resident, Identity] | None:
    """Whoever is to be listened to, held; what a provider reports is written by nobody."""
    if incoming.event is Event.REPORT or not incoming.understood:
        return None
    return hold_writer(session, incoming.channel, incoming.account, incoming.sender)


def _met(
    session: Session, incoming: Incoming, row_id: int, now: datetime
) -> tuple[Resident, Identity]:
    """Whoever writes for the first time."""
    identity = meet(
        session, incoming.channel, incoming.account, incoming.sender, Language.SIMPLIFIED, now
    )
    resident = lock(session, identity.resident_id)
    session.refresh(identity)
    belongs_to(session, row_id, identity.id)
    return resident, identity


def _handle(
    session: Session,
    incoming: Incoming,
    writer: tuple[Resident, Identity],
    row_id: int,
    now: datetime,
    broken: Exception | None,
) -> list[Part]:
    resident, identity = writer
    homes = _believe(session, identity, resident, now)
    writing = person_of(session, identity, resident, row_id, now, homes)
    person = addressed(writing, incoming, is_broken=broken is not None)
    learn_language(person.resident, incoming.text)
    _hear(session, identity, incoming, person.policy, now)
    desk = desk_for(person)
    if broken is not None:
        _apologise(desk, broken, incoming)
    elif incoming.event is not None:
        hear_event(desk, incoming)
    elif is_flooding(desk, incoming.text):
        ask_to_wait(desk)
    elif _message(desk, incoming):
        offer_languages(desk, incoming.text)
    return desk.parts


def _believe(session: Session, identity: Identity, resident: Resident, now: datetime) -> list[Home]:
    """The homes that the address still speaks for."""
    rules = policy_towards(session, resident.estate_id, now).enrolment
    lapse_if_silent(session, identity, rules.silent_days, now)
    return homes_believed(session, identity, now)


def _hear(
    session: Session, identity: Identity, incoming: Incoming, policy: Policy, now: datetime
) -> None:
    """What hearing from somebody allows; WeChat's window counts from the time of receipt."""
    identity.last_heard_at = now
    if incoming.event is None:
        open_by_message(identity, policy.wechat, now)
    elif incoming.event in QUOTA_EVENTS:
        open_by_event(identity, policy.wechat, now)
    session.add(identity)


def _message(desk: Desk, incoming: Incoming) -> bool:
    """Hear what somebody writes; False where a person talks with them, and the bot keeps still."""
    reply = Reply(
        desk.person.now.astimezone(desk.person.zone),
        legible(incoming.text),
        _want_media(desk.person, incoming),
        _spot(incoming.position),
        is_voice=bool(incoming.media) and _only_voice(incoming),
    )
    if heard_in_person(desk, reply):
        return False
    converse(desk, reply, incoming.tapped)
    return True


def _spot(position: Position | None) -> str:
    """A point on the map in words; a provider that has none for it leaves the degrees."""
    if position is None:
        return ""
    return legible(position.label) or f"{position.latitude:.5f}, {position.longitude:.5f}"


def _want_media(person: Person, incoming: Incoming) -> tuple[str, ...]:
    names = []
    if incoming.media:
        keep_day(person.session, person.now, Keeping.MEDIA)
    for media in incoming.media:
        row = Media(
            inbound_id=person.inbound_id,
            channel=incoming.channel,
            kind=media.kind,
            reference=media.reference,
            content_type=media.content_type,
            next_at=person.now,
            received_at=person.now,
        )
        person.session.add(row)
        person.session.flush()
        names.append(f"m{row.id}")
    return tuple(names)


def _only_voice(incoming: Incoming) -> bool:
    return all(media.kind == "voice" for media in incoming.media)


def _apologise(desk: Desk, broken: Exception, incoming: Incoming) -> None:
    conversation = top(desk.person)
    if conversation is not None:
        fail(desk.person, conversation, broken)
    desk.say(say("conversation.failed"))
    call_human(desk, HumanWanted(legible(incoming.text)))


def opt_out(
    database: Database,
    incoming: Incoming,
    now: datetime,
    *,
    out: bool,
    fit: Fit | None = None,
    in_time: InTime = at_any_time,
) -> Answer:
    """STOP or START by SMS: the mark holds for every later send; STOP is answered with silence."""
    with database.transaction() as session:
        row_id = file_message(session, incoming, now)
        if row_id is None:
            return answered_before(session, incoming)
        identity = meet(
            session, incoming.channel, incoming.account, incoming.sender, Language.SIMPLIFIED, now
        )
        resident = lock(session, identity.resident_id)
        belongs_to(session, row_id, identity.id)
        given = Given(incoming.channel, legible(incoming.text))
        stop_or_start(session, identity, given, wanted=not out, now=now)
        identity.last_heard_at = now
        session.add(identity)
        desk = desk_for(person_of(session, identity, resident, row_id, now))
        if not out:
            desk.say(say("sms.started"))
        return answer_with(session, row_id, desk.parts, now, in_time, fit=fit)
