"""A case as staff read it in chat: one line of a list, or the whole in short."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from bot.api.texts import masked
from flows.rules.vocabulary import DeadlineKind, DeadlineState, Urgency
from flows.wording.labels import label_of
from flows.wording.say import Say, plain, say
from storage.case_lists import next_deadlines
from storage.cases import Case, CaseEvent, timeline
from storage.deadlines import Deadline, live
from storage.residents import Resident, name_of, phone_of
from storage.rungs import handler_of
from storage.staff import staff_name
from storage.telling import shortened

WORDS_IN_ROW = 16
WORDS_IN_VIEW = 200
WORDS_OF_EVENT = 40
EVENTS_SHOWN = 6


def most_urgent_first(
    session: Session, cases: Sequence[Case]
) -> list[tuple[Case, Deadline | None]]:
    """The cases with what each waits for next: emergencies, then whatever is due first."""
    due = next_deadlines(session, cases)

    def rank(case: Case) -> tuple[bool, bool, float, int, int]:
        deadline = due.get(case.id)
        at = 0.0 if deadline is None else deadline.due_at.timestamp()
        calmness = -list(Urgency).index(case.urgency)
        is_calm = case.urgency is not Urgency.EMERGENCY
        return is_calm, deadline is None, at, calmness, case.id

    return [(case, due.get(case.id)) for case in sorted(cases, key=rank)]


def in_one_line(case: Case) -> Say:
    """Number, urgency, place and first words."""
    return say(
        "list.line",
        number=case.number,
        urgency=say(f"Urgency.{case.urgency.value}"),
        place=case.place or "—",
        words=_first_words(case.text, WORDS_IN_ROW),
    )


def in_a_row(case: Case, deadline: Deadline | None, now: datetime) -> Say:
    """The same with the state, and what is due next."""
    row = say(
        "list.row",
        number=case.number,
        urgency=say(f"Urgency.{case.urgency.value}"),
        state=say(f"CaseState.{case.state.value}"),
        place=case.place or "—",
        words=_first_words(case.text, WORDS_IN_ROW),
    )
    return row if deadline is None else say("lines", lines=(row, _due(deadline, now)))


def in_short(session: Session, case: Case, now: datetime) -> Say:
    """How a case stands, what is due, and the last lines of its timeline."""
    handler = handler_of(session, case)
    head = say(
        "list.case",
        number=case.number,
        kind=say(f"CaseKind.{case.kind.value}"),
        urgency=say(f"Urgency.{case.urgency.value}"),
        state=say(f"CaseState.{case.state.value}"),
        round=case.round,
        case_class=say(f"CaseClass.{case.case_class.value}"),
        place=case.place or "—",
        text=_first_words(case.text, WORDS_IN_VIEW),
        reporter=reporter_shown(session, case.reporter_id),
        handler="—" if handler is None else staff_name(session, handler),
    )
    due = sorted(live(session, case.id, *DeadlineKind), key=lambda one: one.due_at)
    events = timeline(session, case.id)[-EVENTS_SHOWN:]
    lines = (
        head,
        *((say("list.deadlines"),) if due else ()),
        *(_due(deadline, now) for deadline in due),
        say("list.events"),
        *(_event(event) for event in events),
    )
    return say("lines", lines=lines)


def reporter_shown(session: Session, resident_id: int | None) -> Say:
    """Who reported, the number masked (R66)."""
    if resident_id is None:
        return say("list.nobody")
    resident = session.get_one(Resident, resident_id)
    known = (name_of(session, resident), masked(phone_of(session, resident)))
    return plain(" ".join(part for part in known if part) or "—")


def _due(deadline: Deadline, now: datetime) -> Say:
    is_over = deadline.state is DeadlineState.FIRED or deadline.due_at <= now
    kind = say(f"DeadlineKind.{deadline.kind.value}")
    return say("list.overdue" if is_over else "list.due", kind=kind, due=deadline.due_at)


def _event(event: CaseEvent) -> Say:
    words = plain(_first_words(event.text, WORDS_OF_EVENT))
    if event.kind.startswith("deadline_"):
        words = label_of("DeadlineKind", event.text)
    return say("list.event", at=event.at, what=label_of("event", event.kind),
               by=label_of("By", event.by), words=words)  # fmt: skip


def _first_words(text: str, longest: int) -> str:
    return shortened(" ".join(text.split()), longest)
