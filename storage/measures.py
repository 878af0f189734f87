"""Measures (措施): what a survey led to, by whom and by when; or why not (R17, R19-R21)."""

from datetime import date, datetime

from sqlmodel import Session, SQLModel, col, select

from flows.rules.survey.words import MeasureKind, MeasureState
from storage.columns import identifier, instant, reference, word


class Measure(SQLModel, table=True):
    """Something to be done after a survey, or an opinion that is not taken up, with the reason.

    `about` is the key of the item that it is about, empty for the whole; `text` is what is wished
    or to be done. `decision` tells residents what becomes of it, or why nothing does; `result` what
    was done. `due_on` is a day of the estate, until whose end its owner has. `next_at` is when
    somebody is to be told next, `position` how often it was told; `held_until` and `failures` put
    aside one whose handling failed. `follow_up_id` is the campaign that asks those who raised the
    matter how it turned out (R21).
    """

    id: int = identifier()
    campaign_id: int = reference("campaign.id")
    estate_id: int | None = reference("estate.id", nullable=True)
    kind: MeasureKind = word(MeasureKind)
    about: str = ""
    text: str = ""
    state: MeasureState = word(MeasureState, index=True)
    decision: str = ""
    result: str = ""
    owner_id: int | None = reference("staff.id", nullable=True)
    due_on: date | None = None
    made_at: datetime = instant()
    decided_at: datetime | None = instant(nullable=True)
    done_at: datetime | None = instant(nullable=True)
    next_at: datetime | None = instant(nullable=True, index=True)
    position: int = 0
    held_until: datetime | None = instant(nullable=True)
    failures: int = 0
    follow_up_id: int | None = reference("campaign.id", nullable=True)


def measures_of(session: Session, campaign_id: int) -> list[Measure]:
    """What a campaign led to, in the order it was written down."""
    query = select(Measure).where(Measure.campaign_id == campaign_id).order_by(col(Measure.id))
    return list(session.exec(query))
