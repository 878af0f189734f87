"""The revisit falls due: ask, remind once by the next channel, then a call task (R48, R49)."""

from datetime import datetime, timedelta

from sqlmodel import Session

from flows.engine.ask import Option
from flows.engine.replay import Waiting, advance
from flows.rules.due import unconfirmed_at
from flows.rules.escalation import Step, StepAction
from flows.rules.policy import Policy
from flows.rules.vocabulary import CaseState, Closure, Purpose, Role
from flows.talks.registry import dump_seed, flow_of
from flows.talks.results import Talk
from flows.talks.revisit import RevisitSeed
from flows.wording.say import Say, say
from scheduler.escalation import fire
from storage.call_tasks import open_call_task
from storage.case_ending import close_case
from storage.case_handling import major
from storage.cases import Case, note
from storage.conversations import (
    Conversation,
    ConversationState,
    Starter,
    answers_of,
    open_about,
    seal_document,
    seed_of,
    stack_of_resident,
)
from storage.deadlines import Deadline
from storage.estates import policy_of_version
from storage.tasks import TaskReason
from storage.telling import in_words, language_of, shortened, tell_reporter

ABOUT_LONGEST = 60
LAST_STEP = 2


def walk_revisit(
    session: Session, case: Case, deadline: Deadline, step: Step, now: datetime
) -> None:
    """Do one step of a revisit; a case that is no longer resolved needs none."""
    if case.state is not CaseState.RESOLVED:
        return
    policy = policy_of_version(session, deadline.policy_version_id)
    match step.action:
        case StepAction.ASK:
            _ask(session, case, deadline, policy, now)
        case StepAction.REMIND:
            _remind(session, case, deadline, policy, now)
        case _:
            _call(session, case, deadline, policy, now)


def is_talking(session: Session, case: Case, policy: Policy, now: datetime) -> datetime | None:
    """Until when a revisit should wait because its resident is in the middle of a report."""
    if case.reporter_id is None:
        return None
    pause = timedelta(minutes=policy.conversation.idle_minutes)
    for conversation in stack_of_resident(session, case.reporter_id):
        fresh = conversation.touched_at + pause > now
        if conversation.starter is Starter.RESIDENT and conversation.flow != Talk.MENU and fresh:
            return conversation.touched_at + pause
    return None


def give_up(session: Session, case: Case, deadline: Deadline, now: datetime) -> None:
    """Nobody could be asked for long enough: the case closes unconfirmed and is counted apart."""
    deadline.next_at = None
    session.add(deadline)
    if case.state is CaseState.RESOLVED:
        closure = Closure.CONFIRMED if case.verdict_fixed else Closure.UNCONFIRMED
        close_case(session, case, closure, by="huiyin", now=now, text="unanswered")


def _ask(
    session: Session, case: Case, deadline: Deadline, policy: Policy, now: datetime
) -> None:
    note(session, case, "revisit_asked", by="huiyin", now=now)
    if case.reporter_id is None:
        return
    seed = RevisitSeed(case.number, shortened(case.text, ABOUT_LONGEST), case.result or "—")
    stack = stack_of_resident(session, case.reporter_id)
    conversation = Conversation(
        resident_id=case.reporter_id,
        identity_id=case.identity_id,
        flow=Talk.REVISIT,
        seed_sealed=seal_document(session, dump_seed(seed)),
        answers_sealed=seal_document(session, {}),
        state=ConversationState.OPEN,
        starter=Starter.HOUSE,
        position=max((one.position for one in stack), default=0) + 1,
        case_id=case.id,
        opened_at=now,
        touched_at=now,
    )
    progress = advance(flow_of(Talk.REVISIT, dump_seed(seed)), {})
    if progress.asked is not None:
        conversation.asked = progress.asked.dump()
    session.add(conversation)
    session.flush()
    _send_question(session, case, conversation, f"ask {deadline.id}", policy, now)


def _remind(
    session: Session, case: Case, deadline: Deadline, policy: Policy, now: datetime
) -> None:
    note(session, case, "revisit_reminded", by="huiyin", now=now)
    for conversation in open_about(session, case.id, Talk.REVISIT):
        _send_question(session, case, conversation, f"remind {deadline.id}", policy, now)


def _call(
    session: Session, case: Case, deadline: Deadline, policy: Policy, now: datetime
) -> None:
    fire(deadline, now)
    role = Role.LEAD if major(session, case, policy) else Role.ASSISTANT
    open_call_task(
        session, case, reason=TaskReason.REVISIT, role=role, text=case.result or "", now=now
    )
    note(session, case, "deadline_fire", by="huiyin", now=now, text=deadline.kind.value)
    deadline.next_at = unconfirmed_at(policy, now)


def _send_question(
    session: Session,
    case: Case,
    conversation: Conversation,
    key: str,
    policy: Policy,
    now: datetime,
) -> None:
    flow = flow_of(conversation.flow, seed_of(session, conversation))
    progress = advance(flow, answers_of(session, conversation))
    if not isinstance(progress.at, Waiting):
        return
    question = progress.at.question
    tell_reporter(
        session,
        case,
        _greeted(question.prompt, key),
        key=f"revisit {key}",
        policy=policy,
        now=now,
        purpose=Purpose.REVISIT,
        options=_labels(session, case, conversation, question.key, question.options),
    )


def _greeted(prompt: Say, key: str) -> Say:
    return say("revisit.reminder", question=prompt) if key.startswith("remind") else prompt


def _labels(
    session: Session,
    case: Case,
    conversation: Conversation,
    key: str,
    options: tuple[Option, ...],
) -> tuple[tuple[str, str], ...]:
    language = language_of(session, case.reporter_id)
    return tuple(
        (in_words(session, option.label, language), f"{conversation.id}.{key}.{option.value}")
        for option in options
    )
