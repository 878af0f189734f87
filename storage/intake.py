"""The one register of everything that came in, by whatever way, with its original (R25)."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, col, select

from flows.rules.vocabulary import RegisteredSource, Source
from storage.cases import Case, Media
from storage.database import zone_of
from storage.estates import Home
from storage.inbound import Inbound
from storage.keys import keyring
from storage.residents import SMS, Identity, Resident, address_of, homes_of, name_of, phone_of
from storage.upload_links import UPLOAD


@dataclass(frozen=True)
class Writer:
    """Who it came from (R29): name, number in E.164, home; each empty where nobody knows it."""

    name: str = ""
    phone: str = ""
    home: str = ""


@dataclass(frozen=True)
class Entry:
    """One line: a message as its provider named it, a report that staff registered, or a file."""

    at: datetime
    channel: str
    original: str
    case: str | None
    text: str
    quarantined: bool
    writer: Writer


def intake(
    session: Session, since: datetime, until: datetime, *, with_words: bool = True
) -> list[Entry]:
    """Everything that came in from `since` on and before `until`, in order.

    Without words, the texts of messages stay sealed and their lines empty.
    """
    writers = _Writers(session)
    messages = (
        select(Inbound, Case.number)
        .outerjoin(Case, col(Case.id) == col(Inbound.case_id))
        .where(
            col(Inbound.received_at) >= since,
            col(Inbound.received_at) < until,
            col(Inbound.staff_id).is_(None),
        )
    )
    entries = [
        _entry(session, row, number, writers, with_words=with_words)
        for row, number in session.exec(messages)
    ]
    registered = _registered(session, since, until, writers)
    uploaded = _uploaded(session, since, until, writers)
    return sorted([*entries, *registered, *uploaded], key=lambda one: one.at)


def incoming_about(session: Session, case: Case) -> list[Entry]:
    """The messages that a case came by, in which it was told, and that were about it since."""
    writers = _Writers(session)
    query = select(Inbound).where(Inbound.case_id == case.id, col(Inbound.staff_id).is_(None))
    return [
        _entry(session, row, case.number, writers, with_words=True)
        for row in session.exec(query.order_by(col(Inbound.id)))
    ]


def _entry(
    session: Session, row: Inbound, number: str | None, writers: "_Writers", *, with_words: bool
) -> Entry:
    return Entry(
        row.received_at,
        row.channel,
        row.provider_key,
        number,
        keyring(session).open(row.text_sealed) if with_words else "",
        row.quarantined,
        writers.at_address(row.identity_id, row.received_at),
    )


def _registered(
    session: Session, since: datetime, until: datetime, writers: "_Writers"
) -> list[Entry]:
    """What reached staff by voice or on paper: its original is the case itself."""
    query = select(Case).where(
        col(Case.opened_at) >= since,
        col(Case.opened_at) < until,
        col(Case.source).in_([Source(one.value) for one in RegisteredSource]),
    )
    return [
        Entry(
            case.opened_at,
            case.source,
            case.number,
            case.number,
            case.text,
            quarantined=False,
            writer=writers.of_case(case),
        )
        for case in session.exec(query)
    ]


def _uploaded(
    session: Session, since: datetime, until: datetime, writers: "_Writers"
) -> list[Entry]:
    """What was added by a link (R30): its original is the file, named by its kind and digest."""
    query = (
        select(Media, Case)
        .join(Case, col(Case.id) == col(Media.case_id))
        .where(
            Media.channel == UPLOAD,
            col(Media.received_at) >= since,
            col(Media.received_at) < until,
        )
        .order_by(col(Media.id))
    )
    return [
        Entry(
            media.received_at,
            Source.WEB,
            f"{media.kind} {media.sha256 or ''}".rstrip(),
            case.number,
            "",
            quarantined=False,
            writer=writers.of_case(case),
        )
        for media, case in session.exec(query)
    ]


@dataclass
class _Writers:
    """Whom the directory knows behind addresses, each looked up once."""

    session: Session
    known: dict[int, Writer] = field(default_factory=dict)

    def at_address(self, identity_id: int | None, at: datetime) -> Writer:
        """Who writes from an address; the directory's name and home only once that is proven."""
        if identity_id is None:
            return Writer()
        if identity_id not in self.known:
            self.known[identity_id] = self._look_up(identity_id, at)
        return self.known[identity_id]

    def of_case(self, case: Case) -> Writer:
        """Who told staff of a case, and of which home."""
        home = None if case.home_id is None else self.session.get_one(Home, case.home_id)
        code = "" if home is None else home.code
        if case.reporter_id is None:
            return Writer(home=code)
        resident = self.session.get_one(Resident, case.reporter_id)
        return Writer(name_of(self.session, resident), phone_of(self.session, resident), code)

    def _look_up(self, identity_id: int, at: datetime) -> Writer:
        session = self.session
        identity = session.get_one(Identity, identity_id)
        resident = session.get_one(Resident, identity.resident_id)
        is_proven = identity.proven_at is not None
        phone = address_of(session, identity) if identity.channel == SMS else ""
        today = at.astimezone(zone_of(session)).date()
        homes = homes_of(session, resident.id, today) if is_proven else []
        is_known = is_proven or not resident.in_directory
        return Writer(
            name_of(session, resident) if is_known else "",
            phone or (phone_of(session, resident) if is_proven else ""),
            " ".join(home.code for home in homes),
        )
