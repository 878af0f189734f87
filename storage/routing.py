"""Who is in charge of a class of matters in an estate, and so hears of a report first (R31)."""

from datetime import datetime

from sqlmodel import Session

from flows.rules.policy import Policy
from flows.rules.vocabulary import Role
from storage.cases import Case
from storage.leave import on_duty
from storage.rungs import on_rung
from storage.staff import Staff, chain


def first_told(session: Session, case: Case, policy: Policy, now: datetime) -> list[Staff]:
    """The team that the policy names for the case's class; where nobody of it is there, assistants.

    The policy names departments or userids; whoever the complaint is about is passed by (R70).
    """
    named = {name.casefold() for name in policy.routing.of(case.case_class)}
    team = [
        one
        for one in chain(session, case.estate_id)
        if one.id != case.not_for_id and named & {one.userid, one.department.casefold()}
    ]
    return on_duty(session, team, now) or on_rung(session, case, Role.ASSISTANT, now)
