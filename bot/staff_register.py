"""登记: staff register in chat what reached them by phone, visit, letter, talk or inspection."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.api.texts import read_phone
from bot.staff_case_words import reporter_shown
from bot.staff_lines import ChatVerb
from bot.staff_which import ask_whether_same
from flows.engine.ask import ABSTAINED
from flows.rules.vocabulary import DeadlineKind
from flows.talks.results import Registered
from flows.talks.staff_register import guessed_kind
from flows.understanding.registrations import MARKS, RegistrationLine
from flows.wording.say import Say, say
from storage.callers import Caller
from storage.cases import Case
from storage.database import zone_of
from storage.deadlines import live
from storage.estates import Estate, Home, estates, homes_written, policy_in_force
from storage.incidents import similar_to
from storage.registration import Registration, register_report
from storage.residents import Resident, name_of, residents_of
from storage.residents_meant import is_called
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
    echoed = _echo(session, case)
    similar = similar_to(session, case, policy_in_force(session, case.estate_id, now), now)
    if not similar:
        return echoed
    asked = ask_whether_same(session, member, ChatVerb.JOIN.value, case, similar, now)
    return say("lines", lines=(echoed, asked))


def with_name_of_home(
    session: Session, member: Staff, line: RegistrationLine, now: datetime
) -> RegistrationLine:
    """The line with whoever of its home a word of it names, which is then no part of the text."""
    found = None if line.home is None or line.name else _where(session, member, line.home)
    if found is None or found[1] is None:
        return line
    today = now.astimezone(zone_of(session)).date()
    names = [name_of(session, one) for one in residents_of(session, found[1].id, today)]
    words = line.details.split()
    for word in words:
        called = [name for name in names if is_called(name, word.strip(MARKS))]
        if len(called) == 1:
            rest = " ".join(one for one in words if one is not word)
            return replace(line, name=called[0], details=rest)
    return line


def _echo(session: Session, case: Case) -> Say:
    """What was understood, for whoever typed it to see (R25)."""
    first, *later = live(session, case.id, *DeadlineKind)
    reporter = reporter_shown(session, case.reporter_id)
    if (
        case.reporter_id is not None
        and not session.get_one(Resident, case.reporter_id).in_directory
    ):
        reporter = say("register.stranger", reporter=reporter)
    done = say(
        "register.for_manager" if case.in_person else "register.done",
        number=case.number,
        kind=say(f"CaseKind.{case.kind.value}"),
        urgency=say(f"Urgency.{case.urgency.value}"),
        place=case.place or "—",
        reporter=reporter,
        due=first.due_at,
    )
    measures = [one for one in later if one.kind is DeadlineKind.SPECIAL_MEASURES]
    if case.repeat_of_id is None or not measures:
        return done
    earlier = session.get_one(Case, case.repeat_of_id)
    repeat = say("register.repeat", earlier=earlier.number, due=measures[0].due_at)
    return say("lines", lines=(done, repeat))


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
