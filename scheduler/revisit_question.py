"""The revisit's question on its way: asked in a conversation that the house begins, and again."""

from datetime import datetime

from sqlmodel import Session

from flows.engine.replay import Waiting, advance
from flows.rules.policy import Policy
from flows.talks.registry import flow_of
from flows.talks.results import Talk
from flows.talks.revisit import RevisitSeed
from flows.wording.say import say
from storage.asking import begin_to_ask, labels_of
from storage.case_ending import REVISIT_KEY
from storage.cases import Case, note
from storage.conversations import Conversation, answers_of, open_about, seed_of
from storage.deadlines import Deadline
from storage.earlier_ratings import SurveyRating, survey_rating
from storage.estates import policy_in_force
from storage.telling import SUMMARY_LONGEST, ask_reporter, shortened
from storage.visit_offers import give_up_offers

ABOUT_LONGEST = 60


def ask(session: Session, case: Case, deadline: Deadline, policy: Policy, now: datetime) -> None:
    """Ask whoever reported the case whether it is really fixed (R48)."""
    note(session, case, "revisit_asked", by="huiyin", now=now)
    give_up_offers(session, case, policy, now)
    if case.reporter_id is None:
        return
    conversation = begin_revisit(session, case, now)
    _send_question(session, case, conversation, _ask_key(deadline), policy, now)


def begin_revisit(session: Session, case: Case, now: datetime) -> Conversation:
    """The conversation of a case's revisit: the open one, where what was said has begun it."""
    under_way = open_about(session, case.id, Talk.REVISIT)
    if under_way:
        return under_way[-1]
    about, result = shortened(case.text, ABOUT_LONGEST), case.result or "—"
    seed = RevisitSeed(case.number, about, result)
    rated = _rated_lately(session, case, now)
    if rated is not None:
        rating = rated.satisfaction.value
        seed = RevisitSeed(case.number, about, result, rated.response_id, rated.survey, rating)
    return begin_to_ask(session, case, Talk.REVISIT, seed, now)


def _rated_lately(session: Session, case: Case, now: datetime) -> SurveyRating | None:
    if case.reporter_id is None:
        return None
    days = policy_in_force(session, case.estate_id, now).revisit.rating_days
    return survey_rating(session, case.reporter_id, now, days)


def remind(session: Session, case: Case, deadline: Deadline, policy: Policy, now: datetime) -> None:
    """Ask once more what is not answered yet, by the next channel."""
    note(session, case, "revisit_reminded", by="huiyin", now=now)
    key = f"{REVISIT_KEY}remind {deadline.id}"
    reminds = _ask_key(deadline)
    for conversation in open_about(session, case.id, Talk.REVISIT):
        _send_question(session, case, conversation, key, policy, now, reminds=reminds)


def _ask_key(deadline: Deadline) -> str:
    return f"{REVISIT_KEY}ask {deadline.id}"


def _send_question(
    session: Session,
    case: Case,
    conversation: Conversation,
    key: str,
    policy: Policy,
    now: datetime,
    *,
    reminds: str = "",
) -> None:
    flow = flow_of(conversation.flow, seed_of(session, conversation))
    progress = advance(flow, answers_of(session, conversation))
    if not isinstance(progress.at, Waiting):
        return
    question = progress.at.question
    # A deploy may have reordered the options: a number counts them as they are shown now.
    conversation.asked = None if progress.asked is None else progress.asked.dump()
    session.add(conversation)
    one_way = say(
        "revisit.one_way",
        number=case.number,
        about=shortened(case.text, SUMMARY_LONGEST),
        result=case.result or "—",
    )
    ask_reporter(
        session,
        case,
        say("revisit.reminder", question=question.prompt) if reminds else question.prompt,
        labels_of(session, conversation, question),
        key=key,
        policy=policy,
        now=now,
        one_way=one_way,
        reminds=reminds,
    )
