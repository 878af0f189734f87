from dataclasses import replace
from datetime import UTC, datetime, timedelta

from flows.rules.escalation import Audience
from flows.rules.policy_text import packaged
from flows.rules.rounds import (
    after_not_fixed,
    is_confirmed,
    is_major,
    needs_approval,
    next_rung,
    told_of_special_measures,
)
from flows.rules.vocabulary import CaseClass, Role, Satisfaction, Urgency
from tests.each import each

STRICT = packaged("strict")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@each(
    ("role", "above"),
    [
        (Role.ASSISTANT, Role.LEAD),
        (Role.LEAD, Role.MANAGER),
        (Role.MANAGER, Role.GENERAL_MANAGER),
        (Role.GENERAL_MANAGER, Role.GENERAL_MANAGER),
        (Role.TECHNICIAN, Role.LEAD),
        (Role.AUDITOR, Role.LEAD),
        (None, Role.LEAD),
    ],
)
def test_a_case_goes_up_one_rung_and_at_the_top_it_stays(role: Role | None, above: Role) -> None:
    assert next_rung(role) is above


def test_not_fixed_opens_the_next_round_one_rung_higher_with_measures_in_24_hours() -> None:
    following = after_not_fixed(STRICT, round_before=1, handler_role=Role.ASSISTANT, at=NOW)

    assert following.round == 2
    assert following.handler_role is Role.LEAD
    assert following.special_measures_due_at == NOW + timedelta(hours=24)
    assert following.told == (Audience.MANAGER,)


def test_from_the_third_round_on_the_general_manager_is_told() -> None:
    following = after_not_fixed(STRICT, round_before=2, handler_role=None, at=NOW)

    assert following.told == (Audience.MANAGER, Audience.GENERAL_MANAGER)
    assert told_of_special_measures(STRICT, 1) == (Audience.MANAGER,)
    assert Audience.GENERAL_MANAGER in told_of_special_measures(STRICT, 9)


@each(
    ("urgency", "case_round", "key_client", "major"),
    [
        (Urgency.NORMAL, 1, False, False),
        (Urgency.KEY, 1, False, True),
        (Urgency.EMERGENCY, 1, False, True),
        (Urgency.NORMAL, 2, False, True),
        (Urgency.NORMAL, 1, True, True),
    ],
)
def test_a_case_is_major_by_urgency_round_or_key_client(
    urgency: Urgency, case_round: int, key_client: bool, major: bool
) -> None:
    found = is_major(STRICT, urgency=urgency, case_round=case_round, key_client=key_client)

    assert found is major


def test_an_estate_may_treat_key_clients_like_everybody() -> None:
    equal = replace(STRICT, major=replace(STRICT.major, key_clients=False))

    assert not is_major(equal, urgency=Urgency.NORMAL, case_round=1, key_client=True)


@each("klass", list(CaseClass))
def test_plans_about_management_and_in_later_rounds_need_approval(klass: CaseClass) -> None:
    assert needs_approval(STRICT, klass, 1) is (klass is CaseClass.MANAGEMENT)
    assert needs_approval(STRICT, klass, 2)
    assert needs_approval(STRICT, klass, 3)


@each("satisfaction", [*Satisfaction, None])
def test_fixed_closes_unless_dissatisfied_and_not_fixed_never_closes(
    satisfaction: Satisfaction | None,
) -> None:
    confirmed = is_confirmed(fixed=True, satisfaction=satisfaction)

    assert confirmed is (satisfaction is not Satisfaction.DISSATISFIED)
    assert not is_confirmed(fixed=False, satisfaction=satisfaction)
