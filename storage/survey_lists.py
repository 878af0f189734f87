"""Lists of calls about a campaign: what staff are told of together, not call by call (R15).

A list is one push that still waits, to one member; each new call is written onto it, and a call
that ends first is struck off. It names no resident and holds no word of theirs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from flows.rules.policy import Policy
from flows.rules.policy_privacy import Keeping
from flows.rules.vocabulary import MessageState, Purpose
from flows.rules.wall_clock import instant
from flows.wording.say import Say, plain, say
from storage.campaigns import Campaign
from storage.database import zone_of
from storage.estates import Home
from storage.inserting import insert_into
from storage.invitations import Invitation
from storage.keeping import keep_day
from storage.outgoing import Outgoing
from storage.staff import Staff, staff_of_company
from storage.tasks import Task
from storage.telling import STAFF_LANGUAGE, in_words

LINES_SHOWN = 10
TASKS, KIND = "tasks", "kind"
"""The fields of a list: the ids of its tasks, and what they have in common."""


class ListKind(StrEnum):
    """What is listed: opinions to call back, other calls, and those that are near due or late."""

    OPINION = "opinion"
    CALL = "call"
    NEAR = "near"
    GONE = "gone"


@dataclass(frozen=True)
class Listing:
    """One task to be written onto the lists of a campaign, under a policy."""

    campaign: Campaign
    task: Task
    kind: ListKind
    policy: Policy
    now: datetime


def list_for(session: Session, listing: Listing, members: Iterable[Staff]) -> list[Staff]:
    """Write a task onto the list that each member gets next; returns whom it was new to.

    Calls go at once, all others in the morning, when the staff's quiet hours end. A member reads
    each task once in each kind of list.
    """
    new_to = []
    for member in members:
        lists = list(session.exec(_lists(listing, member)))
        if member.active and not any(listing.task.id in one.fields[TASKS] for one in lists):
            _add(session, listing, member, len(lists) or 1)
            new_to.append(member)
    return new_to


def strike_off(session: Session, campaign: Campaign, task: Task) -> None:
    """Take a task that has ended from the lists that still wait; an empty one is not sent."""
    members = [one.id for one in staff_of_company(session)]
    waiting = select(Outgoing).where(
        col(Outgoing.staff_id).in_(members),
        Outgoing.state == MessageState.QUEUED,
        col(Outgoing.unique_key).startswith(_about(campaign), autoescape=True),
    )
    for row in session.exec(waiting.with_for_update(skip_locked=True)):
        if task.id not in row.fields[TASKS]:
            continue
        listed = [one for one in row.fields[TASKS] if one != task.id]
        if not listed:
            row.state = MessageState.CANCELLED
        _write(session, campaign, row, listed)
    session.flush()


def _add(session: Session, listing: Listing, member: Staff, number: int) -> None:
    """Write the task onto the newest list that still waits, or onto a new one.

    Two calls that come at one moment are written onto one list: whoever is second waits.
    """
    while True:
        key = f"{_begins(listing, member)}{number}"
        _begin(session, listing, member, key)
        query = select(Outgoing).where(Outgoing.unique_key == key)
        held = query.with_for_update(key_share=True).execution_options(populate_existing=True)
        row = session.exec(held).one()
        if row.state is MessageState.QUEUED and row.attempts == 0:
            _write(session, listing.campaign, row, [*row.fields[TASKS], listing.task.id])
            session.flush()
            return
        number += 1


def _begin(session: Session, listing: Listing, member: Staff, key: str) -> None:
    """Make an empty list, unless it is there."""
    at = listing.now if listing.kind is ListKind.CALL else _next_morning(session, listing)
    row = Outgoing(
        unique_key=key,
        staff_id=member.id,
        estate_id=member.estate_id,
        purpose=Purpose.STAFF,
        text="",
        fields={TASKS: [], KIND: listing.kind.value},
        state=MessageState.QUEUED,
        not_before=at,
        not_after=at + timedelta(hours=listing.policy.postman.not_after_hours.staff),
        created_at=listing.now,
    )
    insert, _ = insert_into(session, "outgoing")
    statement = insert.values(**row.model_dump(exclude={"id"}))
    session.execute(statement.on_conflict_do_nothing(index_elements=["unique_key"]))
    keep_day(session, listing.now, Keeping.MESSAGE)


def _next_morning(session: Session, listing: Listing) -> datetime:
    """When the staff's quiet hours end next."""
    zone, ends = zone_of(session), listing.policy.quiet_hours.staff.ends
    today = listing.now.astimezone(zone).date()
    this_morning = instant(today, ends, zone)
    if this_morning > listing.now:
        return this_morning
    return instant(today + timedelta(days=1), ends, zone)


def _write(session: Session, campaign: Campaign, row: Outgoing, listed: list[int]) -> None:
    row.fields = {**row.fields, TASKS: listed}
    row.text = in_words(session, _in_words(session, campaign, row), STAFF_LANGUAGE)
    session.add(row)


def _in_words(session: Session, campaign: Campaign, row: Outgoing) -> Say:
    listed: list[int] = row.fields[TASKS]
    query = (
        select(Task, Home.code)
        .join(Invitation, col(Invitation.id) == col(Task.invitation_id))
        .join(Home, col(Home.id) == col(Invitation.home_id))
        .where(col(Task.id).in_(listed[:LINES_SHOWN]))
        .order_by(col(Task.id))
    )
    lines = tuple(
        say("survey.list_line", task=task.id, home=plain(home), due=task.due_at)
        for task, home in session.exec(query)
    )
    left = len(listed) - len(lines)
    more = (say("survey.list_more", count=left),) if left > 0 else ()
    head = say(
        f"survey.list_{row.fields[KIND]}",
        count=len(listed),
        title=plain(campaign.title),
        number=campaign.number,
    )
    return say("lines", lines=(head, *lines, *more, say("survey.list_how")))


def _lists(listing: Listing, member: Staff) -> SelectOfScalar[Outgoing]:
    """What a member was ever told of in a kind of list."""
    begins = _begins(listing, member)
    return select(Outgoing).where(
        Outgoing.staff_id == member.id,
        col(Outgoing.unique_key).startswith(begins, autoescape=True),
    )


def _begins(listing: Listing, member: Staff) -> str:
    return f"{_about(listing.campaign)}{listing.kind.value} {member.userid} "


def _about(campaign: Campaign) -> str:
    return f"campaign {campaign.id} calls "
