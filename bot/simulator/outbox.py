"""What went out, as the simulator's page shows it."""

from typing import Any

from sqlmodel import Session, col, select

from bot.delivery.cards import face_of
from storage.cases import Case
from storage.database import Database, zone_of
from storage.keys import keyring
from storage.outgoing import Outgoing
from storage.residents import Identity, Resident, address_of, identities, name_of
from storage.staff import Staff, staff_name
from storage.staff_cards import card_of_push
from storage.survey_links import with_link

MESSAGES_SHOWN = 500


def outbox(database: Database, to: str) -> list[dict[str, Any]]:
    """The newest messages, oldest first; `to` is a resident's address or a staff userid."""
    with database.reading() as session:
        query = select(Outgoing).order_by(col(Outgoing.id).desc()).limit(MESSAGES_SHOWN)
        if to:
            query = query.where(_reader(session, to))
        return [_item(session, message) for message in reversed(list(session.exec(query)))]


def _reader(session: Session, to: str) -> Any:  # noqa: ANN401 - a clause of SQLAlchemy
    member = session.exec(select(Staff.id).where(Staff.userid == to.lower())).first()
    if member is not None:
        return Outgoing.staff_id == member
    indexes = keyring(session).indexes(to)
    known = select(Identity.resident_id).where(col(Identity.address_index).in_(indexes))
    in_directory = select(Resident.id).where(col(Resident.phone_index).in_(indexes))
    return col(Outgoing.resident_id).in_(known) | col(Outgoing.resident_id).in_(in_directory)


def _item(session: Session, message: Outgoing) -> dict[str, Any]:
    zone = zone_of(session)
    case = session.get(Case, message.case_id) if message.case_id is not None else None
    sent = message.sent_at
    return {
        "id": message.id,
        "to": _to(session, message),
        "address": _address(session, message),
        "channel": message.channel,
        "purpose": message.purpose,
        "text": with_link(session, message).text,
        "options": [option["label"] for option in message.options],
        "card": _card(session, message),
        "state": message.state,
        "about": None if case is None else case.number,
        "created_at": message.created_at.astimezone(zone).isoformat(timespec="seconds"),
        "sent_at": None if sent is None else sent.astimezone(zone).isoformat(timespec="seconds"),
    }


def _card(session: Session, message: Outgoing) -> dict[str, Any] | None:
    """The card that a push came as: its buttons, or who has the case instead."""
    dealt = card_of_push(session, message.id) if message.pressable else None
    if dealt is None:
        return None
    face = face_of(session, dealt)
    buttons = [{"key": button.token, "label": button.label} for button in face.buttons]
    return {"name": face.name, "note": face.note, "buttons": buttons}


def _to(session: Session, message: Outgoing) -> dict[str, Any]:
    if message.staff_id is not None:
        member = session.get_one(Staff, message.staff_id)
        return {"kind": "staff", "id": member.userid, "name": staff_name(session, member)}
    if message.resident_id is not None:
        resident = session.get_one(Resident, message.resident_id)
        return {"kind": "resident", "id": resident.id, "name": name_of(session, resident)}
    return {"kind": "room", "id": message.room, "name": message.room}


def _address(session: Session, message: Outgoing) -> str:
    if message.address_sealed is not None:
        return keyring(session).open(message.address_sealed)
    if message.identity_id is not None:
        return address_of(session, session.get_one(Identity, message.identity_id))
    if message.resident_id is not None:
        known = identities(session, message.resident_id)
        return address_of(session, known[0]) if known else ""
    return ""
