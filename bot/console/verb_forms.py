"""The verbs of a case as forms: those that its reader may use now, with the fields they need."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.console.asked import Asked
from bot.console.leave_marks import marked_names
from bot.console.words import Words
from flows.rules.case_life import StaffFacts, check
from flows.rules.refusals import NotAllowed
from flows.rules.verb_fields import FIELDS, TIMES, TRUTHS, choices_of
from flows.rules.vocabulary import DeadlineKind, Verb
from storage.case_verbs import case_facts
from storage.cases import Case
from storage.estates import policy_in_force
from storage.staff import Staff, chain

FIRST = (Verb.ACCEPT, Verb.RESPOND, Verb.APPROVE, Verb.RESOLVE, Verb.REVISIT, Verb.REVIEW)
"""What is done most, in the order in which it is done; each stands open on the page."""
IN_ONE_CLICK = frozenset({Verb.RECLASSIFY})
"""What has buttons of its own elsewhere on the page."""
LONG = frozenset(
    {"text", "plan", "result", "measures", "improvement", "reason", "proposal", "remark"}
)
TRUTH = {"yes": True, "no": False}
LOCAL_TIME = "%Y-%m-%dT%H:%M"


class Widget(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    LONG = "long"
    TIME = "time"
    CHOICE = "choice"
    TRUTH = "truth"
    MEMBER = "member"


@dataclass(frozen=True)
class FormField:
    """One field; `choices` are the words that it takes."""

    name: str
    widget: Widget
    is_required: bool
    choices: tuple[object, ...] = ()


@dataclass(frozen=True)
class VerbForm:
    """One verb, and what it has to be told."""

    verb: Verb
    fields: tuple[FormField, ...]


def verb_forms(session: Session, case: Case, member: Staff, now: datetime) -> list[VerbForm]:
    """The verbs that the member may use on the case as it stands, the most usual first."""
    policy = policy_in_force(session, case.estate_id, now)
    facts = case_facts(session, case)
    actor = StaffFacts(member.userid, member.role)
    allowed = []
    for verb in (*FIRST, *(one for one in Verb if one not in FIRST)):
        try:
            check(verb, facts, actor, policy=policy)
        except NotAllowed:
            continue
        allowed.append(VerbForm(verb, tuple(_fields(verb, tuple(facts.pending)))))
    return allowed


def members_of(session: Session, case: Case, words: Words, now: datetime) -> dict[str, str]:
    """Who may be named: everyone who works in the estate, by userid, and who of them is away."""
    people = [one for one in chain(session, case.estate_id) if one.id != case.not_for_id]
    return marked_names(session, people, words, now)


def said_in(verb: Verb, asked: Asked, zone: ZoneInfo) -> dict[str, object]:
    """What a form says to its verb. A time that cannot be read stays a text, to be refused."""
    names = FIELDS[verb]
    said: dict[str, object] = {}
    for name in (*names.required, *names.optional):
        typed = asked.field(name)
        if name in TIMES:
            said[name] = _moment(typed, zone) or typed
        elif name in TRUTHS:
            said[name] = TRUTH.get(typed)
        else:
            said[name] = typed
    return {name: value for name, value in said.items() if value not in (None, "")}


def typed_in(asked: Asked) -> Mapping[str, str]:
    """What somebody typed, to be shown again where it was not taken."""
    return {name: asked.field(name) for name in asked.fields}


def _moment(typed: str, zone: ZoneInfo) -> datetime | None:
    """A time as a browser's field writes it: the estate's, without an offset."""
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=zone)
    except ValueError:
        return None


def _fields(verb: Verb, pending: tuple[DeadlineKind, ...]) -> Iterable[FormField]:
    names = FIELDS[verb]
    for name in (*names.required, *names.optional):
        is_required = name in names.required
        if name in TIMES:
            yield FormField(name, Widget.TIME, is_required)
        elif name in TRUTHS:
            yield FormField(name, Widget.TRUTH, is_required)
        elif name == "kind":
            yield FormField(name, Widget.CHOICE, is_required, pending)
        elif choices := choices_of(verb, name):
            yield FormField(name, Widget.CHOICE, is_required, choices)
        elif name == "handler":
            yield FormField(name, Widget.MEMBER, is_required)
        else:
            yield FormField(name, Widget.LONG if name in LONG else Widget.LINE, is_required)
