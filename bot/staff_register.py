"""登记: staff register in chat what reached them by phone, visit, letter, talk or inspection."""

import re
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.api.texts import read_phone
from flows.engine.ask import ABSTAINED
from flows.talks.results import Registered
from flows.talks.staff_register import guessed_kind
from flows.understanding.registrations import RegistrationLine
from flows.wording.say import Say, say
from storage.callers import Caller
from storage.deadlines import deadlines_of
from storage.estates import Estate, Home, estates, homes_written
from storage.registration import Registration, register_report
from storage.staff import Staff, in_chain

_PHONE = re.compile(r"\+?\d[\d -]{6,18}\d")


def finish_registration(session: Session, member: Staff, told: Registered, now: datetime) -> Say:
    """Open the case, or say that the estate is not clear."""
    code = None if told.place is None else told.place.home
    found = _where(session, member, code)
    if found is None:
        return say("register.which_estate")
    estate, home = found
    typed = _PHONE.search(told.who)
    phone = "" if typed is None else read_phone(typed[0]) or ""
    name = told.who if typed is None else told.who.replace(typed[0], "")
    case = register_report(
        session,
        Registration(
            estate,
            home,
            told.source,
            told.kind,
            told.details,
            Caller(name.strip(" ,，;；"), phone),
            place="" if told.place is None else told.place.text,
        ),
        member,
        now,
    )
    due = deadlines_of(session, case.id)[0].due_at
    return say("register.done", number=case.number, due=due)


def known_answers(line: RegistrationLine) -> dict[str, Any]:
    """What the line has told already; a line that tells what happened is asked for no more."""
    known: dict[str, Any] = {}
    if line.source is not None:
        known["source"] = line.source.value
    if line.home is not None:
        known["place"] = {"text": line.home, "home": line.home}
    if line.name or line.phone:
        known["who"] = f"{line.name} {line.phone}".strip()
    if not line.details:
        return known
    kind = guessed_kind(line.details)
    if kind is not None:
        known["kind"] = kind.value
    return {"place": ABSTAINED, "who": ABSTAINED, **known, "details": line.details}


def _where(session: Session, member: Staff, code: str | None) -> tuple[Estate, Home | None] | None:
    """The estate of the home in the member's reach, else the member's own, else the only one."""
    mine = [one for one in estates(session) if in_chain(member, one.id)]
    homes = {home.estate_id: home for home in homes_written(session, code)} if code else {}
    there = [one for one in mine if one.id in homes]
    possible = there or mine
    if len(possible) != 1:
        return None
    return possible[0], homes.get(possible[0].id)
