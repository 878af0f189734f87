"""A report becomes a case: number, deadlines, timeline, and the push to who is in charge."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from flows.rules.policy import Policy
from flows.rules.similarity import Report, is_repeat
from flows.rules.vocabulary import (
    CaseClass,
    CaseKind,
    CaseState,
    Role,
    Source,
    Urgency,
)
from flows.wording.say import say
from storage.cases import Case, Media, next_number, note, said_by
from storage.database import zone_of
from storage.deadlines import Deadline
from storage.estates import policy_in_force
from storage.promises import promise_opening, promise_special_measures
from storage.routing import first_told
from storage.rungs import on_rung
from storage.telling import brief, tell_staff

DEFECTS = (CaseKind.COMPLAINT, CaseKind.REPAIR)
"""What R44 is about: the same praise, question or suggestion again is no reason for measures."""


@dataclass(frozen=True)
class NewCase:
    """What is known of a report when it is registered (R29).

    `not_for_id` is whom it is about (R70); `in_person`: it is for the manager alone (R33).
    """

    estate_id: int
    kind: CaseKind
    case_class: CaseClass
    urgency: Urgency
    text: str
    source: Source
    place: str = ""
    home_id: int | None = None
    reporter_id: int | None = None
    identity_id: int | None = None
    not_for_id: int | None = None
    in_person: bool = False
    forwarded_from_id: int | None = None
    by: str = "resident"
    media_ids: tuple[int, ...] = ()


def open_case(session: Session, new: NewCase, now: datetime) -> Case:
    """Register a report (R25): everything that it promises is promised in this transaction."""
    policy = policy_in_force(session, new.estate_id, now)
    day = now.astimezone(zone_of(session)).date()
    case = Case(
        number=next_number(session, new.kind, day),
        estate_id=new.estate_id,
        kind=new.kind,
        case_class=new.case_class,
        urgency=new.urgency,
        state=CaseState.OPEN,
        home_id=new.home_id,
        place=new.place,
        text=new.text,
        source=new.source,
        reporter_id=new.reporter_id,
        identity_id=new.identity_id,
        not_for_id=new.not_for_id,
        in_person=new.in_person,
        forwarded_from_id=new.forwarded_from_id,
        opened_at=now,
    )
    session.add(case)
    session.flush()
    if case.in_person:
        _give_to_manager(session, case, now)
    opened = note(session, case, "opened", by=new.by, now=now, text=new.text)
    said_by(session, opened, new.reporter_id)
    for media_id in new.media_ids:
        attach(session, case, media_id)
    first_response = promise_opening(session, case, now)
    _pass_on(session, case, first_response, policy, now)
    _link_repeat(session, case, policy, now)
    return case


def attach(session: Session, case: Case, media_id: int) -> None:
    """Put a photo or recording into a case's file."""
    media = session.get_one(Media, media_id)
    media.case_id = case.id
    session.add(media)
    session.flush()


def _pass_on(
    session: Session, case: Case, first_response: Deadline, policy: Policy, now: datetime
) -> None:
    """R31: at once. Of an emergency the first step of its deadline tells more people."""
    if case.urgency is Urgency.EMERGENCY:
        return
    key = "staff.for_manager" if case.in_person else "staff.new_case"
    managers = on_rung(session, case, Role.MANAGER, now) if case.in_person else []
    tell_staff(
        session,
        case,
        managers or first_told(session, case, policy, now),
        say(key, case=brief(case), due=first_response.due_at),
        key="opened",
        policy=policy,
        now=now,
    )


def _give_to_manager(session: Session, case: Case, now: datetime) -> None:
    """R33: what is told to the manager is handled by the manager in person, from the first on."""
    managers = on_rung(session, case, Role.MANAGER, now)
    case.handler_id = managers[0].id if managers else None
    session.add(case)
    session.flush()


def _link_repeat(session: Session, case: Case, policy: Policy, now: datetime) -> None:
    """R44: the same home and class, similar words, within the policy's days."""
    earlier = _earlier_report(session, case, policy)
    if earlier is None:
        return
    case.repeat_of_id = earlier.id
    session.add(case)
    note(session, case, "repeat", by="huiyin", now=now, text=earlier.number)
    promise_special_measures(session, case, now)
    tell_staff(
        session,
        case,
        on_rung(session, case, Role.MANAGER, now),
        say(
            "staff.repeat",
            kind=say(f"CaseKind.{case.kind.value}"),
            case=brief(case),
            earlier=earlier.number,
        ),
        key="repeat",
        policy=policy,
        now=now,
    )


def _earlier_report(session: Session, case: Case, policy: Policy) -> Case | None:
    if case.home_id is None or case.kind not in DEFECTS or case.forwarded_from_id is not None:
        return None
    query = select(Case).where(
        Case.home_id == case.home_id,
        Case.id != case.id,
        col(Case.kind).in_(DEFECTS),
        col(Case.opened_at) >= case.opened_at - timedelta(days=policy.repeat.within_days),
        Case.state != CaseState.WITHDRAWN,
    )
    for earlier in session.exec(query.order_by(col(Case.id).desc())):
        if is_repeat(policy, _report(case), _report(earlier)):
            return earlier
    return None


def _report(case: Case) -> Report:
    return Report(str(case.home_id), case.case_class, case.text, case.opened_at)
