"""What a case shows of its particular matter: marks, links to other cases, praise, followers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from storage.cases import Case
from storage.praise import Credit
from storage.staff import Staff

Shown = dict[str, object]


def show_matters(session: Session, cases: Sequence[Case], zone: ZoneInfo) -> dict[int, Shown]:
    """By the cases' ids, the fields that only some kinds of case fill."""
    ids = [case.id for case in cases]
    forwarded = defaultdict(list)
    query = select(Case.forwarded_from_id, Case.number).where(col(Case.forwarded_from_id).in_(ids))
    for origin, number in session.exec(query.order_by(col(Case.id))):
        forwarded[origin].append(number)
    taken_in = defaultdict(list)
    joined = select(Case.joined_to_id, Case.number).where(col(Case.joined_to_id).in_(ids))
    for incident, number in session.exec(joined.order_by(col(Case.id))):
        taken_in[incident].append(number)
    praised = defaultdict(list)
    counted = (
        select(Credit.case_id, Staff.userid)
        .join(Staff, col(Staff.id) == col(Credit.staff_id))
        .where(col(Credit.case_id).in_(ids))
    )
    for case_id, userid in session.exec(counted.order_by(col(Credit.id))):
        praised[case_id].append(userid)
    numbers = _numbers(session, (one for case in cases for one in _earlier(case)))
    return {
        case.id: {
            "in_person": case.in_person,
            "adoption": _adoption(case),
            "flag": _flag(case),
            "coordination": _coordination(case, zone),
            "praised": praised[case.id],
            "repeat_of": numbers.get(case.repeat_of_id),
            "forwarded_from": numbers.get(case.forwarded_from_id),
            "forwarded_to": forwarded[case.id],
            "joined_to": numbers.get(case.joined_to_id),
            "took_in": taken_in[case.id],
            "homes": case.homes,
        }
        for case in cases
    }


def _earlier(case: Case) -> tuple[int | None, ...]:
    return case.repeat_of_id, case.forwarded_from_id, case.joined_to_id


def _numbers(session: Session, ids: Iterable[int | None]) -> dict[int | None, str]:
    query = select(Case.id, Case.number).where(col(Case.id).in_(set(ids) - {None}))
    return dict(session.exec(query).all())


def _adoption(case: Case) -> Shown | None:
    if case.adoption is None:
        return None
    return {"decision": case.adoption, "reason": case.adoption_reason}


def _flag(case: Case) -> Shown | None:
    if case.flag_reason is None:
        return None
    return {"by": case.flagged_by, "reason": case.flag_reason}


def _coordination(case: Case, zone: ZoneInfo) -> Shown | None:
    if case.unit is None:
        return None
    until = None if case.unit_until is None else case.unit_until.astimezone(zone).isoformat()
    return {"unit": case.unit, "reason": case.unit_reason, "until": until}
