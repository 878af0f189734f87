"""The lists of deadlines and of outgoing messages."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from bot.api.asked import PAGE_MAX, Asked
from bot.api.paging import newest_first
from bot.api.showing import Shown, show_deadline, show_forgetting, show_message, staff_userids
from bot.api.texts import read_identifier
from flows.rules.vocabulary import DeadlineState, MessageState
from storage.campaigns import Campaign
from storage.cases import Case
from storage.database import zone_of
from storage.deadlines import Deadline
from storage.forgetting import Forgetting
from storage.invitations import Invitation
from storage.outgoing import Outgoing
from storage.staff import Staff
from storage.tasks import Task


def list_deadlines(session: Session, asked: Asked, _now: datetime) -> Shown:
    """Deadlines, of a state or about a case or campaign."""
    query = select(Deadline)
    state = asked.query.word("state", DeadlineState)
    if state is not None:
        query = query.where(Deadline.state == state)
    about = asked.query.case_number("about")
    if about is not None:
        cases = select(Case.id).where(Case.number == about)
        campaigns = select(Campaign.id).where(Campaign.number == about)
        is_about = col(Deadline.case_id).in_(cases), col(Deadline.campaign_id).in_(campaigns)
        query = query.where(or_(*is_about))
    page = asked.query.page(PAGE_MAX)
    deadlines, cursor = newest_first(session, query, Deadline.id, page)
    numbers = numbers_of(session, deadlines)
    zone = zone_of(session)
    items = [show_deadline(one, numbers[one.id], zone) for one in deadlines]
    return {"items": items, "next": cursor}


def list_retention(session: Session, asked: Asked, _now: datetime) -> Shown:
    """What is to be forgotten and when, of a state; a list of its own, for it is long."""
    query = select(Forgetting)
    state = asked.query.word("state", DeadlineState)
    if state is not None:
        query = query.where(Forgetting.state == state)
    rows, cursor = newest_first(session, query, Forgetting.id, asked.query.page(PAGE_MAX))
    numbers = case_numbers(session, [row.case_id for row in rows if row.case_id is not None])
    zone = zone_of(session)
    items = [show_forgetting(row, numbers, zone) for row in rows]
    return {"items": items, "next": cursor}


def list_messages(session: Session, asked: Asked, _now: datetime) -> Shown:
    """Outgoing messages, of a state, about a case or campaign, or to a reader.

    A reader is a member of staff by their userid, a resident by their id, or a room.
    """
    query = select(Outgoing)
    state = asked.query.word("state", MessageState)
    if state is not None:
        query = query.where(Outgoing.state == state)
    about = asked.query.case_number("about")
    if about is not None:
        query = query.where(_is_about(about))
    reader = asked.query.text("to")
    if reader is not None:
        query = query.where(_goes_to(reader))
    page = asked.query.page(PAGE_MAX)
    messages, cursor = newest_first(session, query, Outgoing.id, page)
    userids = staff_userids(session, [message.staff_id for message in messages])
    zone = zone_of(session)
    items = [show_message(one, userids.get(one.staff_id), zone) for one in messages]
    return {"items": items, "next": cursor}


def numbers_of(session: Session, rows: Sequence[Task] | Sequence[Deadline]) -> dict[int, str]:
    """The numbers of what tasks or deadlines are about, a case or a campaign, by the rows' ids."""
    cases = case_numbers(session, [row.case_id for row in rows if row.case_id is not None])
    ids = {row.campaign_id for row in rows if row.campaign_id is not None}
    query = select(Campaign.id, Campaign.number).where(col(Campaign.id).in_(ids))
    campaigns = dict(session.exec(query).all())
    return {
        row.id: cases[row.of_case] if row.campaign_id is None else campaigns[row.campaign_id]
        for row in rows
    }


def case_numbers(session: Session, ids: list[int]) -> dict[int, str]:
    """The numbers of these cases by their ids."""
    query = select(Case.id, Case.number).where(col(Case.id).in_(set(ids)))
    return dict(session.exec(query).all())


def _is_about(number: str) -> ColumnElement[bool]:
    """Of a campaign, what went to the homes that it asks; what staff hear of it is about none."""
    cases = select(Case.id).where(Case.number == number)
    invitations = (
        select(Invitation.id)
        .join(Campaign, col(Campaign.id) == col(Invitation.campaign_id))
        .where(Campaign.number == number)
    )
    return or_(col(Outgoing.case_id).in_(cases), col(Outgoing.invitation_id).in_(invitations))


def _goes_to(reader: str) -> ColumnElement[bool]:
    members = select(Staff.id).where(Staff.userid == reader.lower())
    is_theirs = or_(col(Outgoing.staff_id).in_(members), col(Outgoing.room) == reader)
    resident_id = read_identifier(reader)
    if resident_id is None:
        return is_theirs
    return or_(is_theirs, col(Outgoing.resident_id) == resident_id)
