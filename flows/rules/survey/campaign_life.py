"""The life of a campaign: which verb is allowed in which state, to whom, and what it leads to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import assert_never

from flows.rules.case_life import StaffFacts
from flows.rules.policy import Policy
from flows.rules.refusals import NotAllowed, Why
from flows.rules.survey.words import CampaignState, CampaignVerb, Reviewer
from flows.rules.vocabulary import RUNGS, Role

STATES: Mapping[CampaignVerb, frozenset[CampaignState]] = {
    CampaignVerb.REVISE: frozenset({CampaignState.DRAFT}),
    CampaignVerb.FREEZE: frozenset({CampaignState.DRAFT}),
    CampaignVerb.START: frozenset({CampaignState.FROZEN}),
    CampaignVerb.REMIND: frozenset({CampaignState.RUNNING}),
    CampaignVerb.CLOSE: frozenset({CampaignState.RUNNING}),
    CampaignVerb.REPORT: frozenset(
        {CampaignState.CLOSED, CampaignState.REPORTED, CampaignState.REVIEWED}
    ),
    CampaignVerb.SIGN: frozenset({CampaignState.REPORTED}),
    CampaignVerb.PUBLISH: frozenset({CampaignState.REVIEWED}),
    CampaignVerb.DROP: frozenset({CampaignState.DRAFT, CampaignState.FROZEN}),
}
LOWEST_ROLE: Mapping[CampaignVerb, Role] = {
    CampaignVerb.REVISE: Role.LEAD,
    CampaignVerb.FREEZE: Role.LEAD,
    CampaignVerb.START: Role.LEAD,
    CampaignVerb.REMIND: Role.LEAD,
    CampaignVerb.CLOSE: Role.LEAD,
    CampaignVerb.REPORT: Role.LEAD,
    CampaignVerb.SIGN: Role.LEAD,
    CampaignVerb.PUBLISH: Role.MANAGER,
    CampaignVerb.DROP: Role.LEAD,
}
LOWEST_REVIEWER: Mapping[Reviewer, Role] = {
    Reviewer.SERVICE: Role.LEAD,
    Reviewer.MANAGEMENT: Role.MANAGER,
    Reviewer.EXECUTIVE: Role.GENERAL_MANAGER,
}
STARTING = frozenset({CampaignVerb.FREEZE, CampaignVerb.START})
# The lowest rung that freezes late, starts or closes early, or gives up a draw, and says why.
OVERRIDING = Role.MANAGER
# The company office compares answers with their originals: only its head goes without (R16).
OVERRIDING_THE_CHECK = Role.GENERAL_MANAGER


@dataclass(frozen=True)
class CampaignFacts:
    """What the rules need to know of a campaign; its days are days of the estate.

    `homes` have been drawn, or are to be. `last_day` is the last on which answers are taken,
    `signed` says which member of the staff has signed as what. One that was dropped has been given
    up: it keeps the state that it had, and nothing more is done to it. `unchecked` answers wait to
    be compared with their originals; `is_disproved`: the report counts what was found to be false
    since.
    """

    state: CampaignState
    homes: int = 0
    starts_on: date | None = None
    last_day: date | None = None
    signed: Mapping[Reviewer, str] = field(default_factory=dict)
    is_dropped: bool = False
    unchecked: int = 0
    is_disproved: bool = False


def check_campaign(
    policy: Policy,
    verb: CampaignVerb,
    campaign: CampaignFacts,
    actor: StaffFacts | None,
    *,
    today: date,
    reason: str = "",
) -> None:
    """Raise NotAllowed unless that person may do this to the campaign on that day.

    `actor` is None for the service itself, which starts, reminds and closes as planned. Signing is
    judged by check_signature as well. What takes an override is to be recorded with its `reason`.
    """
    if actor is not None:
        _check_rung(verb, actor.role, LOWEST_ROLE[verb])
    if campaign.is_dropped:
        raise NotAllowed(Why.CAMPAIGN_DROPPED)
    if campaign.state not in STATES[verb]:
        raise NotAllowed(Why.CAMPAIGN_STATE, verb=verb, state=campaign.state)
    if verb is CampaignVerb.FREEZE and not campaign.homes:
        raise NotAllowed(Why.NOBODY_DRAWN)
    if verb is CampaignVerb.DROP and not reason.strip():
        raise NotAllowed(Why.MISSING, field="reason")
    until = campaign.last_day
    if verb in STARTING and until is not None and until < today:
        raise NotAllowed(Why.TIME_OVER, until=str(until))
    if verb is CampaignVerb.PUBLISH and campaign.is_disproved:
        raise NotAllowed(Why.REPORT_DISPROVED)
    role = actor.role if actor is not None else None
    needed = OVERRIDING_THE_CHECK if verb is CampaignVerb.PUBLISH else OVERRIDING
    may_override = bool(reason.strip()) and role in RUNGS[RUNGS.index(needed) :]
    if may_override or not takes_override(policy, verb, campaign, today):
        return
    match verb:
        case CampaignVerb.FREEZE:
            days = policy.survey_calendar.frozen_days
            raise NotAllowed(Why.FROZEN_LATE, days=days, needed=needed)
        case CampaignVerb.START:
            raise NotAllowed(Why.BEFORE_ITS_DAY, day=str(campaign.starts_on), needed=needed)
        case CampaignVerb.DROP:
            raise NotAllowed(Why.LIST_FIXED, needed=needed)
        case CampaignVerb.PUBLISH:
            raise NotAllowed(Why.UNCHECKED, number=campaign.unchecked, needed=needed)
        case _:
            raise NotAllowed(Why.STILL_OPEN, until=str(until), needed=needed)


def takes_override(
    policy: Policy, verb: CampaignVerb, campaign: CampaignFacts, today: date
) -> bool:
    """Tell whether a verb comes at a time at which somebody has to answer for it (R5).

    That is a list of homes that is fixed too late for the day of the start, a start before its day,
    a close before the last day is over, giving up a list that is fixed (homes could be drawn again
    and again until they please), and publishing what is not compared with its originals yet (R16).
    """
    match verb:
        case CampaignVerb.FREEZE:
            fixed = timedelta(days=policy.survey_calendar.frozen_days)
            return campaign.starts_on is not None and today + fixed > campaign.starts_on
        case CampaignVerb.START:
            return campaign.starts_on is not None and today < campaign.starts_on
        case CampaignVerb.CLOSE:
            return campaign.last_day is not None and today <= campaign.last_day
        case CampaignVerb.DROP:
            return campaign.state is CampaignState.FROZEN
        case CampaignVerb.PUBLISH:
            return campaign.unchecked > 0
        case _:
            return False


def check_signature(campaign: CampaignFacts, reviewer: Reviewer, actor: StaffFacts) -> None:
    """Raise NotAllowed unless that person may sign as that: three parts, three people (R18)."""
    _check_rung(CampaignVerb.SIGN, actor.role, LOWEST_REVIEWER[reviewer])
    if reviewer in campaign.signed:
        raise NotAllowed(Why.SIGNED_BEFORE, reviewer=reviewer)
    if actor.id in campaign.signed.values():
        raise NotAllowed(Why.SIGNED_BY_YOU)


def state_after(verb: CampaignVerb, campaign: CampaignFacts) -> CampaignState:
    """Return the state that an allowed verb leads to; `campaign` has a new signature already.

    A report that is written again is signed again: whoever signed has not read it.
    """
    match verb:
        case CampaignVerb.REVISE | CampaignVerb.DROP:
            return campaign.state
        case CampaignVerb.FREEZE:
            return CampaignState.FROZEN
        case CampaignVerb.START | CampaignVerb.REMIND:
            return CampaignState.RUNNING
        case CampaignVerb.CLOSE:
            return CampaignState.CLOSED
        case CampaignVerb.REPORT:
            return CampaignState.REPORTED
        case CampaignVerb.SIGN:
            is_complete = campaign.signed.keys() >= set(Reviewer)
            return CampaignState.REVIEWED if is_complete else CampaignState.REPORTED
        case CampaignVerb.PUBLISH:
            return CampaignState.PUBLISHED
        case _:
            assert_never(verb)


def _check_rung(verb: CampaignVerb, role: Role, needed: Role) -> None:
    if role not in RUNGS or RUNGS.index(role) < RUNGS.index(needed):
        raise NotAllowed(Why.ROLE, verb=verb, role=role, needed=needed)
