"""表扬榜: who of the staff was praised this month, for all of them to see (R24)."""

from datetime import datetime

from sqlmodel import Session

from flows.wording.say import Say, plain, say
from storage.database import zone_of
from storage.praise import tally
from storage.staff import Staff, chain, staff_name, staff_of_company

LISTED = 20


def praise_list(session: Session, member: Staff, now: datetime) -> Say:
    """The tally of this month: of the member's estate, or of all for the company office."""
    local = now.astimezone(zone_of(session))
    begins = local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    counts = tally(session, since=begins)
    if member.estate_id is None:
        colleagues = staff_of_company(session)
    else:
        colleagues = chain(session, member.estate_id)
    praised = [one for one in colleagues if one.id in counts]
    praised.sort(key=lambda one: -counts[one.id])
    if not praised:
        return say("chat.no_praise", month=local.month)
    lines = tuple(
        plain(f"{place}. {staff_name(session, one)} {counts[one.id]}")
        for place, one in enumerate(praised[:LISTED], start=1)
    )
    return say("chat.praise_list", month=local.month, lines=lines)
