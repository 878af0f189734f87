"""One member of staff: who they are, to whom they report, and their way into the desk.

Who makes staff, makes who may do what: that is for the general manager of the company office.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256

from sqlmodel import Session

from bot.api.texts import masked, read_identifier
from bot.console.accounts_given import give, take_away
from bot.console.asked import Answer, Asked, Go, Missing, Page, Route
from bot.console.passwords import hashed_now, printed_password
from bot.console.service import CONFLICT, VIA
from bot.directory_import import take_over_member
from bot.directory_lines import FileRefused, Problem
from bot.directory_reasons import reason_in
from flows.rules.vocabulary import RUNGS, Role
from storage.audit import READ, audit
from storage.case_leaving import hand_on_cases
from storage.console_accounts import account_of
from storage.console_sessions import end_sessions
from storage.directory_changes import watching
from storage.estates import Estate, estates
from storage.staff import (
    Staff,
    in_chain,
    read_staff_anew,
    staff_name,
    staff_of_company,
    staff_phone,
)

REASON_LONGEST = 500
FIELDS_TYPED = ("name", "role", "department", "estate", "reports_to")
GIVEN, SHUT = "give", "shut"


@dataclass(frozen=True)
class Again:
    """Why something was not done, what had been typed, and what is shown this once."""

    fault: str = ""
    problems: tuple[Problem, ...] = ()
    typed: Mapping[str, str] | None = None
    phone: str = ""
    password: str = ""


def may_make_staff(member: Staff) -> bool:
    """Whether a member decides who works here: the general manager of the company office."""
    return member.estate_id is None and member.role is Role.GENERAL_MANAGER


def show_member(session: Session, asked: Asked, _now: datetime) -> Page:
    """One member."""
    return _page(session, asked, _member(session, asked), Again())


def show_new(session: Session, asked: Asked, _now: datetime) -> Page:
    """An empty form."""
    _check_office(asked)
    return _page(session, asked, None, Again())


def show_phone(session: Session, asked: Asked, now: datetime) -> Page:
    """The whole number, for whoever says why; the audit log keeps it (R66)."""
    member = _member(session, asked)
    why = asked.field("why")
    if not why or len(why) > REASON_LONGEST:
        return _page(session, asked, member, Again(_why_needed(asked)))
    _note(session, asked, READ, member, now, why=why, what="phone")
    return _page(session, asked, member, Again(phone=staff_phone(session, member)))


def take_new(session: Session, asked: Asked, now: datetime) -> Answer:
    """A new member, unless somebody has the userid already."""
    _check_office(asked)
    userid = asked.field("userid").lower()
    if any(one.userid == userid for one in staff_of_company(session)):
        return _page(session, asked, None, Again(asked.words("staff.known"), typed=_typed(asked)))
    return _enter(session, asked, None, now)


def take(session: Session, asked: Asked, now: datetime) -> Answer:
    """A change, unless somebody else has changed the same member meanwhile."""
    _check_office(asked)
    member = _member(session, asked)
    if asked.field("seal") != _seal(session, member):
        return _page(session, asked, member, Again(asked.words("staff.changed_meanwhile")))
    is_own_role = member.id == asked.member.id and _place(member) != _place_typed(session, asked)
    if is_own_role:
        return _page(session, asked, member, Again(asked.words("staff.not_oneself")))
    return _enter(session, asked, member, now)


def take_account(session: Session, asked: Asked, now: datetime) -> Answer:
    """Let a member into the desk, under a password that is shown this once, or shut it for them."""
    _check_office(asked)
    member = _member(session, asked)
    if not member.active or member.id == asked.member.id:
        return _page(session, asked, member, Again(asked.words("staff.not_oneself")))
    by = asked.member.userid
    if asked.field("account") == GIVEN:
        password = printed_password()
        give(session, member, hashed_now(password), now, by=by, via=VIA)
        return _page(session, asked, member, Again(password=password))
    take_away(session, member, now, by=by, via=VIA)
    return _go(member)


def dismiss(session: Session, asked: Asked, now: datetime) -> Answer:
    """A member works here no more: nothing is sent to them, and they are out of the desk at once.

    What they had in hand goes to whoever stands above them.
    """
    _check_office(asked)
    member = _member(session, asked)
    why = asked.field("why")
    if member.id == asked.member.id:
        return _page(session, asked, member, Again(asked.words("staff.not_oneself")))
    if not why or len(why) > REASON_LONGEST:
        return _page(session, asked, member, Again(_why_needed(asked)))
    take_away(session, member, now, by=asked.member.userid, via=VIA)
    member.active = False
    session.add(member)
    session.flush()
    read_staff_anew(session)
    handed_on = hand_on_cases(session, member, by=asked.member.userid, now=now)
    _note(session, asked, "staff dismissed", member, now, why=why, handed_on=handed_on)
    return _go(member)


ROUTES = (
    Route("staff.new", "GET", "/estate/staff/new", show_new),
    Route("staff.take_new", "POST", "/estate/staff/new", take_new),
    Route("staff.member", "GET", "/estate/staff/{id:[0-9]+}", show_member, reads="staff"),
    Route("staff.take", "POST", "/estate/staff/{id:[0-9]+}", take),
    Route("staff.phone", "POST", "/estate/staff/{id:[0-9]+}/phone", show_phone),
    Route("staff.account", "POST", "/estate/staff/{id:[0-9]+}/account", take_account),
    Route("staff.dismiss", "POST", "/estate/staff/{id:[0-9]+}/dismiss", dismiss),
)


def _check_office(asked: Asked) -> None:
    if not may_make_staff(asked.member):
        raise Missing


def _member(session: Session, asked: Asked) -> Staff:
    """The member of the address. Raises Missing for none, and for one of a foreign estate."""
    staff_id = read_identifier(asked.path["id"])
    found = None if staff_id is None else session.get(Staff, staff_id)
    own = asked.member.estate_id
    if found is None or not (own is None or in_chain(found, own)):
        raise Missing
    return found


def _enter(session: Session, asked: Asked, member: Staff | None, now: datetime) -> Answer:
    cells = _cells(session, asked, member)
    try:
        with session.begin_nested(), watching(session) as watch:
            take_over_member(session, cells, now)
            changes = watch.changes()
    except FileRefused as refusal:
        again = Again(asked.words("staff.wrong"), refusal.problems, _typed(asked))
        return _page(session, asked, member, again)
    fields = [told.field for one in changes if one.table == "staff" for told in one.told]
    written = next(one for one in staff_of_company(session) if one.userid == cells["userid"])
    account = account_of(session, written.id)
    if account is not None and {"role", "estate"} & set(fields):
        end_sessions(session, account.id)
    if fields:
        _note(session, asked, "staff", written, now, fields=fields)
    return _go(written)


def _cells(session: Session, asked: Asked, member: Staff | None) -> dict[str, str]:
    """What was typed, as a row of staff.csv; an empty number keeps the one that is there."""
    cells = {name: " ".join(text.split()) for name, text in _typed(asked).items()}
    cells["userid"] = asked.field("userid").lower() if member is None else member.userid
    cells["phone"] = asked.field("phone").replace(" ", "")
    if member is not None and not cells["phone"] and not asked.field("no_phone"):
        cells["phone"] = staff_phone(session, member)
    known = {str(one.id): one.name for one in estates(session)}
    cells["estate"] = known.get(cells["estate"], "")
    return cells


def _typed(asked: Asked) -> dict[str, str]:
    return {name: asked.field(name) for name in FIELDS_TYPED}


def _place(member: Staff) -> tuple[str, str]:
    """What decides what a member may do: their role and estate, as the form has them."""
    return member.role.value, str(member.estate_id or "")


def _place_typed(session: Session, asked: Asked) -> tuple[str, str]:
    known = {str(one.id) for one in estates(session)}
    estate = asked.field("estate")
    return asked.field("role"), estate if estate in known else ""


def _written(session: Session, member: Staff) -> dict[str, str]:
    """A member as the form has them."""
    role, estate = _place(member)
    return {
        "name": staff_name(session, member),
        "role": role,
        "department": member.department,
        "estate": estate,
        "reports_to": member.reports_to or "",
    }


def _seal(session: Session, member: Staff) -> str:
    told = (_written(session, member), staff_phone(session, member), member.active)
    return sha256(repr(told).encode()).hexdigest()


def _page(session: Session, asked: Asked, member: Staff | None, again: Again) -> Page:
    may_change = may_make_staff(asked.member)
    account = None if member is None else account_of(session, member.id)
    own = None if member is None or member.estate_id is None else member.estate_id
    empty = dict.fromkeys(FIELDS_TYPED, "") | {"role": Role.ASSISTANT.value}
    values = {
        "member": member,
        "name": "" if member is None else staff_name(session, member),
        "estate": None if own is None else session.get_one(Estate, own),
        "shown": again.typed or (empty if member is None else _written(session, member)),
        "userid": asked.field("userid") if member is None else member.userid,
        "masked": None if member is None else masked(staff_phone(session, member)),
        "again": again,
        "reason": partial(reason_in, asked.words),
        "seal": "" if member is None else _seal(session, member),
        "may_change": may_change,
        "may_see_phone": asked.member.role in RUNGS,
        "is_oneself": member is not None and member.id == asked.member.id,
        "has_account": account is not None and account.disabled_at is None,
        "roles": list(Role),
        "estates": estates(session) if may_change else [],
        "above": _may_be_above(session, member) if may_change else [],
        "longest": REASON_LONGEST,
    }
    return Page("staff_member.html", values, CONFLICT if again.fault else 200)


def _may_be_above(session: Session, member: Staff | None) -> list[Staff]:
    everybody = staff_of_company(session)
    return [one for one in everybody if member is None or one.id != member.id]


def _why_needed(asked: Asked) -> str:
    return asked.words("estate.why_needed", longest=REASON_LONGEST)


def _go(member: Staff) -> Go:
    return Go(f"/console/estate/staff/{member.id}", "said.staff", member.userid)


def _note(
    session: Session,
    asked: Asked,
    action: str,
    member: Staff,
    now: datetime,
    *,
    why: str = "",
    **details: object,
) -> None:
    subject = f"staff {member.userid}"
    by = asked.member.userid
    audit(session, action, subject, by=by, via=VIA, now=now, why=why, **details)
