"""What each verb on a case has to say, and what it may say (R35, R37, R41)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from flows.rules.case_life import MANAGERS, VISITS, CaseFacts, StaffFacts
from flows.rules.due import revisit_extension_limit
from flows.rules.policy import Policy
from flows.rules.refusals import NotAllowed, Why
from flows.rules.vocabulary import (
    RUNGS,
    CaseClass,
    DeadlineKind,
    Role,
    Satisfaction,
    ToldBy,
    Urgency,
    Verb,
)
from flows.rules.wall_clock import utc

# A promise or an extension beyond this is a slip of the pen.
HORIZON_DAYS_MAX = 366

WITHOUT_APPOINTMENT = "without_appointment"
"""The field that says why a visit took place that nobody had agreed on (R56)."""


class Via(StrEnum):
    """How a human reached the resident."""

    MESSAGE = "message"
    PHONE = "phone"
    VISIT = "visit"


class Decision(StrEnum):
    """What can be decided on a plan (R37)."""

    APPROVE = "approve"
    RETURN = "return"


class Adoption(StrEnum):
    """What becomes of a suggestion; the reason is told to its author either way (R20, R58)."""

    ADOPTED = "adopted"
    DECLINED = "declined"


@dataclass(frozen=True)
class VerbFields:
    """The names of a verb's fields."""

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


FIELDS: Mapping[Verb, VerbFields] = {
    Verb.ACCEPT: VerbFields(),
    Verb.RESPOND: VerbFields(("text",), ("promised_at", "via")),
    Verb.ASSIGN: VerbFields(("handler",)),
    Verb.PROPOSE: VerbFields(("plan",)),
    Verb.APPROVE: VerbFields(("decision",), ("reason",)),
    Verb.RESOLVE: VerbFields(("result", "measures", "improvement")),
    Verb.RECLASSIFY: VerbFields((), ("class", "urgency")),
    Verb.EXTEND: VerbFields(("kind", "until", "reason")),
    Verb.WITHDRAW: VerbFields(("reason",)),
    Verb.REVISIT: VerbFields(("via", "fixed"), ("satisfaction", "remark", WITHOUT_APPOINTMENT)),
    Verb.CLOSE: VerbFields(("reason",)),
    Verb.REVIEW: VerbFields((), ("handler", "reason")),
    Verb.ADOPT: VerbFields(("decision", "reason")),
    Verb.CREDIT: VerbFields(("staff",)),
    Verb.FLAG: VerbFields(("reason",), ("lifted",)),
    Verb.COORDINATE: VerbFields(("unit", "reason"), ("until",)),
    Verb.FORWARD: VerbFields((), ("text", "urgency")),
    Verb.HAND_BACK: VerbFields(("reason",), ("proposal",)),
    Verb.SIGN_OFF: VerbFields(("satisfied",), ("remark",)),
    Verb.ARCHIVE: VerbFields(),
    Verb.ARRANGE: VerbFields(("at", "via"), ("ends_at", "text")),
    Verb.REARRANGE: VerbFields(("at", "via"), ("ends_at", "text")),
    Verb.CALL_OFF: VerbFields(("reason", "via")),
    Verb.JOIN: VerbFields(("into",)),
    Verb.ADD: VerbFields(("text", "via")),
}

TRUTHS = frozenset({"fixed", "lifted", "satisfied"})
"""The fields that hold a yes or no."""
_CHOICES: Mapping[str, tuple[object, ...]] = {
    "via": tuple(Via),
    "decision": tuple(Decision),
    "class": tuple(CaseClass),
    "urgency": tuple(Urgency),
    "kind": tuple(DeadlineKind),
    "satisfaction": tuple(Satisfaction),
    **dict.fromkeys(TRUTHS, (True, False)),
}
_CHOICES_OF: Mapping[tuple[Verb, str], tuple[object, ...]] = {
    (Verb.REVISIT, "via"): (Via.PHONE, Via.VISIT),
    (Verb.ADOPT, "decision"): tuple(Adoption),
    **dict.fromkeys(((verb, "via") for verb in (*VISITS, Verb.ADD)), tuple(ToldBy)),
}
FIELD_NAMES = frozenset(
    name for fields in FIELDS.values() for name in (*fields.required, *fields.optional)
)
"""The fields that staff know by a name; anything else is somebody's slip."""

TIMES = frozenset({"promised_at", "until", "at", "ends_at"})
"""The fields that hold aware datetimes."""


def check_fields(
    verb: Verb,
    case: CaseFacts,
    actor: StaffFacts | None,
    fields: Mapping[str, object],
    *,
    policy: Policy,
    now: datetime,
    named: StaffFacts | None = None,
) -> None:
    """Raise NotAllowed for a field that is missing, unknown, or cannot be.

    A field that is None or blank counts as missing. Times are aware datetimes, choices their words.
    `named` is the staff member that the field `handler` names, None if there is none such.
    """
    given = {name: value for name, value in fields.items() if not is_empty(value)}
    _check_names(verb, actor, fields, given)
    for name, value in given.items():
        _check_value(verb, name, value, policy, now)
    if "handler" in given:
        _check_handler(verb, case, str(given["handler"]), named)
    if verb is Verb.RECLASSIFY:
        _check_reclassification(case, actor, given)
    if verb is Verb.EXTEND:
        _check_extension(case, given, policy)
    if "ends_at" in given and _time("ends_at", given["ends_at"]) <= _time("at", given["at"]):
        raise NotAllowed(Why.TOO_EARLY, field="ends_at", earliest=_time("at", given["at"]))
    if verb is Verb.REVISIT and given["via"] == Via.VISIT and not case.has_appointment:
        check_reason_to_visit(given.get(WITHOUT_APPOINTMENT))


def check_reason_to_visit(reason: object) -> None:
    """R56: raise NotAllowed unless it is said why a visit took place that nobody agreed on."""
    if is_empty(reason):
        raise NotAllowed(Why.NO_APPOINTMENT, field=WITHOUT_APPOINTMENT)


def choices_of(verb: Verb, name: str) -> tuple[object, ...]:
    """The words that a field of a verb takes; none for one that takes any text."""
    return _CHOICES_OF.get((verb, name), _CHOICES.get(name, ()))


def is_empty(value: object) -> bool:
    """Tell whether a field counts as left out: None, or a text without a word in it."""
    return value is None or (isinstance(value, str) and not value.strip())


def _check_names(
    verb: Verb, actor: StaffFacts | None, fields: Mapping[str, object], given: Mapping[str, object]
) -> None:
    names = FIELDS[verb]
    for name in fields:
        if name not in (*names.required, *names.optional):
            raise NotAllowed(Why.UNKNOWN_FIELD, verb=verb, field=name)
    # A resident takes a report back without having to say why.
    required = () if actor is None else names.required
    if given.get("decision") == Decision.RETURN:
        required += ("reason",)
    if verb is Verb.RECLASSIFY and not given:
        required += ("class",)
    for name in required:
        if name not in given:
            raise NotAllowed(Why.MISSING, field=name)


def _check_value(verb: Verb, name: str, value: object, policy: Policy, now: datetime) -> None:
    if name in TIMES:
        _check_time(name, value, now)
    elif name in _CHOICES:
        choices = choices_of(verb, name)
        if isinstance(value, bool) != (name in TRUTHS) or value not in choices:
            raise NotAllowed(Why.NOT_A_CHOICE, field=name, choices=choices)
    elif not isinstance(value, str):
        raise NotAllowed(Why.NOT_TEXT, field=name)
    elif len(value) > policy.conversation.text_characters_max:
        raise NotAllowed(Why.TOO_LONG, field=name, most=policy.conversation.text_characters_max)


def _check_time(name: str, value: object, now: datetime) -> None:
    at = _time(name, value)
    latest = utc(now) + timedelta(days=HORIZON_DAYS_MAX)
    if at <= utc(now):
        raise NotAllowed(Why.TOO_EARLY, field=name, earliest=now)
    if at > latest:
        raise NotAllowed(Why.TOO_LATE, field=name, latest=latest)


def _check_handler(verb: Verb, case: CaseFacts, handler: str, named: StaffFacts | None) -> None:
    """R33, R43, R70: the manager's own; a re-review is another's; nobody handles their own case."""
    if named is None:
        raise NotAllowed(Why.NO_SUCH_STAFF, handler=handler)
    if case.in_person and named.role not in MANAGERS:
        raise NotAllowed(Why.FOR_THE_MANAGER, handler=handler)
    is_same = verb is Verb.REVIEW and named.id == case.handler
    if named.role is Role.AUDITOR or named.id == case.about or is_same:
        raise NotAllowed(Why.UNFIT_HANDLER, handler=handler)


def _check_reclassification(
    case: CaseFacts, actor: StaffFacts | None, given: Mapping[str, object]
) -> None:
    """Anyone may raise an urgency, a lead may lower it."""
    urgency = Urgency(str(given.get("urgency", case.urgency)))
    if urgency == case.urgency and given.get("class", case.klass) == case.klass:
        raise NotAllowed(Why.NOTHING_CHANGES)
    ranks = list(Urgency)
    is_lowering = ranks.index(urgency) < ranks.index(case.urgency)
    if is_lowering and actor is not None and actor.role not in RUNGS[RUNGS.index(Role.LEAD) :]:
        raise NotAllowed(
            Why.LOWERING, before=case.urgency, after=urgency, role=actor.role, needed=Role.LEAD
        )


def _check_extension(case: CaseFacts, given: Mapping[str, object], policy: Policy) -> None:
    """R48: an extension is later than what it extends; a revisit's has a limit."""
    kind = DeadlineKind(str(given["kind"]))
    until = _time("until", given["until"])
    if kind not in case.pending:
        raise NotAllowed(Why.NO_SUCH_DEADLINE, kind=kind)
    if until <= utc(case.pending[kind]):
        raise NotAllowed(Why.NO_EXTENSION, kind=kind, due=case.pending[kind])
    if kind is DeadlineKind.REVISIT and case.resolved_at is not None:
        latest = revisit_extension_limit(policy, case.resolved_at)
        if until > latest:
            raise NotAllowed(Why.TOO_LATE, field="until", latest=latest)


def _time(name: str, value: object) -> datetime:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value
    raise NotAllowed(Why.NOT_A_TIME, field=name)
