"""How the desk marks whoever is on leave, beside their name."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from bot.console.words import Words
from storage.database import zone_of
from storage.leave import away
from storage.staff import Staff, staff_name


def marked_names(
    session: Session, members: Sequence[Staff], words: Words, now: datetime
) -> dict[str, str]:
    """By userid the name of each, and until when they are on leave if they are."""
    gone, zone = away(session, now), zone_of(session)

    def name(member: Staff) -> str:
        until = gone.get(member.id)
        said = f"{staff_name(session, member)}（{member.userid}）"
        if until is None:
            return said
        return f"{said} · {words('estate.away', until=f'{until.astimezone(zone):%m-%d %H:%M}')}"

    return {member.userid: name(member) for member in members}
