import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.case_life import (
    IN_PERSON,
    MEETS,
    OF_KIND,
    VERBS,
    CaseFacts,
    PlanFacts,
    StaffFacts,
    check,
    may,
    state_after,
)
from flows.rules.policy_text import packaged
from flows.rules.refusals import REASONS, NotAllowed, Refusal, Why
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
from tests.each import each

STRICT = packaged("strict")
OPEN = CaseFacts(CaseState.OPEN, 1, CaseClass.FACILITY, Urgency.NORMAL)
MANAGER = StaffFacts("wang", Role.MANAGER)
GENERAL_MANAGER = StaffFacts("zhao", Role.GENERAL_MANAGER)
RESIDENT = None


def refusal(verb: Verb, case: CaseFacts, actor: StaffFacts | None) -> NotAllowed:
    with pytest.raises(NotAllowed) as caught:
        check(verb, case, actor, policy=STRICT)
    return caught.value


def staff(role: Role) -> StaffFacts:
    return StaffFacts("somebody", role)


ALLOWED = """
open       accept respond assign propose approve resolve reclassify extend withdraw \
           adopt credit flag coordinate forward hand_back arrange rearrange call_off join add
handling   accept respond assign propose approve resolve reclassify extend withdraw close \
           adopt credit flag coordinate forward hand_back arrange rearrange call_off join add
resolved   respond revisit extend close credit flag sign_off arrange rearrange call_off add
closed     review credit flag sign_off archive
withdrawn
"""


def test_each_state_has_the_verbs_of_the_table_and_no_others() -> None:
    lines = [line.split() for line in ALLOWED.strip().splitlines()]

    assert {CaseState(state): {Verb(verb) for verb in verbs} for state, *verbs in lines} == VERBS


@given(st.sampled_from(list(CaseState)), st.sampled_from(list(Verb)))
def test_what_the_state_does_not_allow_is_refused_even_to_the_general_manager(
    state: CaseState, verb: Verb
) -> None:
    kind = OF_KIND.get(verb, CaseKind.COMPLAINT)
    plan, handler = PlanFacts("li", approved=True), GENERAL_MANAGER.id
    case = replace(OPEN, state=state, round=2, kind=kind, plan=plan, handler=handler)

    if verb in VERBS[state]:
        if verb is not Verb.APPROVE:
            check(verb, case, GENERAL_MANAGER, policy=STRICT)
        assert may(GENERAL_MANAGER.role, verb)
    else:
        refused = refusal(verb, case, GENERAL_MANAGER)
        assert refused.code is Refusal.WRONG_STATE
        assert str(verb) in refused.reason
        assert str(state) in refused.reason


LOWEST = {
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


@each("verb", list(Verb))
@each("role", RUNGS)
def test_a_verb_is_for_its_rung_and_all_above(verb: Verb, role: Role) -> None:
    assert may(role, verb) is (RUNGS.index(role) >= RUNGS.index(LOWEST[verb]))


def test_a_technician_does_the_work_and_nothing_else() -> None:
    theirs = {verb for verb in Verb if may(Role.TECHNICIAN, verb)}

    work = {Verb.ACCEPT, Verb.RESPOND, Verb.PROPOSE, Verb.RESOLVE, Verb.RECLASSIFY}
    visits = {Verb.ARRANGE, Verb.REARRANGE, Verb.CALL_OFF}
    assert theirs == work | visits | {Verb.HAND_BACK, Verb.ADD}


def test_an_auditor_changes_nothing() -> None:
    assert not any(may(Role.AUDITOR, verb) for verb in Verb)
    assert refusal(Verb.ACCEPT, OPEN, staff(Role.AUDITOR)).code is Refusal.WRONG_ROLE


def test_a_verb_that_is_for_others_is_refused_with_the_role_that_it_takes() -> None:
    refused = refusal(Verb.EXTEND, OPEN, staff(Role.ASSISTANT))

    assert refused.code is Refusal.WRONG_ROLE
    assert refused.reason == "extend is not for the role assistant; it takes a lead"
    assert refused.key == "refused.role"
    assert refused.params == {"verb": "extend", "role": "assistant", "needed": "lead"}


def test_a_resident_may_take_a_report_back_and_ask_for_a_review_and_nothing_else() -> None:
    check(Verb.WITHDRAW, OPEN, RESIDENT, policy=STRICT)
    check(Verb.REVIEW, replace(OPEN, state=CaseState.CLOSED), RESIDENT, policy=STRICT)

    refused = refusal(Verb.RESOLVE, OPEN, RESIDENT)
    assert refused.code is Refusal.WRONG_ROLE
    assert refused.key == "refused.not_a_residents_verb"


@each("verb", sorted(VERBS[CaseState.OPEN]))
def test_nobody_handles_a_complaint_about_themselves(verb: Verb) -> None:
    about_the_manager = replace(OPEN, about=MANAGER.id)

    assert refusal(verb, about_the_manager, MANAGER).code is Refusal.ABOUT_YOU


def test_somebody_else_may_handle_a_complaint_about_staff() -> None:
    check(Verb.ACCEPT, replace(OPEN, about="li"), MANAGER, policy=STRICT)


@each("verb", sorted(IN_PERSON))
def test_what_is_for_the_manager_in_person_nobody_below_does(verb: Verb) -> None:
    for_the_manager = replace(OPEN, in_person=True)

    refused = refusal(verb, for_the_manager, staff(Role.LEAD))
    assert (refused.code, refused.key) == (Refusal.WRONG_ROLE, "refused.in_person")
    check(verb, for_the_manager, MANAGER, policy=STRICT)


@pytest.mark.parametrize("verb", sorted(OF_KIND))
def test_a_verb_of_one_kind_is_refused_for_all_others(verb: Verb) -> None:
    repair = replace(OPEN, kind=CaseKind.REPAIR)

    assert refusal(verb, repair, MANAGER).code is Refusal.WRONG_KIND
    check(verb, replace(OPEN, kind=OF_KIND[verb]), MANAGER, policy=STRICT)


@pytest.mark.parametrize(
    ("kind", "instead"), [(CaseKind.SUGGESTION, Verb.ADOPT), (CaseKind.PRAISE, Verb.CREDIT)]
)
def test_a_suggestion_and_praise_end_by_their_own_verb(kind: CaseKind, instead: Verb) -> None:
    matter = replace(OPEN, kind=kind)

    refused = refusal(Verb.RESOLVE, matter, MANAGER)
    assert refused.code is Refusal.WRONG_KIND
    assert f"not resolved: {instead} says" in refused.reason
    check(instead, matter, MANAGER, policy=STRICT)


def test_only_the_handler_hands_a_case_back() -> None:
    handled = replace(OPEN, handler="li")

    assert refusal(Verb.HAND_BACK, handled, MANAGER).code is Refusal.NOT_THE_HANDLER
    assert refusal(Verb.HAND_BACK, OPEN, MANAGER).code is Refusal.NOT_THE_HANDLER
    check(Verb.HAND_BACK, replace(OPEN, handler=MANAGER.id), MANAGER, policy=STRICT)


@each("verb", sorted(VERBS[CaseState.CLOSED]))
def test_an_archived_file_is_opened_by_a_review_alone(verb: Verb) -> None:
    kind = OF_KIND.get(verb, CaseKind.COMPLAINT)
    archived = replace(OPEN, state=CaseState.CLOSED, kind=kind, archived=True)

    if verb is Verb.REVIEW:
        check(verb, archived, MANAGER, policy=STRICT)
    else:
        assert refusal(verb, archived, MANAGER).key == "refused.archived"


def test_a_case_closes_as_unsatisfied_from_the_second_round_on() -> None:
    first = replace(OPEN, state=CaseState.RESOLVED)

    refused = refusal(Verb.CLOSE, first, MANAGER)

    assert refused.code is Refusal.WRONG_STATE
    assert refused.reason == (
        "a case can be closed as unsatisfied from round 2 on, and this is round 1"
    )
    check(Verb.CLOSE, replace(first, round=2), MANAGER, policy=STRICT)


def test_a_plan_is_decided_on_by_somebody_else_than_who_proposed_it() -> None:
    case = replace(OPEN, plan=PlanFacts(by=MANAGER.id))

    assert refusal(Verb.APPROVE, case, MANAGER).code is Refusal.OWN_PLAN
    check(Verb.APPROVE, case, GENERAL_MANAGER, policy=STRICT)


@pytest.mark.parametrize(
    "plan", [None, PlanFacts("li", approved=True), PlanFacts("li", approved=False)]
)
def test_only_a_plan_that_waits_can_be_decided_on(plan: PlanFacts | None) -> None:
    refused = refusal(Verb.APPROVE, replace(OPEN, plan=plan), MANAGER)

    assert refused.code is Refusal.PLAN_NEEDED
    assert refused.key == "refused.no_plan"


@each("case", [replace(OPEN, klass=CaseClass.MANAGEMENT), replace(OPEN, round=2)])
@each("plan", [None, PlanFacts("li"), PlanFacts("li", approved=False)])
def test_a_case_that_needs_an_approved_plan_is_not_resolved_without(
    case: CaseFacts, plan: PlanFacts | None
) -> None:
    refused = refusal(Verb.RESOLVE, replace(case, plan=plan), MANAGER)

    assert refused.code is Refusal.PLAN_NEEDED
    assert "proposed and approved" in refused.reason
    check(Verb.RESOLVE, replace(case, plan=PlanFacts("li", approved=True)), MANAGER, policy=STRICT)


def test_an_ordinary_case_is_resolved_without_a_plan() -> None:
    check(Verb.RESOLVE, OPEN, staff(Role.TECHNICIAN), policy=STRICT)


@each(
    ("verb", "before", "after"),
    [
        (Verb.RESPOND, CaseState.OPEN, CaseState.HANDLING),
        (Verb.RESPOND, CaseState.HANDLING, CaseState.HANDLING),
        (Verb.RESPOND, CaseState.RESOLVED, CaseState.RESOLVED),
        (Verb.ACCEPT, CaseState.OPEN, CaseState.OPEN),
        (Verb.ASSIGN, CaseState.OPEN, CaseState.OPEN),
        (Verb.PROPOSE, CaseState.OPEN, CaseState.OPEN),
        (Verb.APPROVE, CaseState.HANDLING, CaseState.HANDLING),
        (Verb.RECLASSIFY, CaseState.OPEN, CaseState.OPEN),
        (Verb.EXTEND, CaseState.RESOLVED, CaseState.RESOLVED),
        (Verb.RESOLVE, CaseState.OPEN, CaseState.RESOLVED),
        (Verb.RESOLVE, CaseState.HANDLING, CaseState.RESOLVED),
        (Verb.REVISIT, CaseState.RESOLVED, CaseState.OPEN),
        (Verb.CLOSE, CaseState.RESOLVED, CaseState.CLOSED),
        (Verb.REVIEW, CaseState.CLOSED, CaseState.OPEN),
        (Verb.WITHDRAW, CaseState.OPEN, CaseState.WITHDRAWN),
        (Verb.ADOPT, CaseState.OPEN, CaseState.CLOSED),
        (Verb.CREDIT, CaseState.HANDLING, CaseState.CLOSED),
        (Verb.CREDIT, CaseState.RESOLVED, CaseState.RESOLVED),
        (Verb.FLAG, CaseState.CLOSED, CaseState.CLOSED),
        (Verb.COORDINATE, CaseState.HANDLING, CaseState.HANDLING),
        (Verb.FORWARD, CaseState.OPEN, CaseState.OPEN),
    ],
)
def test_a_verb_leads_to_its_state(verb: Verb, before: CaseState, after: CaseState) -> None:
    assert state_after(verb, before) is after


def test_a_revisit_that_confirms_closes_the_case() -> None:
    assert state_after(Verb.REVISIT, CaseState.RESOLVED, confirmed=True) is CaseState.CLOSED


def test_a_human_answer_meets_what_waited_for_one_but_a_plan_only_the_measures() -> None:
    answer = {
        DeadlineKind.FIRST_RESPONSE,
        DeadlineKind.PROMISE,
        DeadlineKind.SPECIAL_MEASURES,
    }

    assert MEETS[Verb.RESPOND] == answer
    assert MEETS[Verb.RESOLVE] == answer | {DeadlineKind.KEY_SOLUTION, DeadlineKind.SOLUTION}
    assert MEETS[Verb.PROPOSE] == {DeadlineKind.SPECIAL_MEASURES}


def test_every_refusal_has_a_reason_and_names_all_that_is_wrong() -> None:
    assert set(REASONS) == set(Why)
    assert {code for code, _ in REASONS.values()} == set(Refusal)
    for why, (_, pattern) in REASONS.items():
        names = set(re.findall(r"\{(\w+)\}", pattern))
        refused = NotAllowed(why, **dict.fromkeys(names, "«this»"))
        assert refused.reason.count("«this»") == len(names)
        assert str(refused).startswith(refused.code)
