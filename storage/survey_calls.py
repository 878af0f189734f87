"""Calls about a survey: opinions (R15), homes without an answer (R16), whether it is true (R22)."""

from datetime import datetime

from sqlmodel import Session, col, select

from flows.forms.opinions import opinions
from flows.rules.due import opinion_callback_due, survey_call_due
from flows.rules.policy_privacy import Keeping
from flows.rules.refusals import NotAllowed, Why
from flows.rules.vocabulary import DeadlineKind, Role
from storage.campaigns import Campaign
from storage.database import zone_of
from storage.deadlines import Deadline, settle
from storage.estates import Home, policy_in_force
from storage.forms import FormVersion, form_of
from storage.invitations import Invitation
from storage.keeping import keep_day
from storage.promises import promise_survey_call
from storage.responses import FormResponse, given_to
from storage.rungs import of_estate
from storage.staff import Staff, in_chain
from storage.survey_lists import Listing, ListKind, list_for, strike_off
from storage.tasks import Task, TaskKind, TaskReason, TaskRecord, TaskState, is_asked, records

DEADLINE_OF = {
    TaskReason.OPINION: DeadlineKind.OPINION_CALLBACK,
    TaskReason.UNRETURNED: DeadlineKind.CALL_TASK,
    TaskReason.CHECK: DeadlineKind.CALL_TASK,
}
"""The reasons of the calls about a survey, and what promises that each is made in time."""


def after_return(session: Session, response: FormResponse, now: datetime) -> Task | None:
    """A form came back: whoever wrote an opinion is called back in time, once (R15).

    In the transaction that keeps the response; None where nothing was said in words, or where the
    response belongs to no campaign.
    """
    if response.invitation_id is None or not opinions_in(session, response):
        return None
    known = session.exec(select(Task).where(Task.response_id == response.id)).first()
    if known is not None:
        return known
    invitation = session.get_one(Invitation, response.invitation_id)
    return open_survey_call(
        session, invitation, TaskReason.OPINION, Role.ASSISTANT, now, response=response
    )


def opinions_in(session: Session, response: FormResponse) -> list[tuple[str, str]]:
    """What was said in words: texts, and what was said beside an answer; each with its item's id.

    Nothing once the person is erased.
    """
    form = form_of(session.get_one(FormVersion, response.form_version_id))
    return opinions(form, given_to(session, response).items())


def open_survey_call(
    session: Session,
    invitation: Invitation,
    reason: TaskReason,
    role: Role,
    now: datetime,
    *,
    response: FormResponse | None = None,
) -> Task:
    """Ask the members of a role to call a home about a campaign, in time for what it is about."""
    campaign = session.get_one(Campaign, invitation.campaign_id)
    estate_id = session.get_one(Home, invitation.home_id).estate_id
    policy = policy_in_force(session, estate_id, now)
    is_opinion = reason is TaskReason.OPINION
    due_at = (
        opinion_callback_due(policy, now)
        if is_opinion
        else survey_call_due(policy, now, zone_of(session))
    )
    task = Task(
        campaign_id=campaign.id,
        invitation_id=invitation.id,
        response_id=None if response is None else response.id,
        kind=TaskKind.CALL,
        reason=reason,
        role=role,
        state=TaskState.OPEN,
        created_at=now,
        due_at=due_at,
    )
    session.add(task)
    session.flush()
    promise_survey_call(session, task, DEADLINE_OF[reason], estate_id, now)
    kind = ListKind.OPINION if is_opinion else ListKind.CALL
    listing = Listing(campaign, task, kind, policy, now)
    list_for(session, listing, of_estate(session, estate_id, role, now))
    return task


def estate_of(session: Session, task: Task) -> int:
    """The id of the estate of the home that is called about a campaign."""
    invitation = session.get_one(Invitation, task.invitation_id)
    return session.get_one(Home, invitation.home_id).estate_id


def hold_survey_call(session: Session, task_id: int) -> Task:
    """The task as it is now, held against everyone else until the commit."""
    query = select(Task).where(Task.id == task_id).with_for_update(key_share=True)
    return session.exec(query.execution_options(populate_existing=True)).one()


def check_survey_record(session: Session, task: Task, member: Staff, role: Role) -> None:
    """Raise NotAllowed unless that member, in that role, may record the call as it is.

    Whoever keyed in a questionnaire does not ask whether it is true (R16).
    """
    if not in_chain(member, estate_of(session, task)):
        raise NotAllowed(Why.OTHER_ESTATE)
    if not is_asked(role, task):
        raise NotAllowed(Why.ROLE, verb="record", role=role, needed=task.role)
    if task.reason is TaskReason.CHECK and _collector(session, task) == member.id:
        raise NotAllowed(Why.OWN_COLLECTION)
    if task.state is not TaskState.OPEN:
        raise NotAllowed(Why.TASK_ENDED, task=task.id, state=task.state.value)


def record_survey_call(
    session: Session,
    task: Task,
    member: Staff,
    *,
    reached: bool,
    outcome: str,
    confirmed: bool | None,
    now: datetime,
) -> TaskRecord:
    """Write down one attempt. Who was reached ends the task, as does trying in vain often enough.

    `confirmed`: whether the home called true what it was asked about (R22).
    """
    record = TaskRecord(
        task_id=task.id,
        at=now,
        by=member.userid,
        reached=reached,
        outcome=outcome,
        confirmed=confirmed,
    )
    session.add(record)
    session.flush()
    policy = policy_in_force(session, estate_of(session, task), now)
    in_vain = sum(not one.reached for one in records(session, task.id))
    if reached or in_vain >= policy.revisit.unreachable_records:
        end_survey_call(session, task, TaskState.DONE, now)
    return record


def end_survey_call(session: Session, task: Task, state: TaskState, now: datetime) -> None:
    """A call that nobody has to make any more, and its deadline with it.

    What was said on the phone is kept as long as the words of a case that is closed now (R66).
    """
    task.state = state
    task.ended_at = now
    session.add(task)
    keep_day(session, now, Keeping.CASE)
    query = select(Deadline).where(Deadline.task_id == task.id, col(Deadline.met_at).is_(None))
    for deadline in session.exec(query):
        settle(session, [deadline], now if state is TaskState.DONE else None)
    strike_off(session, session.get_one(Campaign, task.campaign_id), task)


def calls_of(session: Session, campaign_id: int, *reasons: TaskReason) -> list[Task]:
    """The calls about a campaign, in the order they were asked for."""
    query = select(Task).where(Task.campaign_id == campaign_id, col(Task.reason).in_(reasons))
    return list(session.exec(query.order_by(col(Task.id))))


def _collector(session: Session, task: Task) -> int | None:
    if task.response_id is None:
        return None
    return session.get_one(FormResponse, task.response_id).collector_id
