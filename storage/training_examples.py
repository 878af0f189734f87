"""How staff read a report otherwise than the bot: examples that its models learn from (R29).

A row names the case and what it was made; the words stay in the case alone, and are taken away
with it.
"""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Session, SQLModel, col, select

from flows.rules.vocabulary import CaseClass, Urgency
from storage.cases import Case
from storage.columns import identifier, instant, reference, word


class TrainingExample(SQLModel, table=True):
    """The class and the urgency that staff gave a case last."""

    __tablename__ = "training_example"
    __table_args__ = (UniqueConstraint("case_id"),)

    id: int = identifier()
    case_id: int = reference("report_case.id")
    case_class: CaseClass = word(CaseClass)
    urgency: Urgency = word(Urgency)
    at: datetime = instant()


def keep_example(session: Session, case: Case, now: datetime) -> None:
    """Remember a case as staff read it; of several readings the last one."""
    query = select(TrainingExample).where(TrainingExample.case_id == case.id)
    known = session.exec(query).first()
    example = known or TrainingExample(
        case_id=case.id, case_class=case.case_class, urgency=case.urgency, at=now
    )
    example.case_class, example.urgency, example.at = case.case_class, case.urgency, now
    session.add(example)


def training_examples(session: Session) -> list[tuple[str, CaseClass, Urgency]]:
    """The words of each such case, its class and its urgency; not of those that were erased."""
    query = (
        select(Case.text, TrainingExample)
        .join(TrainingExample, col(TrainingExample.case_id) == col(Case.id))
        .where(col(Case.anonymised_at).is_(None), Case.text != "")
        .order_by(col(TrainingExample.id))
    )
    return [(text, one.case_class, one.urgency) for text, one in session.exec(query)]
