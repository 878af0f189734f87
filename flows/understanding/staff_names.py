"""Which members of staff a text names: by name, or by surname and title (王师傅, 周主管)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from flows.rules.vocabulary import CaseClass, CaseKind, Role
from flows.understanding.case_reading import class_of
from flows.understanding.words import normalised

TITLES = {
    Role.ASSISTANT: "客服 管家 助理",
    Role.LEAD: "主管",
    Role.MANAGER: "经理",
    Role.GENERAL_MANAGER: "总 总经理",
    Role.TECHNICIAN: "师傅 工 师父",
    Role.AUDITOR: "",
}
OFFICES = {
    Role.ASSISTANT: r"客服|前台|管家|物业助理|\breceptionist\b|\bfront desk\b",
    Role.LEAD: r"主管|\bsupervisor\b",
    Role.MANAGER: r"(?<!总)经理|\bmanager\b",
    Role.GENERAL_MANAGER: r"总经理|老总|\bgeneral manager\b",
    Role.TECHNICIAN: r"师傅|维修工|水电工|技工|\btechnician\b|\bplumber\b|\belectrician\b",
}
ANY_SURNAME = ("小", "老")
_AGAINST = re.compile(r"投诉|举报|complain|report")
_COMPLAINS = re.compile(r"(?<!不)(?<!不是)(?:投诉|举报)|\bcomplain")


@dataclass(frozen=True)
class Colleague:
    """A member of staff as a resident may speak of them."""

    userid: str
    name: str
    role: Role


def named_in(text: str, staff: Iterable[Colleague]) -> tuple[str, ...]:
    """The userids of those whom a text names, in the order of the staff.

    A surname with a title counts where one member alone bears both.
    """
    said, known = normalised(text), list(staff)
    by_name = [one.userid for one in known if _has_word(said, normalised(one.name))]
    called = [one for one in known if any(title in said for title in _titles(one))]
    alone = [one for one in called if sum(_titles(one) == _titles(each) for each in called) == 1]
    wanted = {*by_name, *(one.userid for one in alone)}
    return tuple(one.userid for one in known if one.userid in wanted)


def in_office(text: str, staff: Iterable[Colleague]) -> tuple[str, ...]:
    """The userids of those whose office a text names: 你们经理, 前台."""
    said = normalised(text)
    offices = {role for role, pattern in OFFICES.items() if re.search(pattern, said)}
    if Role.GENERAL_MANAGER in offices:
        offices.discard(Role.MANAGER)
    return tuple(one.userid for one in staff if one.role in offices)


def is_against_somebody(text: str) -> bool:
    """Whether a complaint is against somebody: it says so, or it is about service."""
    says_so = _AGAINST.search(normalised(text)) is not None
    return says_so or class_of(text, CaseKind.COMPLAINT) is CaseClass.SERVICE


def complains(text: str) -> bool:
    """Whether a text calls itself a complaint, whatever else it answers."""
    return _COMPLAINS.search(normalised(text)) is not None


def complained_of(text: str, staff: Iterable[Colleague]) -> str | None:
    """The userid of the one member whom a complaint names; None for nobody or several (R70)."""
    named = named_in(text, staff) if is_against_somebody(text) else ()
    return named[0] if len(named) == 1 else None


def _has_word(said: str, name: str) -> bool:
    if not name:
        return False
    if name.isascii():
        return re.search(rf"\b{re.escape(name)}\b", said) is not None
    return len(name) > 1 and name in said


def _titles(one: Colleague) -> tuple[str, ...]:
    surname = normalised(one.name)[:1]
    if not surname or surname.isascii() or surname in ANY_SURNAME:
        return ()
    return tuple(surname + title for title in TITLES[one.role].split())
