"""我的事项, 未接, 查看 and 更多 in the staff's chat: what there is to do, and how a case stands."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.staff_case_words import in_a_row, in_short, most_urgent_first
from bot.staff_cases import case_numbered
from bot.staff_which import Which, ask_which
from flows.understanding.staff_lists import ListLine, ListVerb, read_list_line
from flows.wording.say import Say, say
from storage.audit import CHAT, READ, audit
from storage.case_lists import cases_handled, unaccepted_cases
from storage.inbound import lines_before
from storage.staff import Staff

CASES_A_PAGE = 8
"""What fits into one message of WeCom, 2048 bytes long."""
LINES_LOOKED_BACK = 30
"""So many times 更多 can be said."""


@dataclass(frozen=True)
class Reader:
    """Who looks, with which message, and when."""

    member: Staff
    inbound_id: int
    now: datetime


def take_list_line(session: Session, reader: Reader, line: ListLine) -> Say:
    """Show what a line asks for. That a member has read it stands in the audit log (S18)."""
    match line.verb:
        case ListVerb.VIEW:
            return _view(session, reader, line.number)
        case ListVerb.MORE:
            return _more(session, reader)
        case _:
            return _page(session, reader, line.verb, 1)


def _view(session: Session, reader: Reader, number: str) -> Say:
    if not number:
        return say("list.view_how")
    case = case_numbered(session, reader.member, number)
    if isinstance(case, Which):
        return ask_which(session, reader.member, case, ListVerb.VIEW.value, "", reader.now)
    if isinstance(case, Say):
        return case
    if case.not_for_id == reader.member.id:
        return say("chat.unknown_case", number=number)
    by = reader.member.userid
    audit(session, READ, f"case {case.number}", by=by, via=CHAT, now=reader.now)
    return in_short(session, case, reader.now)


def _more(session: Session, reader: Reader) -> Say:
    """The next page of the list that the member saw last."""
    page = 2
    for text in lines_before(session, reader.member.id, reader.inbound_id, LINES_LOOKED_BACK):
        line = read_list_line(text)
        if line is None or line.verb is ListVerb.VIEW:
            break
        if line.verb is not ListVerb.MORE:
            return _page(session, reader, line.verb, page)
        page += 1
    return say("list.more_of_what")


def _page(session: Session, reader: Reader, verb: ListVerb, page: int) -> Say:
    is_mine = verb is ListVerb.MINE
    listed = (cases_handled if is_mine else unaccepted_cases)(session, reader.member)
    found = most_urgent_first(session, listed)
    if not found:
        return say("list.mine_none") if is_mine else say("list.unaccepted_none")
    shown = found[(page - 1) * CASES_A_PAGE : page * CASES_A_PAGE]
    if not shown:
        return say("list.no_more")
    by = reader.member.userid
    audit(session, READ, "cases", by=by, via=CHAT, now=reader.now, list=verb.name, page=page)
    count, left = len(found), len(found) - page * CASES_A_PAGE
    head = say("list.mine", count=count) if is_mine else say("list.unaccepted", count=count)
    rows = tuple(in_a_row(case, deadline, reader.now) for case, deadline in shown)
    end = say("list.more", left=left) if left > 0 else say("list.end")
    return say("lines", lines=(head, *rows, end))
