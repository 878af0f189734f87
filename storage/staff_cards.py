"""Cards (卡片): pushes to staff with buttons, who got which, and what WeCom shows on them now."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, bindparam, text, update
from sqlmodel import Field, Session, SQLModel, col, func, select

from flows.rules.card_buttons import IN_HAND
from flows.rules.vocabulary import CaseState, MessageState
from storage.cases import Case
from storage.columns import document, identifier, instant, reference, word
from storage.outgoing import EVER, Outgoing
from storage.prepared import prepared

SENT = (MessageState.ACCEPTED, MessageState.DELIVERED)
MAY_BE_CHANGED = "response_code IS NOT NULL"
"""Most were changed once, or never pressed: their index holds no others."""


class StaffCard(SQLModel, table=True):
    """The buttons of one push; made when the push is first handed over.

    `name` is what WeCom calls the card; `buttons` are the verbs that it was sent with.
    `response_code` lets it be changed once, and is spent by that. `case_state` and `handler_id`
    are what the card is to show of the case, since `update_at` where WeCom does not know it yet.
    """

    __tablename__ = "staff_card"
    __table_args__ = (
        UniqueConstraint("outgoing_id"),
        Index(
            "ix_staff_card_update_at",
            "update_at",
            sqlite_where=text(MAY_BE_CHANGED),
            postgresql_where=text(MAY_BE_CHANGED),
        ),
    )

    id: int = identifier()
    outgoing_id: int = reference("outgoing.id", index=False)
    name: str = Field(unique=True)
    case_id: int = reference("report_case.id")
    staff_id: int = reference("staff.id", index=False)
    buttons: list[Any] = document(list)
    case_state: CaseState = word(CaseState)
    handler_id: int | None = reference("staff.id", nullable=True, index=False)
    response_code: str | None = None
    update_at: datetime | None = instant(nullable=True)
    tries: int = 0


_OF_PUSH = prepared(select(StaffCard).where(StaffCard.outgoing_id == bindparam("outgoing_id")))


def card_of_push(session: Session, outgoing_id: int) -> StaffCard | None:
    """The card that a push goes out as, if it has been handed over as one."""
    return _OF_PUSH.first(session, outgoing_id=outgoing_id)


def card_named(session: Session, name: str) -> StaffCard | None:
    """The card of a pressed button; None for a card that this house did not send."""
    return session.exec(select(StaffCard).where(StaffCard.name == name)).first()


def keep_code(session: Session, card: StaffCard, code: str) -> None:
    """WeCom lets the card be changed, once, with this code; an older one is worth no more."""
    if code:
        card.response_code = code
        session.add(card)


_OF_CASE = prepared(select(StaffCard).where(StaffCard.case_id == bindparam("case_id")))


def show_on_cards(session: Session, case: Case, now: datetime) -> None:
    """After a change to a case: every card about it that shows something else is to be changed."""
    for card in _OF_CASE.all(session, case_id=case.id):
        if not _shows(card, case):
            show_anew(session, card, case, now)


def show_anew(session: Session, card: StaffCard, case: Case, now: datetime) -> None:
    """Let a card show how its case stands now: at once, or where WeCom wants a pause, after it."""
    card.case_state, card.handler_id = case.state, case.handler_id
    is_put_off = card.update_at is not None and card.tries > 0
    if not is_put_off:
        card.update_at, card.tries = now, 0
    session.add(card)


CHANGEABLE = (
    col(StaffCard.response_code).is_not(None),
    # Asked of each card that may be changed: beside it SQLite would begin with all that was sent.
    select(Outgoing.id)
    .where(Outgoing.id == StaffCard.outgoing_id, col(Outgoing.state).in_(SENT))
    .correlate(StaffCard)
    .exists(),
)
"""What has arrived and may be changed; without a code it waits for a press to bring one."""

_TO_CHANGE = prepared(
    select(StaffCard, Outgoing)
    .join(Outgoing, col(Outgoing.id) == col(StaffCard.outgoing_id))
    .where(*CHANGEABLE, col(StaffCard.update_at) <= bindparam("now"))
    .order_by(col(StaffCard.update_at), col(StaffCard.id))
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=StaffCard)
)
_NEXT_UPDATE = prepared(
    select(func.min(StaffCard.update_at)).where(
        *CHANGEABLE, col(StaffCard.update_at) > bindparam("after")
    )
)


def take_updates(
    session: Session, now: datetime, until: datetime, limit: int
) -> list[tuple[StaffCard, Outgoing]]:
    """Cards to be changed now, with their pushes. Nobody else takes them before `until`."""
    taken = _TO_CHANGE.all(session, now=now, most=limit)
    for card, _ in taken:
        card.update_at = until
        session.add(card)
    return taken


def next_update(session: Session, after: datetime = EVER) -> datetime | None:
    """When the next card is to be changed."""
    return _NEXT_UPDATE.one(session, after=after)


def spend_code(session: Session, card_id: int, code: str) -> None:
    """The code has done its work, or is worth nothing; a newer one is kept."""
    statement = (
        update(StaffCard)
        .where(col(StaffCard.id) == card_id, col(StaffCard.response_code) == code)
        .values(response_code=None, update_at=None)
    )
    session.execute(statement)


def put_off_update(session: Session, card_id: int, until: datetime) -> None:
    """Change the card later."""
    card = session.get_one(StaffCard, card_id)
    card.update_at = until
    card.tries += 1
    session.add(card)


def _shows(card: StaffCard, case: Case) -> bool:
    """Whether the card shows who has the case, or that it is in nobody's hands any more."""
    if (card.case_state in IN_HAND) != (case.state in IN_HAND):
        return False
    if case.state in IN_HAND:
        return card.handler_id == case.handler_id
    return card.case_state is case.state
