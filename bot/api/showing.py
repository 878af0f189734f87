"""Rows as the API shows them, their times with the estate's offset."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from bot.api.showing_matters import show_matters
from bot.api.showing_messages import show_messages
from flows.rules.vocabulary import DeadlineKind
from storage.case_archiving import Archive
from storage.cases import Case, CaseEvent, Media, timeline
from storage.database import zone_of
from storage.deadlines import Deadline, deadlines_of
from storage.estates import Estate, Home
from storage.forgetting import Forgetting
from storage.keys import keyring
from storage.outgoing import CODE, Outgoing
from storage.sign_offs import SignOff
from storage.staff import Staff
from storage.survey_links import HIDDEN

Shown = dict[str, object]
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Related:
    """What a case shows of other rows: names, its evidence, and the deadlines that it names."""

    estate: str
    home: str | None
    handler: str | None
    media: list[Shown]
    deadlines: list[Deadline]
    sign_off: SignOff | None
    archived_at: datetime | None


def case_json(session: Session, case: Case) -> Shown:
    """One case with all the fields of the contract."""
    (shown,) = show_cases(session, [case])
    return shown


def show_cases(session: Session, cases: Sequence[Case]) -> list[Shown]:
    """Cases with all the fields of the contract."""
    zone = zone_of(session)
    ids = [case.id for case in cases]
    estates = estate_names(session)
    homes = home_codes(session, [case.home_id for case in cases])
    userids = staff_userids(session, [case.handler_id for case in cases])
    promised = select(Deadline).where(
        col(Deadline.case_id).in_(ids),
        col(Deadline.kind).in_((DeadlineKind.FIRST_RESPONSE, DeadlineKind.REVISIT)),
    )
    deadlines = defaultdict(list)
    for deadline in session.exec(promised.order_by(col(Deadline.id))):
        deadlines[deadline.of_case].append(deadline)
    evidence = select(Media).where(col(Media.case_id).in_(ids)).order_by(col(Media.id))
    media = defaultdict(list)
    for one in session.exec(evidence):
        media[one.case_id].append(_media(one, zone))
    matters = show_matters(session, cases, zone)
    signed = select(SignOff).where(col(SignOff.case_id).in_(ids)).order_by(col(SignOff.id))
    sign_offs = {one.case_id: one for one in session.exec(signed)}
    kept = select(Archive).where(col(Archive.case_id).in_(ids))
    archived = {(one.case_id, one.round): one.at for one in session.exec(kept)}
    return [
        _case(
            case,
            Related(
                estate=estates[case.estate_id],
                home=homes.get(case.home_id),
                handler=userids.get(case.handler_id),
                media=media[case.id],
                deadlines=deadlines[case.id],
                sign_off=sign_offs.get(case.id),
                archived_at=archived.get((case.id, case.round)),
            ),
            zone,
        )
        | matters[case.id]
        for case in cases
    ]


def show_file(session: Session, case: Case) -> Shown:
    """One case with its timeline, its deadlines and its messages, in the order they were made."""
    zone = zone_of(session)
    return case_json(session, case) | {
        "for_whom": keyring(session).open(case.for_whom_sealed) or None,
        "timeline": [_event(event, zone) for event in timeline(session, case.id)],
        "deadlines": [
            show_deadline(deadline, case.number, zone)
            for deadline in deadlines_of(session, case.id)
        ],
        "messages": show_messages(session, case.id, zone),
    }


def show_deadline(deadline: Deadline, about: str, zone: ZoneInfo) -> Shown:
    """A promise of time about the case or the campaign of that number."""
    return {
        "id": deadline.id,
        "kind": deadline.kind,
        "about": about,
        "round": deadline.round,
        "due_at": _time(deadline.due_at, zone),
        "state": deadline.state,
        "fired_at": _time(deadline.fired_at, zone),
        "met_at": _time(deadline.met_at, zone),
    }


def show_forgetting(row: Forgetting, numbers: Mapping[int, str], zone: ZoneInfo) -> Shown:
    """What is kept for a number of days of the policy, since when, and until which night."""
    number = None if row.case_id is None else numbers[row.case_id]
    return {
        "id": row.id,
        "kind": row.kind,
        "about": row.about if number is None else f"case {number}",
        "begun_at": _time(row.begun_at, zone),
        "due_at": _time(row.due_at, zone),
        "state": row.state,
        "fired_at": _time(row.fired_at, zone),
    }


def show_message(message: Outgoing, userid: str | None, zone: ZoneInfo) -> Shown:
    """An outgoing message; `userid` is its reader's, where that is a member of staff."""
    return {
        "id": message.id,
        "to": _reader(message, userid),
        "channel": message.channel,
        "purpose": message.purpose,
        "text": text_shown(message),
        "state": message.state,
        "attempts": message.attempts,
        "error": message.error,
        "created_at": _time(message.created_at, zone),
        "sent_at": _time(message.sent_at, zone),
    }


def estate_names(session: Session) -> dict[int | None, str]:
    """The names of all estates by their ids."""
    return {estate.id: estate.name for estate in session.exec(select(Estate))}


def home_codes(session: Session, ids: Iterable[int | None]) -> dict[int | None, str]:
    """How these homes are written."""
    query = select(Home).where(col(Home.id).in_(set(ids) - {None}))
    return {home.id: home.code for home in session.exec(query)}


def staff_userids(session: Session, ids: Iterable[int | None]) -> dict[int | None, str]:
    """The userids of these members, active or not."""
    query = select(Staff).where(col(Staff.id).in_(set(ids) - {None}))
    return {member.id: member.userid for member in session.exec(query)}


def _case(case: Case, related: Related, zone: ZoneInfo) -> Shown:
    first = [one for one in related.deadlines if one.kind is DeadlineKind.FIRST_RESPONSE]
    revisits = [
        one
        for one in related.deadlines
        if one.kind is DeadlineKind.REVISIT and one.round == case.round
    ]
    return {
        "number": case.number,
        "kind": case.kind,
        "class": case.case_class,
        "urgency": case.urgency,
        "state": case.state,
        "closure": case.closure,
        "round": case.round,
        "estate": related.estate,
        "home": related.home,
        "place": case.place,
        "text": case.text,
        "media": related.media,
        "source": case.source,
        "reporter": None if case.reporter_id is None else str(case.reporter_id),
        "handler": related.handler,
        "opened_at": _time(case.opened_at, zone),
        "first_response_due_at": _time(first[-1].due_at, zone) if first else None,
        "first_responded_at": _time(case.first_responded_at, zone),
        "promised_at": _time(case.promised_at, zone),
        "resolved_at": _time(case.resolved_at, zone),
        "revisit_due_at": _time(revisits[-1].due_at, zone) if revisits else None,
        "revisited_at": _time(case.revisited_at, zone),
        "plan": _plan(case),
        "verdict": _verdict(case),
        "closed_at": _time(case.closed_at, zone),
        "sign_off": None if related.sign_off is None else _sign_off(related.sign_off, zone),
        "archived_at": _time(related.archived_at, zone),
    }


def _plan(case: Case) -> Shown | None:
    if case.plan_text is None:
        return None
    return {
        "text": case.plan_text,
        "by": case.plan_by,
        "decision": case.plan_decision,
        "reason": case.plan_reason,
    }


def _verdict(case: Case) -> Shown | None:
    if (case.verdict_fixed, case.verdict_satisfaction, case.verdict_remark) == (None, None, None):
        return None
    return {
        "fixed": case.verdict_fixed,
        "satisfaction": case.verdict_satisfaction,
        "remark": case.verdict_remark,
    }


def _sign_off(signed: SignOff, zone: ZoneInfo) -> Shown:
    return {
        "via": signed.via,
        "satisfied": signed.satisfied,
        "satisfaction": signed.satisfaction,
        "at": _time(signed.at, zone),
        "by": signed.by,
        "remark": signed.remark,
    }


def _media(media: Media, zone: ZoneInfo) -> Shown:
    return {
        "id": media.id,
        "kind": media.kind,
        "content_type": media.content_type,
        "state": media.state,
        "sha256": media.sha256,
        "size": media.size,
        "received_at": _time(media.received_at, zone),
    }


def _event(event: CaseEvent, zone: ZoneInfo) -> Shown:
    return {
        "at": _time(event.at, zone),
        "kind": event.kind,
        "by": event.by,
        "text": event.text,
        "details": event.details,
    }


def text_shown(message: Outgoing) -> str:
    """What is said; digits that prove a phone, and links to a survey, are for their owner alone."""
    text = message.text.replace(HIDDEN, "•")
    return _DIGIT.sub("•", text) if CODE in message.fields else text


def _reader(message: Outgoing, userid: str | None) -> Shown:
    if message.staff_id is not None:
        return {"kind": "staff", "id": userid}
    if message.room is not None:
        return {"kind": "room", "id": message.room}
    reader = None if message.resident_id is None else str(message.resident_id)
    return {"kind": "resident", "id": reader}


def _time(moment: datetime | None, zone: ZoneInfo) -> str | None:
    return None if moment is None else moment.astimezone(zone).isoformat()
