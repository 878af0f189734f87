"""What is marked on a case without changing its course: a suspicion, or a unit that is asked."""

from datetime import datetime

from sqlmodel import Session

from flows.rules.vocabulary import DeadlineKind, DeadlineState
from flows.wording.say import Say, plain, say
from storage.cases import Case, note
from storage.database import zone_of
from storage.deadlines import live, settle
from storage.news import News
from storage.promises import promise
from storage.staff import Staff
from storage.telling import tell_step_of


def flag_case(
    session: Session, case: Case, member: Staff, reason: str, now: datetime, *, lifted: bool
) -> None:
    """A lead takes a report for malicious, or no longer does; every deadline runs on (R45)."""
    case.flag_reason = None if lifted else reason
    case.flagged_by = None if lifted else member.userid
    session.add(case)
    note(session, case, "unflagged" if lifted else "flagged", by=member.userid, now=now,
         text=reason)  # fmt: skip


def coordinate_case(
    session: Session,
    case: Case,
    member: Staff,
    now: datetime,
    *,
    unit: str,
    reason: str,
    until: datetime | None,
) -> None:
    """外单位协调: somebody outside the house is asked, and the resident told whom (R31).

    Every deadline runs on. A time that the resident is told is a promise (R35): it replaces those
    made for an earlier time, save the broken ones.
    """
    case.unit, case.unit_reason, case.unit_until = unit, reason, until
    details: dict[str, object] = {"unit": unit}
    if until is not None:
        case.promised_at = until
        _replace_promises(session, case, until)
        promise(session, case, DeadlineKind.PROMISE, until, now)
        details["until"] = until.astimezone(zone_of(session)).isoformat()
    session.add(case)
    event = note(session, case, "coordinated", by=member.userid, now=now, text=reason, **details)
    tell_step_of(session, case, event, unit_asked(case), News.OUTLOOK)


def _replace_promises(session: Session, case: Case, until: datetime) -> None:
    for earlier in live(session, case.id, DeadlineKind.PROMISE):
        if earlier.state is DeadlineState.PENDING and earlier.due_at <= until:
            settle(session, [earlier], None)


def unit_asked(case: Case) -> Say:
    """Who outside the house is asked about a case, why, and until when."""
    unit, reason = plain(case.unit or ""), plain(case.unit_reason or "")
    if case.unit_until is None:
        return say("case.coordinated", number=case.number, unit=unit, reason=reason)
    return say("case.coordinated_until", number=case.number, unit=unit, reason=reason,
               until=case.unit_until)  # fmt: skip
