"""The life of a case: which verb is allowed in which state, to whom, and what it leads to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never

from flows.rules.policy import Policy
from flows.rules.refusals import NotAllowed, Why
from flows.rules.rounds import needs_approval
from flows.rules.vocabulary import (
    RUNGS,
    CaseClass,
    CaseKind,
    CaseState,
    DeadlineKind,
    Role,
    Urgency,
    Verb,
)

# What is agreed with the resident about a visit, and keyed in by whoever they told (R56).
VISITS = frozenset({Verb.ARRANGE, Verb.REARRANGE, Verb.CALL_OFF})

_WORK = frozenset(
    {
        Verb.ACCEPT,
        Verb.RESPOND,
        Verb.ASSIGN,
        Verb.PROPOSE,
        Verb.APPROVE,
        Verb.RESOLVE,
        Verb.RECLASSIFY,
        Verb.EXTEND,
        Verb.WITHDRAW,
        Verb.ADOPT,
        Verb.CREDIT,
        Verb.FLAG,
        Verb.COORDINATE,
        Verb.FORWARD,
        Verb.HAND_BACK,
        Verb.JOIN,
        Verb.ADD,
        *VISITS,
    }
)

VERBS: Mapping[CaseState, frozenset[Verb]] = {
    CaseState.OPEN: _WORK,
    CaseState.HANDLING: _WORK | {Verb.CLOSE},
    CaseState.RESOLVED: frozenset(
        {
            Verb.RESPOND,
            Verb.REVISIT,
            Verb.EXTEND,
            Verb.CLOSE,
            Verb.CREDIT,
            Verb.FLAG,
            Verb.SIGN_OFF,
            Verb.ADD,
            *VISITS,
        }
    ),
    CaseState.CLOSED: frozenset({Verb.REVIEW, Verb.CREDIT, Verb.FLAG, Verb.SIGN_OFF, Verb.ARCHIVE}),
    CaseState.WITHDRAWN: frozenset(),
}

_IN_HAND = frozenset({CaseState.OPEN, CaseState.HANDLING})

# The lowest rung that may use a verb. Nobody below the rungs may, but for the technician's verbs;
# an auditor changes nothing.
LOWEST_ROLE: Mapping[Verb, Role] = {
    Verb.ACCEPT: Role.ASSISTANT,
    Verb.RESPOND: Role.ASSISTANT,
    Verb.ASSIGN: Role.ASSISTANT,
    Verb.PROPOSE: Role.ASSISTANT,
    Verb.APPROVE: Role.LEAD,
    Verb.RESOLVE: Role.ASSISTANT,
    Verb.RECLASSIFY: Role.ASSISTANT,
    Verb.EXTEND: Role.LEAD,
    Verb.WITHDRAW: Role.LEAD,
    Verb.REVISIT: Role.ASSISTANT,
    Verb.CLOSE: Role.MANAGER,
    Verb.REVIEW: Role.ASSISTANT,
    Verb.ADOPT: Role.LEAD,
    Verb.CREDIT: Role.ASSISTANT,
    Verb.FLAG: Role.LEAD,
    Verb.COORDINATE: Role.ASSISTANT,
    Verb.FORWARD: Role.ASSISTANT,
    Verb.HAND_BACK: Role.ASSISTANT,
    Verb.SIGN_OFF: Role.ASSISTANT,
    Verb.ARCHIVE: Role.MANAGER,
    Verb.ARRANGE: Role.ASSISTANT,
    Verb.REARRANGE: Role.ASSISTANT,
    Verb.CALL_OFF: Role.ASSISTANT,
    Verb.JOIN: Role.ASSISTANT,
    Verb.ADD: Role.ASSISTANT,
}
# From nothing to everything: each may do whatever those before it may.
_BY_REACH = (Role.AUDITOR, Role.TECHNICIAN, *RUNGS)
TECHNICIANS_VERBS = frozenset(
    {
        Verb.ACCEPT,
        Verb.RESPOND,
        Verb.PROPOSE,
        Verb.RESOLVE,
        Verb.RECLASSIFY,
        Verb.HAND_BACK,
        Verb.ADD,
        *VISITS,
    }
)
RESIDENTS_VERBS = frozenset({Verb.WITHDRAW, Verb.REVIEW})

# Verbs that one kind of case alone knows (R20, R24, R39).
OF_KIND: Mapping[Verb, CaseKind] = {
    Verb.ADOPT: CaseKind.SUGGESTION,
    Verb.CREDIT: CaseKind.PRAISE,
    Verb.FORWARD: CaseKind.COMPLAINT,
}
# What a manager does in person when a resident asked for that (R33); all else may be anybody's.
IN_PERSON = frozenset({Verb.ACCEPT, Verb.RESPOND, Verb.PROPOSE, Verb.RESOLVE})
MANAGERS = RUNGS[RUNGS.index(Role.MANAGER) :]

SOLUTIONS = (DeadlineKind.KEY_SOLUTION, DeadlineKind.SOLUTION)

# Which pending deadlines a verb meets. A `respond` that no channel can deliver is taken back.
MEETS: Mapping[Verb, frozenset[DeadlineKind]] = {
    Verb.RESPOND: frozenset(
        {DeadlineKind.FIRST_RESPONSE, DeadlineKind.PROMISE, DeadlineKind.SPECIAL_MEASURES}
    ),
    Verb.PROPOSE: frozenset({DeadlineKind.SPECIAL_MEASURES}),
    Verb.APPROVE: frozenset({DeadlineKind.APPROVAL}),
    Verb.RESOLVE: frozenset(
        {
            DeadlineKind.FIRST_RESPONSE,
            DeadlineKind.PROMISE,
            DeadlineKind.SPECIAL_MEASURES,
            *SOLUTIONS,
        }
    ),
    Verb.REVISIT: frozenset({DeadlineKind.REVISIT}),
    Verb.ADOPT: frozenset({DeadlineKind.FIRST_RESPONSE, DeadlineKind.PROMISE, *SOLUTIONS}),
    Verb.CREDIT: frozenset({DeadlineKind.FIRST_RESPONSE, DeadlineKind.PROMISE}),
}


@dataclass(frozen=True)
class PlanFacts:
    """The newest plan of the present round; `approved` is None until somebody has decided."""

    by: str
    approved: bool | None = None


@dataclass(frozen=True)
class CaseFacts:
    """What must be known of a case to judge a verb on it.

    `about` is the staff member complained of (R70); `in_person`: the resident asked for the manager
    (R33); `pending` are its open deadlines and when they are due; an `archived` one has been signed
    off by a manager (R46); `has_appointment`: the resident agreed to a visit in this round (R56).
    """

    state: CaseState
    round: int
    klass: CaseClass
    urgency: Urgency
    handler: str | None = None
    about: str | None = None
    plan: PlanFacts | None = None
    resolved_at: datetime | None = None
    kind: CaseKind = CaseKind.COMPLAINT
    in_person: bool = False
    pending: Mapping[DeadlineKind, datetime] = field(default_factory=dict)
    archived: bool = False
    has_appointment: bool = False


@dataclass(frozen=True)
class StaffFacts:
    """A staff member of the estate's chain."""

    id: str
    role: Role


def check(verb: Verb, case: CaseFacts, actor: StaffFacts | None, *, policy: Policy) -> None:
    """Raise NotAllowed unless that person may use the verb on the case as it stands.

    `actor` is None for the resident who reported it. What the verb says is judged afterwards, by
    verb_fields.check_fields.
    """
    _check_role(verb, actor)
    if actor is not None and actor.id == case.about:
        raise NotAllowed(Why.ABOUT_YOU)
    if actor is not None and case.in_person and verb in IN_PERSON and actor.role not in MANAGERS:
        raise NotAllowed(Why.IN_PERSON, verb=verb, needed=Role.MANAGER)
    _check_kind(verb, case)
    _check_state(verb, case, policy)
    if verb is Verb.HAND_BACK and (actor is None or actor.id != case.handler):
        raise NotAllowed(Why.NOT_THE_HANDLER)
    _check_plan(verb, case, actor, policy)


def state_after(verb: Verb, state: CaseState, *, confirmed: bool = False) -> CaseState:
    """Return the state that an allowed verb leads to.

    `confirmed` is a revisit's verdict, or what a resident signed.
    """
    match verb:
        case Verb.RESPOND | Verb.ARRANGE | Verb.REARRANGE | Verb.CALL_OFF:
            return CaseState.HANDLING if state is CaseState.OPEN else state
        case Verb.RESOLVE:
            return CaseState.RESOLVED
        case Verb.REVISIT:
            return CaseState.CLOSED if confirmed else CaseState.OPEN
        case Verb.CLOSE:
            return CaseState.CLOSED
        case Verb.REVIEW:
            return CaseState.OPEN
        case Verb.WITHDRAW | Verb.JOIN:
            return CaseState.WITHDRAWN
        case Verb.ACCEPT | Verb.ASSIGN | Verb.PROPOSE | Verb.APPROVE:
            return state
        case Verb.RECLASSIFY | Verb.EXTEND | Verb.FLAG | Verb.COORDINATE | Verb.FORWARD:
            return state
        case Verb.ADOPT:
            return CaseState.CLOSED
        case Verb.CREDIT:
            return CaseState.CLOSED if state in _IN_HAND else state
        case Verb.HAND_BACK | Verb.ARCHIVE | Verb.ADD:
            return state
        case Verb.SIGN_OFF:
            return state if confirmed else CaseState.OPEN
        case _:
            assert_never(verb)


def may(role: Role, verb: Verb) -> bool:
    """Tell whether a role may use a verb at all (R36)."""
    if role is Role.TECHNICIAN:
        return verb in TECHNICIANS_VERBS
    return role in RUNGS and RUNGS.index(role) >= RUNGS.index(LOWEST_ROLE[verb])


def bounded(role: Role, bound: Role) -> Role:
    """Return the lower of two roles: what somebody may do through a door that allows less."""
    return min(role, bound, key=_BY_REACH.index)


def _check_role(verb: Verb, actor: StaffFacts | None) -> None:
    if actor is None:
        if verb not in RESIDENTS_VERBS:
            raise NotAllowed(Why.NOT_A_RESIDENTS_VERB, verb=verb)
    elif not may(actor.role, verb):
        raise NotAllowed(Why.ROLE, verb=verb, role=actor.role, needed=LOWEST_ROLE[verb])


def _check_kind(verb: Verb, case: CaseFacts) -> None:
    """R20, R24: suggestions and praise end by a verb of their own, and so are never resolved."""
    if OF_KIND.get(verb, case.kind) is not case.kind:
        raise NotAllowed(Why.KIND, verb=verb, kind=case.kind, needed=OF_KIND[verb])
    if verb is Verb.RESOLVE and case.kind is CaseKind.SUGGESTION:
        raise NotAllowed(Why.NOT_A_DECISION)
    if verb is Verb.RESOLVE and case.kind is CaseKind.PRAISE:
        raise NotAllowed(Why.NOT_A_CREDIT)


def _check_state(verb: Verb, case: CaseFacts, policy: Policy) -> None:
    if verb not in VERBS[case.state]:
        raise NotAllowed(Why.STATE, verb=verb, state=case.state)
    if case.archived and verb is not Verb.REVIEW:
        raise NotAllowed(Why.ARCHIVED)
    if verb is Verb.CLOSE and case.round < policy.rounds.close_from:
        from_round = policy.rounds.close_from
        raise NotAllowed(Why.EARLY_CLOSE, from_round=from_round, round=case.round)


def _check_plan(verb: Verb, case: CaseFacts, actor: StaffFacts | None, policy: Policy) -> None:
    plan = case.plan
    if verb is Verb.APPROVE:
        if plan is None or plan.approved is not None:
            raise NotAllowed(Why.NO_PLAN)
        if actor is not None and actor.id == plan.by:
            raise NotAllowed(Why.OWN_PLAN)
    is_approved = plan is not None and plan.approved
    if verb is Verb.RESOLVE and not is_approved and needs_approval(policy, case.klass, case.round):
        raise NotAllowed(Why.PLAN_NOT_APPROVED)
