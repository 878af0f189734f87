"""The end of a file: the resident's signature, and the manager's under it all (R40, R46)."""

from datetime import datetime

from sqlalchemy import UniqueConstraint, bindparam
from sqlmodel import Session, SQLModel, select

from flows.rules.case_file import FileFacts, missing_items
from flows.rules.refusals import NotAllowed, Why
from flows.rules.verb_fields import Decision
from flows.rules.vocabulary import Closure, Satisfaction
from storage.case_ending import end_revisit
from storage.case_rounds import hear_not_fixed
from storage.cases import Case, media_of, note, timeline
from storage.columns import identifier, instant, reference
from storage.estates import policy_in_force
from storage.media import WANTED
from storage.prepared import prepared
from storage.sign_offs import SignedBy, SignOff
from storage.staff import Staff
from storage.tasks import open_tasks


class Archive(SQLModel, table=True):
    """归档: a manager has signed the file of a case in its round; the next round opens it again."""

    __table_args__ = (UniqueConstraint("case_id", "round"),)

    id: int = identifier()
    case_id: int = reference("report_case.id")
    round: int
    at: datetime = instant()
    by: str


_OF_ROUND = select(Archive).where(
    Archive.case_id == bindparam("case_id"), Archive.round == bindparam("round")
)
_SIGNED = prepared(_OF_ROUND)
IS_ARCHIVED = _OF_ROUND.exists()
"""Whether the file of that round of the case is signed."""


def archive_of(session: Session, case: Case) -> Archive | None:
    """The manager's signature under the file as it stands; None while it is not archived."""
    return _SIGNED.first(session, case_id=case.id, round=case.round)


def archive_case(session: Session, case: Case, member: Staff, now: datetime) -> None:
    """Sign a complete file off. Raises NotAllowed that names what it lacks."""
    policy = policy_in_force(session, case.estate_id, now)
    lacking = missing_items(policy, file_facts(session, case))
    if lacking:
        raise NotAllowed(Why.FILE_INCOMPLETE, missing=lacking)
    end_revisit(session, case, now, last_words=False)
    session.add(Archive(case_id=case.id, round=case.round, at=now, by=member.userid))
    note(session, case, "archived", by=member.userid, now=now)


def file_facts(session: Session, case: Case) -> FileFacts:
    """What lies in the file of a closed case."""
    endings = [event.text for event in timeline(session, case.id) if event.kind == "closed"]
    return FileFacts(
        kind=case.kind,
        klass=case.case_class,
        round=case.round,
        closure=case.closure or Closure.UNCONFIRMED,
        result=all((case.result, case.measures, case.improvement)),
        plan_approved=case.plan_decision == Decision.APPROVE,
        revisited=case.revisited_at is not None,
        verdict=case.verdict_fixed is not None,
        reason=bool(endings and endings[-1].strip()),
        open_tasks=len(open_tasks(session, case.id)),
        awaited_media=sum(media.state == WANTED for media in media_of(session, case.id)),
    )


def sign_on_paper(
    session: Session, case: Case, member: Staff, remark: str, now: datetime, *, satisfied: bool
) -> None:
    """A form that the resident signed by hand; "unsatisfied" opens the next round (R42)."""
    session.add(
        SignOff(
            case_id=case.id,
            round=case.round,
            at=now,
            via=SignedBy.PAPER,
            satisfied=satisfied,
            by=member.userid,
            remark=remark,
        )
    )
    note(session, case, "signed_off", by=member.userid, now=now, text=remark, satisfied=satisfied)
    if not satisfied:
        case.verdict_satisfaction = Satisfaction.DISSATISFIED
        hear_not_fixed(session, case, by=member.userid, now=now, why=remark,
                       fixed=case.verdict_fixed)  # fmt: skip
