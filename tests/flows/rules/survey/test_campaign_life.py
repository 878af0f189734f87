"""A campaign goes its way step by step, and every shortcut has a name under it (R5, R18)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.case_life import StaffFacts
from flows.rules.policy_text import packaged
from flows.rules.refusals import NotAllowed
from flows.rules.survey.campaign_life import (
    CampaignFacts,
    check_campaign,
    check_signature,
    state_after,
    takes_override,
)
from flows.rules.survey.words import CampaignState, CampaignVerb, Reviewer
from flows.rules.vocabulary import Role
from tests.each import each

STRICT = packaged("strict")
FROZEN_ON = date(2026, 11, 2)
CAMPAIGN = CampaignFacts(
    CampaignState.DRAFT, homes=400, starts_on=date(2026, 11, 9), last_day=date(2026, 11, 22)
)
LONG_AFTER = {verb: date(2027, 1, 1) for verb in CampaignVerb} | {
    CampaignVerb.FREEZE: FROZEN_ON,
    CampaignVerb.START: date(2026, 11, 9),
}
LEAD, MANAGER, BOSS = (
    StaffFacts("li", Role.LEAD),
    StaffFacts("wang", Role.MANAGER),
    StaffFacts("zhao", Role.GENERAL_MANAGER),
)


def _refusal(
    verb: CampaignVerb,
    campaign: CampaignFacts,
    actor: StaffFacts | None,
    today: date = FROZEN_ON,
    reason: str = "",
) -> str | None:
    try:
        check_campaign(STRICT, verb, campaign, actor, today=today, reason=reason)
    except NotAllowed as refused:
        return refused.key
    return None


def test_a_campaign_goes_from_draft_to_published() -> None:
    campaign = CAMPAIGN
    days = {CampaignVerb.FREEZE: 0, CampaignVerb.START: 7, CampaignVerb.CLOSE: 21}
    states = []

    for verb in (one for one in CampaignVerb if one is not CampaignVerb.DROP):
        day = FROZEN_ON + timedelta(days=days.get(verb, 30))
        assert _refusal(verb, campaign, MANAGER, day) is None
        if verb is CampaignVerb.SIGN:
            campaign = replace(campaign, signed=dict.fromkeys(Reviewer, "three people"))
        campaign = replace(campaign, state=state_after(verb, campaign))
        states.append(campaign.state)

    assert states == [
        CampaignState.DRAFT,
        CampaignState.FROZEN,
        CampaignState.RUNNING,
        CampaignState.RUNNING,
        CampaignState.CLOSED,
        CampaignState.REPORTED,
        CampaignState.REVIEWED,
        CampaignState.PUBLISHED,
    ]


@given(st.sampled_from(CampaignVerb), st.sampled_from(CampaignState))
def test_in_every_other_state_a_verb_is_refused(verb: CampaignVerb, state: CampaignState) -> None:
    before = list(CampaignState)[:-1]
    allowed = dict(
        zip(
            (CampaignVerb.FREEZE, CampaignVerb.START, CampaignVerb.CLOSE, CampaignVerb.REPORT,
             CampaignVerb.SIGN, CampaignVerb.PUBLISH),
            ({state} for state in before),
            strict=True,
        )
    )  # fmt: skip
    allowed[CampaignVerb.REMIND] = {CampaignState.RUNNING}
    allowed[CampaignVerb.REVISE] = {CampaignState.DRAFT}
    allowed[CampaignVerb.DROP] = {CampaignState.DRAFT, CampaignState.FROZEN}
    allowed[CampaignVerb.REPORT] |= {CampaignState.REPORTED, CampaignState.REVIEWED}

    campaign = replace(CAMPAIGN, state=state)
    refusal = _refusal(verb, campaign, MANAGER, LONG_AFTER[verb], "台风")

    assert refusal == (None if state in allowed[verb] else "refused.campaign_state")


@each(
    ("day", "actor", "reason", "refusal"),
    [
        (date(2026, 11, 2), LEAD, "", None),
        (date(2026, 11, 3), None, "", "refused.frozen_late"),
        (date(2026, 11, 3), LEAD, "台风提前", "refused.frozen_late"),
        (date(2026, 11, 3), MANAGER, "  ", "refused.frozen_late"),
        (date(2026, 11, 3), MANAGER, "台风提前", None),
    ],
)
def test_a_list_is_fixed_a_week_before_unless_a_manager_says_why_not(
    day: date, actor: StaffFacts | None, reason: str, refusal: str | None
) -> None:
    assert _refusal(CampaignVerb.FREEZE, CAMPAIGN, actor, day, reason) == refusal
    assert takes_override(STRICT, CampaignVerb.FREEZE, CAMPAIGN, day) is (day > FROZEN_ON)


@each(
    ("day", "actor", "reason", "refusal"),
    [
        (date(2026, 11, 9), None, "", None),
        (date(2026, 11, 8), None, "", "refused.before_its_day"),
        (date(2026, 11, 8), LEAD, "大家都等着", "refused.before_its_day"),
        (date(2026, 11, 8), MANAGER, "大家都等着", None),
        (date(2026, 11, 23), MANAGER, "晚了也要做", "refused.time_over"),
    ],
)
def test_a_survey_starts_on_its_day_unless_a_manager_says_why_not(
    day: date, actor: StaffFacts | None, reason: str, refusal: str | None
) -> None:
    frozen = replace(CAMPAIGN, state=CampaignState.FROZEN)

    assert _refusal(CampaignVerb.START, frozen, actor, day, reason) == refusal


@each(
    ("state", "actor", "reason", "refusal"),
    [
        (CampaignState.DRAFT, LEAD, "写错了", None),
        (CampaignState.DRAFT, LEAD, "  ", "refused.missing"),
        (CampaignState.FROZEN, LEAD, "写错了", "refused.list_fixed"),
        (CampaignState.FROZEN, MANAGER, "", "refused.missing"),
        (CampaignState.FROZEN, MANAGER, "写错了", None),
        (CampaignState.RUNNING, MANAGER, "写错了", "refused.campaign_state"),
    ],
)
def test_a_survey_is_given_up_with_a_reason_and_after_the_draw_by_a_manager(
    state: CampaignState, actor: StaffFacts, reason: str, refusal: str | None
) -> None:
    campaign = replace(CAMPAIGN, state=state)

    assert _refusal(CampaignVerb.DROP, campaign, actor, FROZEN_ON, reason) == refusal


@given(st.sampled_from(CampaignVerb), st.sampled_from(CampaignState))
def test_nothing_more_is_done_to_a_survey_that_was_given_up(
    verb: CampaignVerb, state: CampaignState
) -> None:
    campaign = replace(CAMPAIGN, state=state, is_dropped=True)

    assert _refusal(verb, campaign, BOSS, FROZEN_ON, "再来") == "refused.campaign_dropped"


def test_answers_are_taken_through_the_last_day() -> None:
    running = replace(CAMPAIGN, state=CampaignState.RUNNING)

    assert _refusal(CampaignVerb.CLOSE, running, None, date(2026, 11, 22)) == "refused.still_open"
    assert _refusal(CampaignVerb.CLOSE, running, MANAGER, date(2026, 11, 22), "够了") is None
    assert _refusal(CampaignVerb.CLOSE, running, None, date(2026, 11, 23)) is None


def test_nothing_is_frozen_that_would_ask_nobody() -> None:
    nobody = replace(CAMPAIGN, homes=0)

    assert _refusal(CampaignVerb.FREEZE, nobody, LEAD) == "refused.nobody_drawn"


def test_a_survey_is_published_by_a_manager_and_run_by_a_lead() -> None:
    reviewed = replace(CAMPAIGN, state=CampaignState.REVIEWED)

    assert _refusal(CampaignVerb.PUBLISH, reviewed, LEAD) == "refused.role"
    for role in (Role.ASSISTANT, Role.TECHNICIAN, Role.AUDITOR):
        assert _refusal(CampaignVerb.FREEZE, CAMPAIGN, StaffFacts("x", role)) == "refused.role"


@each(
    ("unchecked", "actor", "reason", "refusal"),
    [
        (0, MANAGER, "", None),
        (1, MANAGER, "", "refused.unchecked"),
        (1, MANAGER, "住户都在等", "refused.unchecked"),
        (1, BOSS, "  ", "refused.unchecked"),
        (1, BOSS, "住户都在等", None),
    ],
)
def test_nothing_is_published_before_it_was_compared_unless_the_general_manager_says_why(
    unchecked: int, actor: StaffFacts, reason: str, refusal: str | None
) -> None:
    reviewed = replace(CAMPAIGN, state=CampaignState.REVIEWED, unchecked=unchecked)

    assert _refusal(CampaignVerb.PUBLISH, reviewed, actor, reason=reason) == refusal


def test_a_report_with_answers_found_false_since_is_published_by_nobody() -> None:
    reviewed = replace(CAMPAIGN, state=CampaignState.REVIEWED, is_disproved=True)

    assert _refusal(CampaignVerb.PUBLISH, reviewed, BOSS, reason="急") == "refused.report_disproved"
    assert _refusal(CampaignVerb.REPORT, reviewed, LEAD) is None
    assert state_after(CampaignVerb.REPORT, reviewed) is CampaignState.REPORTED


def test_service_management_and_executive_sign_and_are_three_people() -> None:
    campaign = replace(CAMPAIGN, state=CampaignState.REPORTED)
    for reviewer, actor in zip(Reviewer, (LEAD, MANAGER, BOSS), strict=True):
        assert state_after(CampaignVerb.SIGN, campaign) is CampaignState.REPORTED
        check_signature(campaign, reviewer, actor)
        campaign = replace(campaign, signed={**campaign.signed, reviewer: actor.id})
    assert state_after(CampaignVerb.SIGN, campaign) is CampaignState.REVIEWED

    signed = replace(CAMPAIGN, signed={Reviewer.SERVICE: MANAGER.id})
    with pytest.raises(NotAllowed, match="already: three"):
        check_signature(signed, Reviewer.MANAGEMENT, MANAGER)
    with pytest.raises(NotAllowed, match="for service already"):
        check_signature(signed, Reviewer.SERVICE, LEAD)
    with pytest.raises(NotAllowed, match="takes a general_manager"):
        check_signature(signed, Reviewer.EXECUTIVE, MANAGER)
