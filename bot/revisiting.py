"""What residents say after `resolve`, written down: each answer counts as it is given (R42)."""

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import Session

from bot.desk import Desk, as_thread, step
from bot.reporting import add_to_case
from flows.engine.ask import Json, Reply
from flows.engine.replay import advance
from flows.rules.rounds import is_confirmed
from flows.rules.vocabulary import CaseState, Satisfaction
from flows.talks.results import Talk, Verdict
from flows.talks.revisit import FIXED, SATISFACTION, WHYS
from flows.talks.which_case import is_not_fixed
from flows.understanding.fixed import read_fixed
from flows.understanding.intents import read_trouble
from flows.understanding.verdicts import says_not_fixed
from flows.wording.say import Say, say
from scheduler.revisit_question import begin_revisit
from storage.case_rounds import (
    SAID_DONE,
    hear_fixed,
    hear_not_fixed,
    hear_remark,
    hear_satisfaction,
)
from storage.cases import RESIDENT, Case, find_case, lock_case, note
from storage.conversations import Conversation, answers_of, keep_answers, open_about
from storage.doubted_ratings import doubt_rating
from storage.sign_offs import sign_in_chat
from storage.telling import brief
from storage.visible_cases import may_see


def hear_revisit_answer(desk: Desk, conversation: Conversation, case_id: int, key: str) -> None:
    """The house acts on an answer in the transaction that reads it, not when the last is given."""
    session, now = desk.person.session, desk.person.now
    case = lock_case(session, case_id)
    answer = answers_of(session, conversation).get(key)
    if key == FIXED and answer is True:
        _hear_fixed(desk, case)
    elif key == FIXED and answer is False and case.state is CaseState.RESOLVED:
        _sign(desk, case, None, satisfied=False)
        hear_not_fixed(session, case, by=RESIDENT, now=now)
        desk.say(_next_round(case))
    elif key == SATISFACTION:
        before = case.round
        grade = Satisfaction(answer) if isinstance(answer, str) else None
        if case.state in SAID_DONE and case.verdict_fixed:
            _sign(desk, case, grade, satisfied=is_confirmed(fixed=True, satisfaction=grade))
        hear_satisfaction(session, case, grade, by=RESIDENT, now=now)
        if case.round > before:
            desk.say(_next_round(case))
    elif key in WHYS and isinstance(answer, str):
        note(session, case, "said_why", by=RESIDENT, now=now, text=answer)


def complete_verdict(desk: Desk, conversation: Conversation, verdict: Verdict) -> None:
    """The last words of a revisit, and thanks that say how the case stands now."""
    session, now = desk.person.session, desk.person.now
    if conversation.case_id is None:
        return
    case = lock_case(session, conversation.case_id)
    if verdict.remark:
        hear_remark(session, case, verdict.remark, by=RESIDENT, now=now)
    if verdict.remark and case.state in SAID_DONE and _is_plainly_not_fixed(verdict.remark):
        hear_not_fixed(session, case, by=RESIDENT, now=now, why=verdict.remark)
        desk.say(_next_round(case))
        return
    if verdict.denied is not None:
        sentence = say("staff.rating_denied_in_chat", case=brief(case))
        event = note(session, case, "rating_denied", by=RESIDENT, now=now)
        doubt_rating(session, case, event, verdict.denied, sentence)
    key = "thanks" if case.state is CaseState.CLOSED else "thanks_again"
    desk.say(say(f"revisit.{key}", number=case.number))
    if verdict.remark and (says_not_fixed(verdict.remark) or read_trouble(verdict.remark)):
        desk.say(say("revisit.more"))


def hear_still_broken(desk: Desk, number: str, text: str) -> None:
    """Said outside the revisit's question: the next round begins all the same.

    A stranger to the case learns nothing, not even that there is one.
    """
    session, now = desk.person.session, desk.person.now
    found = find_case(session, number)
    if found is None or not may_see(session, desk.person.identity, found, desk.person.today):
        desk.say(say("status.unknown", number=number))
        return
    case = lock_case(session, found.id)
    if case.state not in SAID_DONE:
        add_to_case(desk, number, Reply(now, text))
        return
    speaker = desk.person.resident.id
    hear_not_fixed(session, case, by=RESIDENT, now=now, why=text, speaker=speaker)
    desk.say(_next_round(case))
    for conversation in open_about(session, case.id, Talk.REVISIT):
        _answer_for_them(session, conversation, text)


def hear_found_fixed(desk: Desk, number: str, answers: Mapping[str, Json], reply: Reply) -> None:
    """Good news before the revisit has asked: it begins with what was said (R48).

    Of a case that is no longer resolved, or that somebody else reported, it is a word to its file.
    """
    session, now = desk.person.session, desk.person.now
    found = find_case(session, number)
    case = None if found is None else lock_case(session, found.id)
    is_theirs = case is not None and case.reporter_id == desk.person.resident.id
    if case is None or not is_theirs or case.state is not CaseState.RESOLVED:
        add_to_case(desk, number, reply)
        return
    conversation = begin_revisit(session, case, now)
    thread = as_thread(session, conversation)
    progress = advance(thread.flow(), {**thread.answers, **answers})
    step(desk, conversation, replace(progress, answered=tuple(answers)))


def _hear_fixed(desk: Desk, case: Case) -> None:
    """Who takes a "not fixed" back is heard, but the round goes on: staff look and resolve."""
    if case.state is CaseState.RESOLVED:
        hear_fixed(desk.person.session, case, by=RESIDENT, now=desk.person.now)
    elif case.state in {CaseState.OPEN, CaseState.HANDLING}:
        taken_back = desk.in_words(say("revisit.fixed_after_all"))
        answer = say("revisit.taken_back", number=case.number)
        add_to_case(desk, case.number, Reply(desk.person.now, taken_back), answer)


def _is_plainly_not_fixed(remark: str) -> bool:
    return is_not_fixed(remark) and read_fixed(remark) is False


def _answer_for_them(session: Session, conversation: Conversation, text: str) -> None:
    """Who has said that it is not fixed, and what is wrong, is not asked for that again."""
    said = {FIXED: False, WHYS[0]: text} | answers_of(session, conversation)
    keep_answers(session, conversation, said)


def _sign(desk: Desk, case: Case, grade: Satisfaction | None, *, satisfied: bool) -> None:
    """The answer is the resident's signature on the handling form (R40)."""
    sign_in_chat(
        desk.person.session,
        case.id,
        case.round,
        identity_id=desk.person.identity.id,
        satisfied=satisfied,
        satisfaction=grade,
        now=desk.person.now,
    )


def _next_round(case: Case) -> Say:
    return say("revisit.next_round", number=case.number)
