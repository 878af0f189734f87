"""Everything that the page of a case shows, put together from its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, or_, select

from bot.api.texts import masked
from bot.console.leave_marks import marked_names
from bot.console.time_words import time_left
from bot.console.words import Words
from flows.rules.time_left import Haste, haste_of
from flows.rules.vocabulary import DeadlineState, Language, MessageState
from flows.understanding.case_reading import CaseReading, read_case
from storage.case_conversation import Spoken, conversation_about
from storage.cases import Case, CaseEvent, Media, media_of, newest_event, timeline
from storage.deadlines import OF_ONE_ROUND, Deadline, deadlines_of
from storage.estates import Estate, Home, policy_in_force
from storage.incidents import similar_to
from storage.keys import keyring
from storage.outgoing import Outgoing
from storage.residents import Resident, name_of, phone_of
from storage.sign_offs import SignOff, newest_sign_off
from storage.staff import Staff, staff_name
from storage.telling import language_of

HISTORY_CASES = 10
PUSHES_SHOWN = 60


@dataclass(frozen=True)
class Due:
    """A deadline as it is read."""

    row: Deadline
    haste: Haste | None
    left: str


@dataclass(frozen=True)
class Told:
    """Who of the staff was told something, and when."""

    at: datetime
    name: str
    text: str
    state: MessageState


@dataclass(frozen=True)
class Reporter:
    """Who reported, with a masked number (R66)."""

    name: str
    phone: str
    language: Language


@dataclass(frozen=True)
class CaseView:
    """One case, ready to be read."""

    case: Case
    estate: str
    home: str
    handler: str
    for_whom: str
    reporter: Reporter | None
    conversation: Sequence[Spoken]
    events: Sequence[CaseEvent]
    deadlines: Sequence[Due]
    told: Sequence[Told]
    media: Sequence[Media]
    history: Sequence[Case]
    similar: Sequence[Case]
    links: Sequence[tuple[str, str]]
    reading: CaseReading
    sign_off: SignOff | None


def view_of(session: Session, case: Case, words: Words, now: datetime) -> CaseView:
    """The case as it stands."""
    home = None if case.home_id is None else session.get_one(Home, case.home_id)
    handlers = [] if case.handler_id is None else [session.get_one(Staff, case.handler_id)]
    policy = policy_in_force(session, case.estate_id, now)
    return CaseView(
        case=case,
        estate=session.get_one(Estate, case.estate_id).name,
        home="" if home is None else home.code,
        handler="".join(marked_names(session, handlers, words, now).values()),
        for_whom=keyring(session).open(case.for_whom_sealed),
        reporter=_reporter(session, case),
        conversation=conversation_about(session, case),
        events=timeline(session, case.id),
        deadlines=[_due(one, case, words, now) for one in deadlines_of(session, case.id)],
        told=_told(session, case),
        media=media_of(session, case.id),
        history=_history(session, case),
        similar=similar_to(session, case, policy, now),
        links=_links(session, case),
        reading=read_case(case.text, case.kind),
        sign_off=newest_sign_off(session, case.id),
    )


def conversation_version(session: Session, case: Case) -> str:
    """Another one after whatever is done or said, or told to be on its way."""
    lines = conversation_about(session, case)
    states = "".join(str(line.state or "")[:1] for line in lines)
    return f"{newest_event(session, case.id)}-{len(lines)}-{states[-40:]}"


def _reporter(session: Session, case: Case) -> Reporter | None:
    if case.reporter_id is None:
        return None
    resident = session.get_one(Resident, case.reporter_id)
    phone = masked(phone_of(session, resident)) or ""
    return Reporter(name_of(session, resident), phone, language_of(session, case.reporter_id))


def _due(deadline: Deadline, case: Case, words: Words, now: datetime) -> Due:
    is_of_now = deadline.kind not in OF_ONE_ROUND or deadline.round == case.round
    is_live = deadline.state in {DeadlineState.PENDING, DeadlineState.FIRED}
    if deadline.met_at is not None or not is_live or not is_of_now:
        return Due(deadline, None, "")
    haste = haste_of(deadline.made_at, deadline.due_at, now)
    return Due(deadline, haste, time_left(deadline.due_at, now, words))


def _told(session: Session, case: Case) -> list[Told]:
    query = (
        select(Outgoing, Staff)
        .join(Staff, col(Staff.id) == col(Outgoing.staff_id))
        .where(Outgoing.case_id == case.id)
        .order_by(col(Outgoing.id).desc())
        .limit(PUSHES_SHOWN)
    )
    return [
        Told(row.sent_at or row.created_at, staff_name(session, member), row.text, row.state)
        for row, member in session.exec(query)
    ]


def _history(session: Session, case: Case) -> list[Case]:
    """What else was reported from the home, the newest first."""
    if case.home_id is None:
        return []
    query = select(Case).where(Case.home_id == case.home_id, Case.id != case.id)
    newest = query.order_by(col(Case.id).desc()).limit(HISTORY_CASES)
    return list(session.exec(newest))


def _links(session: Session, case: Case) -> list[tuple[str, str]]:
    """The cases that this one came from or went into: how, and the number."""
    links = [
        ("repeat_of", case.repeat_of_id),
        ("forwarded_from", case.forwarded_from_id),
        ("joined_to", case.joined_to_id),
    ]
    found = [(how, session.get_one(Case, one).number) for how, one in links if one is not None]
    grown = select(Case).where(
        or_(col(Case.forwarded_from_id) == case.id, col(Case.joined_to_id) == case.id)
    )
    for other in session.exec(grown.order_by(col(Case.id)).limit(HISTORY_CASES)):
        how = "forwarded_to" if other.forwarded_from_id == case.id else "took_in"
        found.append((how, other.number))
    return found
