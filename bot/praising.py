"""Praise is written down at once; whom it is for is asked where the words do not say it (R24)."""

import re

from bot.desk import Desk
from bot.person import Person
from bot.reporting import add_to_case, register_told
from flows.engine.ask import Reply
from flows.talks.praised import PraisedSeed
from flows.talks.results import HumanWanted, Praised, Talk
from flows.understanding.words import normalised
from flows.wording.say import plain, say
from storage.cases import Case, find_case, lock_case
from storage.praise import credit
from storage.staff import Staff, chain, staff_name
from storage.staff_named import staff_named

BY_NAME = "huiyin"
UNKNOWN = re.compile(r"不知道|不清楚|不认识|不记得|忘了|唔知|don'?t know|not sure")


def take_praise(desk: Desk, wanted: HumanWanted) -> None:
    """Register praise, count it for whom it names, and ask for a name where there is none."""
    case = register_told(desk, wanted)
    if case is None:
        return
    praised = staff_named(desk.person.session, case.estate_id, wanted.text)
    if praised:
        _pass_on(desk, case, praised)
        return
    desk.say(say("hand_over.praise", number=case.number))
    desk.begin_with(Talk.PRAISED, PraisedSeed(case.number))


def hear_whom(desk: Desk, told: Praised) -> None:
    """Count praise for the one it names; a name that nobody bears goes to staff to find out."""
    found = find_case(desk.person.session, told.number)
    if found is None:
        return
    if told.whom is None or UNKNOWN.search(normalised(told.whom)):
        desk.say(say("praise.noted", number=told.number))
        return
    case = lock_case(desk.person.session, found.id)
    praised = staff_named(desk.person.session, case.estate_id, told.whom)
    if praised:
        _pass_on(desk, case, praised)
    else:
        word = Reply(desk.person.now, told.whom)
        add_to_case(desk, case.number, word, say("praise.noted", number=case.number))


def colleagues_for(person: Person) -> tuple[tuple[str, str, str], ...]:
    """The members whom the person may name: userid, name and role."""
    meant = person.estates_meant(None, None)
    members = chain(person.session, meant[0].id) if len(meant) == 1 else []
    return tuple((one.userid, staff_name(person.session, one), one.role.value) for one in members)


def _pass_on(desk: Desk, case: Case, praised: list[Staff]) -> None:
    session = desk.person.session
    credit(session, case, praised, by=BY_NAME, now=desk.person.now)
    names = plain("、".join(staff_name(session, member) for member in praised))
    desk.say(say("praise.passed_on", number=case.number, names=names))
