"""A human's answer to a report (R32): what it meets, and what it is worth if nobody got it."""

from datetime import datetime

from sqlmodel import Session, col, select

from flows.rules.case_life import MEETS
from flows.rules.reach import CALL
from flows.rules.verb_fields import Via
from flows.rules.vocabulary import CaseState, DeadlineKind, DeadlineState, Verb
from flows.wording.say import plain, say
from storage.cases import Case, CaseEvent, note, timeline
from storage.database import zone_of
from storage.deadlines import Deadline, deadlines_of, live, meet, settle
from storage.news import News, take_back
from storage.outgoing import Outgoing
from storage.promises import promise, reopen, schedule
from storage.staff import Staff, staff_name
from storage.telling import keep_unsendable, key_of, tell_reporter_of

RESPONDED = "responded"
TAKEN_BACK = "response_undelivered"
ROUND_BEGINS = frozenset({"not_fixed", "review"})
ANSWERS = frozenset({RESPONDED, "resolved", "call_reached", "enrolment_decided"})
MEASURES = ANSWERS | {"proposed"}
OVER = frozenset({CaseState.CLOSED, CaseState.WITHDRAWN})


def count_answer(session: Session, case: Case, member: Staff, now: datetime) -> None:
    """A member of staff has answered: the first time counts; whoever does it handles the case.

    Who has taken it is no news after that.
    """
    take_back(session, case.id, News.STEP)
    if case.handler_id is None:
        case.handler_id = member.id
    if case.accepted_at is None:
        case.accepted_at = now
    if case.first_responded_at is None:
        case.first_responded_at = now
    if case.state is CaseState.OPEN:
        case.state = CaseState.HANDLING
    session.add(case)
    session.flush()


def meet_by_answer(
    session: Session, case: Case, promised_at: datetime | None, now: datetime
) -> list[int]:
    """Settle what waits for an answer; returns the ids of those deadlines.

    A broken promise is not mended by words: it stands until another time is named (R35).
    """
    kinds = MEETS[Verb.RESPOND]
    promises = live(session, case.id, DeadlineKind.PROMISE)
    if promised_at is None and any(one.state is DeadlineState.FIRED for one in promises):
        kinds -= {DeadlineKind.PROMISE}
    return meet(session, case.id, now, *kinds)


def respond_to_case(
    session: Session,
    case: Case,
    member: Staff,
    now: datetime,
    *,
    text: str,
    promised_at: datetime | None,
    via: Via,
) -> Outgoing | None:
    """回复: a human's answer (R32), perhaps with a definite reply time (R35).

    Returns the message that carries it where that has ended unsent: nobody is known to get it.
    """
    is_first = case.first_responded_at is None
    count_answer(session, case, member, now)
    met = meet_by_answer(session, case, promised_at, now)
    details: dict[str, object] = {"via": via.value, "first": is_first, "met": met}
    if promised_at is not None:
        case.promised_at = promised_at
        renewed = promise(session, case, DeadlineKind.PROMISE, promised_at, now)
        details |= {"promise": renewed.id, "until": _local(session, promised_at)}
    event = note(session, case, RESPONDED, by=member.userid, now=now, text=text, **details)
    if via is not Via.MESSAGE:
        return None
    name = staff_name(session, member)
    sentence = say("case.response", number=case.number, handler=name, text=text)
    answer = plain(text)
    if promised_at is not None:
        sentence = say("case.response_promise", number=case.number, handler=name, text=text,
                       until=promised_at)  # fmt: skip
        answer = say("case.words_promise", text=text, until=promised_at)
    if case.reporter_id is None:
        return keep_unsendable(session, case, event, sentence)
    tell_reporter_of(
        session,
        case,
        event,
        sentence,
        answer=answer,
        answers_respond=True,
        for_followers=sentence,
    )
    return None


def last_answer(session: Session, case_id: int) -> str:
    """What staff last answered in the case's present round; empty if that is nothing.

    Also an answer that no channel delivered: who asks how things stand may read it here.
    """
    answer = ""
    for event in timeline(session, case_id):
        if event.kind in ROUND_BEGINS:
            answer = ""
        elif event.kind == RESPONDED:
            answer = event.text
    return answer


def take_back_response(session: Session, case: Case, now: datetime) -> None:
    """Answers that no channel could deliver were none: what they had met runs on (design.md §5).

    Those are the ones that ended on the ladder's last rung, a call; each is taken back once. A case
    that has ended meanwhile stays as it is.
    """
    if case.state in OVER:
        return
    events = timeline(session, case.id)
    lost = _undelivered(session, case, events)
    taken_back = {event.details["event"] for event in events if event.kind == TAKEN_BACK}
    standing = [event for event in events if event.kind in MEASURES and event not in lost]
    for event in lost:
        if event.id not in taken_back:
            note(session, case, TAKEN_BACK, by="huiyin", now=now, event=event.id)
            _run_on(session, case, event, standing)
    answers = [event for event in standing if event.kind in ANSWERS]
    case.first_responded_at = min((event.at for event in answers), default=None)
    promised = [one.due_at for one in live(session, case.id, DeadlineKind.PROMISE)]
    case.promised_at = max(promised, default=None)
    began = max((event.id for event in events if event.kind in ROUND_BEGINS), default=0)
    if case.state is CaseState.HANDLING and not any(event.id > began for event in answers):
        case.state = CaseState.OPEN
    session.add(case)
    session.flush()


def _undelivered(session: Session, case: Case, events: list[CaseEvent]) -> list[CaseEvent]:
    query = select(Outgoing.unique_key).where(
        Outgoing.case_id == case.id,
        col(Outgoing.answers_respond).is_(True),
        Outgoing.channel == CALL,
    )
    keys = set(session.exec(query))
    return [
        event
        for event in events
        if event.kind == RESPONDED and f"case {case.id} {key_of(event)}" in keys
    ]


def _run_on(session: Session, case: Case, lost: CaseEvent, standing: list[CaseEvent]) -> None:
    """What the lost answer had met is met by the next one that stands, or waits again."""
    for deadline in deadlines_of(session, case.id):
        if deadline.id == lost.details.get("promise") and deadline.met_at is None:
            settle(session, [deadline], None)
        elif deadline.id in lost.details.get("met", ()) or deadline.met_at == lost.at:
            # Met by it at once, or when it stood for one before it that was lost first.
            kinds = MEASURES if deadline.kind is DeadlineKind.SPECIAL_MEASURES else ANSWERS
            later = [one.at for one in standing if one.id > lost.id and one.kind in kinds]
            if later:
                _meet_instead(session, deadline, case, later[0])
            else:
                reopen(session, deadline, case)


def _meet_instead(session: Session, deadline: Deadline, case: Case, at: datetime) -> None:
    """Met at that moment. Was that too late, it fires after all: nobody has heard of it yet."""
    deadline.met_at = at
    session.add(deadline)
    if deadline.state is DeadlineState.MET and at > deadline.due_at:
        deadline.state = DeadlineState.PENDING
        schedule(session, deadline, case)


def _local(session: Session, moment: datetime) -> str:
    return moment.astimezone(zone_of(session)).isoformat()
