"""人工接管: a member of staff talks with a resident in person; the bot keeps still meanwhile."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlmodel import Session, SQLModel

from flows.rules.policy import Policy
from flows.rules.vocabulary import CaseState
from flows.wording.say import say
from storage.cases import Case, note
from storage.columns import identifier, instant, reference
from storage.prepared import prepared
from storage.staff import Staff, staff_name
from storage.telling import tell_reporter_of

BEGUN, ENDED = "human_begins", "human_ends"
TALKED_ABOUT = (CaseState.OPEN, CaseState.HANDLING, CaseState.RESOLVED)


class Takeover(SQLModel, table=True):
    """One conversation by hand, about the case that it began with.

    It ends by whoever holds it, with its case, or when nobody has written for the policy's minutes
    since `touched_at`: a forgotten one must not leave a resident alone.
    """

    id: int = identifier()
    case_id: int = reference("report_case.id")
    staff_id: int = reference("staff.id")
    begun_at: datetime = instant()
    touched_at: datetime = instant()
    ended_at: datetime | None = instant(nullable=True)


_TAKEOVER = SQLModel.metadata.tables["takeover"]
_CASE = SQLModel.metadata.tables["report_case"]
_UNENDED = prepared(
    select(_TAKEOVER.c.id)
    .join(_CASE, _CASE.c.id == _TAKEOVER.c.case_id)
    .where(_CASE.c.reporter_id == bindparam("resident_id"), _TAKEOVER.c.ended_at.is_(None))
    .order_by(_TAKEOVER.c.id.desc())
    .limit(1)
)


def unended(session: Session, resident_id: int) -> Takeover | None:
    """The conversation that nobody has ended, whether its time is over or not.

    It goes with its case, should that turn out to be another resident's.
    """
    with session.no_autoflush:
        found = _UNENDED.one_or_none(session, resident_id=resident_id)
    return None if found is None else session.get_one(Takeover, found)


def is_over(takeover: Takeover, case: Case, policy: Policy, now: datetime) -> bool:
    """Whether the bot may speak again: nobody has written for long, or the matter has ended."""
    idle = timedelta(minutes=policy.conversation.human_idle_minutes)
    return now - takeover.touched_at >= idle or case.state not in TALKED_ABOUT


def talk_about(session: Session, case: Case, policy: Policy, now: datetime) -> Takeover | None:
    """The conversation by hand with a case's reporter that goes on now."""
    if case.reporter_id is None:
        return None
    found = unended(session, case.reporter_id)
    if found is None or is_over(found, session.get_one(Case, found.case_id), policy, now):
        return None
    return found


def take_over(
    session: Session, case: Case, member: Staff, policy: Policy, now: datetime
) -> Takeover | None:
    """Begin to talk with the reporter, who hears with whom; None where somebody does already.

    The caller holds the case, and with it its reporter.
    """
    if case.reporter_id is None or case.state not in TALKED_ABOUT:
        return None
    before = unended(session, case.reporter_id)
    if before is not None:
        if talk_about(session, case, policy, now) is not None:
            return None
        before.ended_at = now
        session.add(before)
    begun = Takeover(case_id=case.id, staff_id=member.id, begun_at=now, touched_at=now)
    session.add(begun)
    event = note(session, case, BEGUN, by=member.userid, now=now)
    words = say("takeover.begun", name=staff_name(session, member))
    tell_reporter_of(session, case, event, words, answer=words)
    return begun


def holder_of(session: Session, takeover: Takeover) -> Staff:
    """Who talks with the resident."""
    return session.get_one(Staff, takeover.staff_id)


def touch(session: Session, takeover: Takeover, now: datetime) -> None:
    """Somebody has written: the conversation goes on."""
    takeover.touched_at = now
    session.add(takeover)
    session.flush()


def hand_back_to_bot(
    session: Session, takeover: Takeover, case: Case, by: str, now: datetime
) -> None:
    """The bot may speak again, and says so."""
    takeover.ended_at = now
    session.add(takeover)
    event = note(session, case, ENDED, by=by, now=now)
    words = say("takeover.back")
    tell_reporter_of(session, case, event, words, answer=words)


def lapse(session: Session, takeover: Takeover, case: Case, now: datetime) -> None:
    """Its time is over: the bot speaks again, and says so in its next answer."""
    takeover.ended_at = now
    session.add(takeover)
    note(session, case, ENDED, by="huiyin", now=now)
