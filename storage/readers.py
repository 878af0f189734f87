"""The readers of messages: what must be known just before sending, read for many at once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import BindParameter, bindparam
from sqlmodel import Session, col, select

from storage.cases import Case
from storage.consents import ABROAD, EVERYTHING, standing
from storage.database import zone_of
from storage.followers import Follower
from storage.invitations import Invitation
from storage.keys import Keyring, keyring
from storage.moving import homes_left
from storage.outgoing import Attempt, Outgoing
from storage.prepared import Prepared, prepared
from storage.residents import Identity, Resident, closed_numbers, identities_of
from storage.staff import Staff
from storage.subscriptions import SubscriptionConsent, consents_given

Row = TypeVar("Row")


@dataclass(frozen=True)
class Readers:
    """Whom some messages go to, as the rows stand at this moment.

    `identities` are a resident's addresses, the one heard last first. `closed` are what those
    phone numbers are found by from which somebody wrote STOP. `former` are the messages about a
    home that their reader has left (R66), `taken` the rungs that an earlier message went by.
    """

    keys: Keyring
    residents: Mapping[int, Resident]
    identities: Mapping[int, Sequence[Identity]]
    staff: Mapping[int, Staff]
    invitations: Mapping[int, Invitation]
    granted: Mapping[tuple[int, str], bool]
    subscriptions: Sequence[SubscriptionConsent]
    closed: frozenset[str]
    former: frozenset[int]
    taken: Mapping[int, frozenset[str]]

    def has_left(self, resident_id: int) -> bool:
        """Whether the person wants nothing at all unasked."""
        return not self.granted.get((resident_id, EVERYTHING), True)

    def forbids_abroad(self, resident_id: int) -> bool:
        """Whether the person wants no provider abroad to see their number."""
        return not self.granted.get((resident_id, ABROAD), True)

    def consented(self, resident_id: int, purpose: str) -> bool:
        """Whether the person has agreed to a purpose; silence is no consent."""
        return self.granted.get((resident_id, purpose), False)

    def is_closed(self, phone: str) -> bool:
        """Whether somebody wrote STOP from a number: that stops it for the whole household."""
        return any(index in self.closed for index in self.keys.indexes(phone))


def readers_of(session: Session, messages: Sequence[Outgoing], now: datetime) -> Readers:
    """Whom these messages go to, and all by which their ways are chosen."""
    keys = keyring(session)
    asked = _known(one.resident_id for one in messages)
    residents = {one.id: one for one in _all(session, _RESIDENTS, asked)}
    own = identities_of(session, asked)
    sealed = [one.phone_sealed for one in residents.values()]
    numbers = {keys.open(one) for one in (*sealed, *(one.address_sealed for one in messages))}
    invited = _all(session, _INVITATIONS, _known(one.invitation_id for one in messages))
    invitations = {one.id: one for one in invited}
    members = _all(session, _STAFF, _known(one.staff_id for one in messages))
    return Readers(
        keys=keys,
        residents=residents,
        identities=own,
        staff={one.id: one for one in members},
        invitations=invitations,
        granted=standing(session, asked),
        subscriptions=consents_given(session, [one.id for some in own.values() for one in some]),
        closed=closed_numbers(session, numbers - {""}),
        former=_former(session, messages, invitations, now),
        taken=_taken(session, _known(one.reminds_id for one in messages)),
    )


_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_RESIDENTS = prepared(select(Resident).where(col(Resident.id).in_(_IDS)))
_INVITATIONS = prepared(select(Invitation).where(col(Invitation.id).in_(_IDS)))
_STAFF = prepared(select(Staff).where(col(Staff.id).in_(_IDS)))


def _all(session: Session, query: Prepared[Row], ids: Collection[int]) -> Sequence[Row]:
    return query.all(session, ids=list(ids)) if ids else []


def _known(ids: Iterable[int | None]) -> list[int]:
    return sorted({one for one in ids if one is not None})


def _former(
    session: Session,
    messages: Sequence[Outgoing],
    invitations: Mapping[int, Invitation],
    now: datetime,
) -> frozenset[int]:
    """Whoever has moved out hears no more of the home; staff see to what is left."""
    told_from = _homes_told_from(session, messages)
    for message in messages:
        if message.invitation_id is not None:
            told_from[message.id] = invitations[message.invitation_id].home_id
    readers = {one.id: one.resident_id for one in messages if told_from.get(one.id) is not None}
    today = now.astimezone(zone_of(session)).date()
    left = homes_left(session, _known(readers.values()), today)
    return frozenset(one for one, reader in readers.items() if (reader, told_from[one]) in left)


_CASES = prepared(select(Case.id, Case.reporter_id, Case.home_id).where(col(Case.id).in_(_IDS)))
_FOLLOWERS = prepared(
    select(Follower.case_id, Follower.resident_id, Follower.home_id)
    .where(col(Follower.case_id).in_(_IDS))
    .order_by(col(Follower.id).desc())
)


def _homes_told_from(session: Session, messages: Iterable[Outgoing]) -> dict[int, int | None]:
    """The home that somebody told of: the reporter's is the case's, who joined has their own."""
    to_residents = (one for one in messages if one.resident_id is not None)
    about = {one.id: (one.case_id, one.resident_id) for one in to_residents}
    cases = {
        case_id: (reporter_id, home_id)
        for case_id, reporter_id, home_id in _all(
            session, _CASES, _known(case_id for case_id, _ in about.values())
        )
    }
    found = {one: cases[case_id] for one, (case_id, _) in about.items() if case_id is not None}
    others = [about[one][0] for one, (reporter, _) in found.items() if about[one][1] != reporter]
    joined = {
        (case_id, resident_id): home_id
        for case_id, resident_id, home_id in _all(session, _FOLLOWERS, _known(others))
    }
    return {
        one: home_id if about[one][1] == reporter else joined.get(about[one], home_id)
        for one, (reporter, home_id) in found.items()
    }


_BEFORE = prepared(
    select(Attempt.outgoing_id, Attempt.channel)
    .where(col(Attempt.outgoing_id).in_(_IDS))
    .distinct()
)


def _taken(session: Session, ids: Collection[int]) -> dict[int, frozenset[str]]:
    rungs: dict[int, set[str]] = {}
    for message_id, channel in _all(session, _BEFORE, ids):
        rungs.setdefault(message_id, set()).add(channel)
    return {one: frozenset(channels) for one, channels in rungs.items()}
