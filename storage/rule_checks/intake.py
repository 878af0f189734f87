"""Whether everything that came in was taken up and passed on (R24-R31, R39, R44, R45, R64)."""

import json
from datetime import datetime, timedelta

from sqlmodel import col, select

from flows.reports.rule_findings import Line
from flows.rules.vocabulary import CaseKind, DeadlineKind, Role, Source, Urgency
from storage.cases import Case, CaseEvent, Media
from storage.deadlines import Deadline
from storage.inbound import Inbound
from storage.keys import keyring
from storage.outgoing import Outgoing
from storage.rule_checks.looking import DEFECTS, Lines, Look, is_human

AT_ONCE = timedelta(minutes=5)
A_TALK = timedelta(days=2)
"""A report that is begun and left is closed by then."""
FETCHED_WITHIN = timedelta(days=1)
WRITTEN = frozenset({Source.WECHAT, Source.SMS, Source.WEB})
LEADERS = frozenset({Role.LEAD, Role.MANAGER, Role.GENERAL_MANAGER})


def register(look: Look) -> Lines:
    """R25: each case has its first line, and what came in writing its original."""
    about, heard = _originals(look)
    opened = _opened(look)
    for case in look.reported:
        is_written = case.source in WRITTEN and case.forwarded_from_id is None
        first = heard.get(case.identity_id or 0)
        has_original = case.id in about or (first is not None and first <= case.opened_at)
        yield Line(case.number, case.id in opened and (has_original or not is_written))


def _originals(look: Look) -> tuple[set[int | None], dict[int, datetime]]:
    """The cases that messages are about, and when each address was first heard of lately."""
    query = (
        select(Inbound.case_id, Inbound.identity_id, Inbound.received_at)
        .where(
            col(Inbound.received_at).between(look.since - A_TALK, look.until),
            col(Inbound.staff_id).is_(None),
        )
        .order_by(col(Inbound.received_at).desc())
    )
    rows = look.session.exec(query).all()
    return {about for about, _, _ in rows}, {sender: at for _, sender, at in rows if sender}


def _opened(look: Look) -> dict[int, CaseEvent]:
    return {case.id: event for case, event in look.happened("opened")}


def registered_by_staff(look: Look) -> Lines:
    """R26: what reached staff by voice or on paper says who of them wrote it down."""
    first = _opened(look)
    for case in look.reported:
        if case.source not in WRITTEN and case.forwarded_from_id is None:
            yield Line(case.number, case.id in first and is_human(first[case.id]))


def published(look: Look) -> Lines:
    """R27: there is a page of progress, and a number to ring."""
    rules = look.numbers
    yield Line(look.estate.name, bool(rules["publication"]["shown"] and
                                      rules["contact_card"]["phone"]))  # fmt: skip


def figures_published(look: Look) -> Lines:
    """R47: the page tells figures by month and by quarter."""
    rules = look.numbers["publication"]
    yield Line(look.estate.name, bool(rules["shown"] and rules["months"] and rules["quarters"]))


def receipts(look: Look) -> Lines:
    """R28: who complained in writing was told the number of their case."""
    mine = {case.id: case for case in look.reported
            if case.kind is CaseKind.COMPLAINT and case.source in WRITTEN}  # fmt: skip
    opened = keyring(look.session).open
    told: dict[int, list[str]] = {}
    replies = select(Inbound).where(col(Inbound.case_id).in_(list(mine)))
    for row in look.session.exec(replies):
        if row.case_id is not None and row.reply_sealed:
            text = json.dumps(json.loads(opened(row.reply_sealed)), ensure_ascii=False)
            told.setdefault(row.case_id, []).append(text)
    letters = select(Outgoing.case_id, Outgoing.text).where(
        col(Outgoing.case_id).in_(list(mine)), col(Outgoing.resident_id).is_not(None)
    )
    for case_id, text in look.session.exec(letters):
        if case_id is not None and text:
            told.setdefault(case_id, []).append(text)
    for case_id, texts in told.items():
        yield Line(mine[case_id].number, any(mine[case_id].number in text for text in texts))


def particulars(look: Look) -> Lines:
    """R29: what it is about, and of a repair where, by the time that somebody has answered."""
    for case in look.reported:
        if case.anonymised_at is None and case.first_responded_at is not None:
            has_place = case.home_id is not None or bool(case.place)
            yield Line(case.number, bool(case.text) and (has_place or not _is_repair(case)))


def _is_repair(case: Case) -> bool:
    return case.kind is CaseKind.REPAIR


def evidence(look: Look) -> Lines:
    """R30: photos and recordings are fetched within a day, and kept under their hash."""
    query = (
        select(Case.number, Media)
        .join(Media, col(Media.case_id) == col(Case.id))
        .where(Case.estate_id == look.estate.id, look.within(col(Media.received_at)))
    )
    for number, media in look.session.exec(query):
        if media.state == "stored":
            yield Line(number, bool(media.sha256))
        elif media.state in {"wanted", "failed"} and (
            media.received_at + FETCHED_WITHIN <= look.until
        ):
            yield Line(number, counted=False)


def passed_on(look: Look) -> Lines:
    """R31: somebody of the staff hears of a report at once."""
    told = _first_pushes(look)
    for case in look.reported:
        if case.opened_at + AT_ONCE <= look.until:
            at = told.get(case.id)
            yield Line(case.number, at is not None and at <= case.opened_at + AT_ONCE)


def emergencies(look: Look) -> Lines:
    """R64: of an emergency staff hear at once, with a push that no quiet hours hold back."""
    urgent = _first_pushes(look, urgent_only=True)
    for case in look.reported:
        if case.urgency is Urgency.EMERGENCY and case.opened_at + AT_ONCE <= look.until:
            yield Line(case.number, case.id in urgent)


def _first_pushes(look: Look, *, urgent_only: bool = False) -> dict[int, datetime]:
    query = select(Outgoing.case_id, Outgoing.created_at, Outgoing.urgent).where(
        Outgoing.estate_id == look.estate.id,
        col(Outgoing.staff_id).is_not(None),
        look.within(col(Outgoing.created_at)),
    )
    return {
        case_id: at
        for case_id, at, urgent in look.session.exec(query.order_by(col(Outgoing.id).desc()))
        if case_id is not None and (urgent or not urgent_only)
    }


def forwarded(look: Look) -> Lines:
    """R39: a repair that came of a complaint is named in the complaint's own timeline."""
    told = {(case.id, event.text) for case, event in look.happened("forwarded")}
    for case in look.reported:
        if case.forwarded_from_id is not None:
            yield Line(case.number, (case.forwarded_from_id, case.number) in told)


def repeats(look: Look) -> Lines:
    """R44: the same words of the same home again are linked, and measures due within a day."""
    rules = look.numbers
    within = timedelta(days=rules["repeat"]["within_days"])
    hours = timedelta(hours=rules["deadlines"]["special_measures_hours"])
    due = _special_measures(look)
    earlier: dict[tuple[int, str, str], list[Case]] = {}
    for case in look.reported:
        if case.kind not in DEFECTS or case.home_id is None or not case.text:
            continue
        key = (case.home_id, case.case_class, case.text.strip())
        is_again = any(case.opened_at - one.opened_at <= within for one in earlier.get(key, []))
        earlier.setdefault(key, []).append(case)
        if case.repeat_of_id is not None:
            mine = due.get(case.id, [])
            yield Line(case.number, any(one.due_at <= case.opened_at + hours
                                        and not _is_missed(look, one) for one in mine))  # fmt: skip
        elif is_again and case.forwarded_from_id is None:
            yield Line(case.number, counted=False)


def _special_measures(look: Look) -> dict[int, list[Deadline]]:
    query = select(Deadline).where(
        Deadline.kind == DeadlineKind.SPECIAL_MEASURES,
        col(Deadline.case_id).in_([case.id for case in look.reported]),
    )
    found: dict[int, list[Deadline]] = {}
    for one in look.session.exec(query):
        found.setdefault(one.of_case, []).append(one)
    return found


def _is_missed(look: Look, promise: Deadline) -> bool:
    at = promise.met_at or look.until
    return promise.state != "dropped" and at > promise.due_at


def flagged(look: Look) -> Lines:
    """R45: only a leader calls a complaint malicious, with a reason, and its deadlines stay."""
    promised = select(Deadline.case_id).where(
        Deadline.kind == DeadlineKind.FIRST_RESPONSE,
        col(Deadline.case_id).in_([case.id for case in look.reported]),
    )
    kept = set(look.session.exec(promised))
    for case in look.reported:
        if case.flag_reason is not None or case.flagged_by is not None:
            by = look.staff.get(case.flagged_by or "")
            is_leaders = by is not None and by.role in LEADERS
            yield Line(case.number, bool(is_leaders and case.flag_reason and case.id in kept))


def praise(look: Look) -> Lines:
    """R24: praise that was answered is counted for somebody, or for the whole team."""
    counted = {case.id for case, _ in look.happened("credited")}
    for case in look.closed:
        if case.kind is CaseKind.PRAISE:
            yield Line(case.number, case.id in counted)
