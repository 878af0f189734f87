"""Who takes a file out of the desk, and when: the mark that every page of it carries (S11)."""

from datetime import datetime

from sqlmodel import Session

from bot.console.asked import Asked
from flows.wording.catalogue import render
from flows.wording.say import say
from storage.database import zone_of
from storage.staff import staff_name


def mark_of(session: Session, asked: Asked, now: datetime) -> str:
    """The mark, in the language of whoever takes the file out."""
    zone, member = zone_of(session), asked.member
    who = f"{staff_name(session, member)} ({member.userid})"
    at = now.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    return render(say("print.taken_out", who=who, at=at), asked.language, zone)
