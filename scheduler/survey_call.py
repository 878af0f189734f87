"""A call about a survey draws near or is late: those of its steps read it in their lists (R15)."""

from datetime import datetime

from sqlmodel import Session

from flows.rules.escalation import Audience, Step, StepAction
from flows.rules.rounds import next_rung
from flows.rules.vocabulary import DeadlineState, Role
from scheduler.escalation import fire
from scheduler.happenings import Happening
from storage.campaigns import Campaign
from storage.deadlines import Deadline
from storage.estates import policy_of_version
from storage.promises import steps_due
from storage.rungs import of_estate
from storage.staff import Staff
from storage.survey_calls import estate_of
from storage.survey_lists import Listing, ListKind, list_for
from storage.tasks import Task


def escalate_call(session: Session, deadline: Deadline, now: datetime) -> list[Happening]:
    """Take the steps of a call's deadline whose time has come, and set the time of the next."""
    task = session.get_one(Task, deadline.task_id)
    campaign = session.get_one(Campaign, deadline.campaign_id)
    due = steps_due(session, deadline, None, now)
    happened = [_take(session, campaign, task, deadline, step, now) for step in due.steps]
    deadline.position, deadline.next_at = due.position, due.next_at
    session.add(deadline)
    return happened


def _take(
    session: Session, campaign: Campaign, task: Task, deadline: Deadline, step: Step, now: datetime
) -> Happening:
    if step.action is StepAction.FIRE and deadline.state is DeadlineState.PENDING:
        fire(deadline, now)
    kind = ListKind.NEAR if step.action is StepAction.WARN else ListKind.GONE
    policy = policy_of_version(session, deadline.policy_version_id)
    listing = Listing(campaign, task, kind, policy, now)
    list_for(session, listing, _members(session, task, step.audiences, now))
    return Happening(deadline.kind, campaign.number, step.action, step.at)


def _members(
    session: Session, task: Task, audiences: tuple[Audience, ...], now: datetime
) -> list[Staff]:
    """Who has the task, who stands above them, and last the manager."""
    estate_id = estate_of(session, task)
    roles = {
        Audience.HANDLER_ELSE_ASSISTANTS: task.role,
        Audience.NEXT_RUNG: next_rung(task.role),
        Audience.MANAGER: Role.MANAGER,
    }
    return [one for meant in audiences for one in of_estate(session, estate_id, roles[meant], now)]
