from datetime import timedelta

import pytest

from flows.rules.refusals import NotAllowed, Refusal
from flows.rules.vocabulary import (
    CaseState,
    Closure,
    DeadlineKind,
    DeadlineState,
    Role,
    Satisfaction,
    Urgency,
    Verb,
)
from flows.talks.results import Talk
from storage.case_rounds import (
    hear_fixed,
    hear_not_fixed,
    hear_remark,
    hear_satisfaction,
)
from storage.cases import RESIDENT, lock_case
from storage.conversations import ConversationState
from storage.tasks import TaskReason, TaskState
from tests.estate import LI, MORNING, Garden

MET, DROPPED, PENDING, FIRED = (
    DeadlineState.MET,
    DeadlineState.DROPPED,
    DeadlineState.PENDING,
    DeadlineState.FIRED,
)


def say_not_fixed(garden: Garden, case: int, why: str = "还在滴水") -> None:
    with garden.changing() as session:
        hear_not_fixed(session, lock_case(session, case), by=RESIDENT, now=garden.now, why=why)


def say_fixed(garden: Garden, case: int) -> None:
    with garden.changing() as session:
        hear_fixed(session, lock_case(session, case), by=RESIDENT, now=garden.now)


def grade(garden: Garden, case: int, satisfaction: Satisfaction | None) -> None:
    with garden.changing() as session:
        locked = lock_case(session, case)
        hear_satisfaction(session, locked, satisfaction, by=RESIDENT, now=garden.now)


def resolved(garden: Garden, **report: object) -> int:
    case = garden.report(**report)  # type: ignore[arg-type]  # a test names what it wants
    garden.resolve(case)
    garden.now += timedelta(hours=30)
    return case


def test_not_fixed_begins_the_next_round_one_rung_higher(garden: Garden) -> None:
    case = resolved(garden)
    say_not_fixed(garden, case)

    again = garden.case(case)
    assert (again.state, again.round) == (CaseState.OPEN, 2)
    assert (again.resolved_at, again.accepted_at, again.plan_text) == (None, None, None)
    assert (again.verdict_fixed, again.revisited_at) == (False, garden.now)
    assert garden.handler(case) == "zhou"
    assert garden.deadline(case, DeadlineKind.REVISIT).state is MET
    measures = garden.deadline(case, DeadlineKind.SPECIAL_MEASURES)
    assert (measures.round, measures.state) == (2, PENDING)
    assert measures.due_at == garden.now + timedelta(hours=24)


def test_the_next_round_tells_old_and_new_handler_and_the_manager(garden: Garden) -> None:
    case = resolved(garden)
    say_not_fixed(garden, case)

    event = garden.events(case, "not_fixed")[0]
    told = garden.told(case, f"event {event.id}")
    assert told == [(garden.now, one) for one in ("zhou", "xiao.lin", "wang")]
    assert event.text == "还在滴水"


def test_from_the_third_round_on_the_general_manager_is_told(garden: Garden) -> None:
    case = resolved(garden)
    say_not_fixed(garden, case)
    garden.resolve(case, "zhou")
    say_not_fixed(garden, case)

    assert garden.case(case).round == 3
    assert garden.handler(case) == "wang"
    event = garden.events(case, "not_fixed")[1]
    assert {who for _, who in garden.told(case, f"event {event.id}")} == {"zhou", "wang", "boss"}


def test_a_later_round_makes_no_first_response(garden: Garden) -> None:
    case = resolved(garden)
    say_not_fixed(garden, case)

    (only,) = garden.deadlines(case, DeadlineKind.FIRST_RESPONSE)
    assert (only.round, only.state) == (1, MET)
    assert garden.case(case).first_responded_at == MORNING


def test_solutions_wait_again_with_the_round_until_the_same_time(garden: Garden) -> None:
    case = resolved(garden, urgency=Urgency.KEY)
    say_not_fixed(garden, case)

    (key,) = garden.deadlines(case, DeadlineKind.KEY_SOLUTION)
    (solution,) = garden.deadlines(case, DeadlineKind.SOLUTION)
    assert [(one.state, one.met_at) for one in (key, solution)] == [(PENDING, None)] * 2
    assert key.due_at == MORNING + timedelta(hours=48)

    garden.wait(hours=20)
    assert garden.deadline(case, DeadlineKind.KEY_SOLUTION).state is FIRED


def test_a_solution_that_was_closed_with_the_case_waits_again_after_a_review(
    garden: Garden,
) -> None:
    case = resolved(garden)
    say_not_fixed(garden, case)
    garden.do(Verb.RESPOND, case, "zhou", text="再看")
    garden.do(Verb.CLOSE, case, "wang", reason="超出范围")
    assert garden.deadline(case, DeadlineKind.SOLUTION).state is DROPPED

    garden.do(Verb.REVIEW, case, "wang", reason="住户申请复核")

    assert garden.deadline(case, DeadlineKind.SOLUTION).state is PENDING


@pytest.mark.parametrize("verb", [Verb.PROPOSE, Verb.RESPOND])
def test_a_plan_or_an_answer_are_special_measures(garden: Garden, verb: Verb) -> None:
    case = resolved(garden)
    say_not_fixed(garden, case)
    field = "plan" if verb is Verb.PROPOSE else "text"
    garden.do(verb, case, "zhou", **{field: "换整根管子"})

    assert garden.deadline(case, DeadlineKind.SPECIAL_MEASURES).state is MET


def test_resolving_is_a_special_measure_too(garden: Garden) -> None:
    garden.report()
    again = garden.report()
    garden.resolve(again)

    assert garden.deadline(again, DeadlineKind.SPECIAL_MEASURES).state is MET


def test_the_second_round_is_resolved_only_with_an_approved_plan(garden: Garden) -> None:
    case = resolved(garden)
    say_not_fixed(garden, case)
    with pytest.raises(NotAllowed) as refused:
        garden.do(Verb.RESOLVE, case, "zhou", result="a", measures="b", improvement="c")
    assert refused.value.code is Refusal.PLAN_NEEDED

    garden.resolve(case, "zhou")

    assert garden.state(case) is CaseState.RESOLVED
    (newest, older) = garden.deadlines(case, DeadlineKind.REVISIT)[::-1]
    assert (newest.round, newest.state, older.state) == (2, PENDING, MET)


@pytest.mark.parametrize("satisfaction", [Satisfaction.VERY_SATISFIED, Satisfaction.NEUTRAL, None])
def test_fixed_with_any_grade_but_the_last_confirms(
    garden: Garden, satisfaction: Satisfaction | None
) -> None:
    case = resolved(garden)
    say_fixed(garden, case)
    assert garden.state(case) is CaseState.RESOLVED

    grade(garden, case, satisfaction)

    closed = garden.case(case)
    assert (closed.state, closed.closure) == (CaseState.CLOSED, Closure.CONFIRMED)
    assert (closed.verdict_fixed, closed.verdict_satisfaction) == (True, satisfaction)
    assert garden.deadline(case, DeadlineKind.REVISIT).state is MET


def test_fixed_and_dissatisfied_is_the_next_round(garden: Garden) -> None:
    case = resolved(garden)
    say_fixed(garden, case)
    grade(garden, case, Satisfaction.DISSATISFIED)

    again = garden.case(case)
    assert (again.state, again.round) == (CaseState.OPEN, 2)
    assert (again.verdict_fixed, again.verdict_satisfaction) == (True, Satisfaction.DISSATISFIED)


@pytest.mark.parametrize("verb", [None, Verb.ACCEPT, Verb.RESPOND])
def test_a_grade_after_not_fixed_only_completes_the_verdict(
    garden: Garden, verb: Verb | None
) -> None:
    case = resolved(garden)
    say_not_fixed(garden, case)
    if verb is not None:  # staff are quicker than the resident's next answer
        garden.do(verb, case, "zhou", **({"text": "马上来"} if verb is Verb.RESPOND else {}))
    grade(garden, case, Satisfaction.DISSATISFIED)
    with garden.changing() as session:
        hear_remark(session, lock_case(session, case), "太慢", by=RESIDENT, now=garden.now)

    again = garden.case(case)
    assert again.round == 2
    assert (again.verdict_satisfaction, again.verdict_remark) == (Satisfaction.DISSATISFIED, "太慢")


def test_a_round_takes_back_the_visit_and_resolving_it_asks_for_another(garden: Garden) -> None:
    case = resolved(garden, home=LI)
    say_not_fixed(garden, case)
    assert [task.state for task in garden.tasks(case)] == [TaskState.CANCELLED]

    garden.resolve(case, "zhou")

    (first, second) = garden.tasks(case)
    assert (second.reason, second.round, second.state) == (TaskReason.MAJOR, 2, TaskState.OPEN)
    assert first.id != second.id


def test_a_revisit_recorded_by_staff_counts_like_the_resident_s_answers(garden: Garden) -> None:
    case = resolved(garden)
    garden.do(
        Verb.REVISIT, case, "xiao.lin", via="phone", fixed=True, satisfaction="satisfied",
        remark="师傅很好",
    )  # fmt: skip

    closed = garden.case(case)
    assert (closed.state, closed.closure) == (CaseState.CLOSED, Closure.CONFIRMED)
    assert (closed.verdict_satisfaction, closed.verdict_remark) == (
        Satisfaction.SATISFIED,
        "师傅很好",
    )
    assert garden.story(case)[-6:] == [
        "revisited",
        "revisit_remark",
        "revisit_fixed",
        "revisit_satisfaction",
        "closed",
        "confirmation_told",
    ]


def test_a_revisit_recorded_as_not_fixed_tells_the_resident_what_comes(garden: Garden) -> None:
    case = resolved(garden)
    garden.do(
        Verb.REVISIT, case, "xiao.lin", via="visit", fixed=False, remark="又漏了",
        without_appointment="在楼下遇到",
    )  # fmt: skip

    assert garden.case(case).round == 2
    assert garden.events(case, "not_fixed")[0].text == "又漏了"
    assert "24 小时内给您专项措施" in garden.heard(case)[-1]


def test_what_staff_recorded_ends_the_chat_s_question(garden: Garden) -> None:
    case = garden.report()
    garden.resolve(case)
    garden.wait(hours=30)
    garden.do(Verb.REVISIT, case, "xiao.lin", via="phone", fixed=True)

    assert [talk.state for talk in garden.talks(case)] == [ConversationState.CANCELLED]


def test_the_last_words_of_a_revisit_may_come_for_two_days(garden: Garden) -> None:
    case = garden.report()
    garden.resolve(case)
    garden.wait(hours=30)
    say_fixed(garden, case)
    grade(garden, case, Satisfaction.SATISFIED)
    assert [talk.state for talk in garden.talks(case)] == [ConversationState.OPEN]

    garden.wait(hours=49)

    assert [talk.state for talk in garden.talks(case)] == [ConversationState.EXPIRED]


def test_resolving_again_ends_the_talk_about_the_round_before(garden: Garden) -> None:
    case = garden.report()
    garden.resolve(case)
    garden.wait(hours=30)
    say_not_fixed(garden, case)
    garden.resolve(case, "zhou")
    assert _revisits(garden, case) == [ConversationState.CANCELLED]

    garden.wait(hours=30)

    assert _revisits(garden, case) == [ConversationState.CANCELLED, ConversationState.OPEN]


def _revisits(garden: Garden, case: int) -> list[ConversationState]:
    return [talk.state for talk in garden.talks(case) if talk.flow == Talk.REVISIT]


def test_said_late_after_the_case_was_closed_it_is_a_round_all_the_same(garden: Garden) -> None:
    case = garden.report()
    garden.resolve(case)
    garden.wait(days=12)
    assert garden.case(case).closure is Closure.UNCONFIRMED

    say_not_fixed(garden, case)

    again = garden.case(case)
    assert (again.state, again.round, again.closure) == (CaseState.OPEN, 2, None)
    late = garden.deadline(case, DeadlineKind.REVISIT)
    assert (late.state, late.met_at) == (FIRED, garden.now)


def test_a_review_gives_the_case_to_somebody_else(garden: Garden) -> None:
    case = resolved(garden)
    garden.do(Verb.REVISIT, case, "xiao.lin", via="phone", fixed=True)
    garden.do(Verb.REVIEW, case, "wang", handler="gong", reason="住户申请复核")

    reviewed = garden.case(case)
    assert (reviewed.state, reviewed.round) == (CaseState.OPEN, 2)
    assert garden.handler(case) == "gong"
    assert garden.deadline(case, DeadlineKind.SPECIAL_MEASURES).state is PENDING
    assert len(garden.deadlines(case, DeadlineKind.FIRST_RESPONSE)) == 1
    assert garden.events(case, "review")[0].text == "住户申请复核"


def test_a_review_without_a_name_goes_one_rung_up(garden: Garden) -> None:
    case = resolved(garden)
    garden.do(Verb.REVISIT, case, "xiao.lin", via="phone", fixed=True)
    garden.do(Verb.REVIEW, case, "zhou")

    assert garden.handler(case) == "zhou"


def test_a_review_at_the_top_still_finds_another_handler(garden: Garden) -> None:
    case = garden.report()
    garden.do(Verb.RESOLVE, case, "boss", result="a", measures="b", improvement="c")
    garden.do(Verb.REVISIT, case, "xiao.lin", via="phone", fixed=True)
    garden.do(Verb.REVIEW, case, "wang")

    assert garden.handler(case) == "wang"


def test_a_review_is_never_the_same_person_s(garden: Garden) -> None:
    case = resolved(garden)
    garden.do(Verb.REVISIT, case, "xiao.lin", via="phone", fixed=True)

    with pytest.raises(NotAllowed, match="cannot handle"):
        garden.do(Verb.REVIEW, case, "wang", handler="xiao.lin")


def test_the_round_passes_by_whoever_is_complained_of(garden: Garden) -> None:
    case = resolved(garden, about="zhou")
    say_not_fixed(garden, case)

    assert garden.handler(case) == "wang"
    assert "zhou" not in {who for _, who in garden.told(case)}


def test_the_handler_of_a_round_is_whom_the_old_one_reports_to(garden: Garden) -> None:
    garden.employ("sun", Role.LEAD, "wang")
    garden.employ("xiao.mei", Role.ASSISTANT, "sun")
    case = garden.report()
    garden.resolve(case, "xiao.mei")
    say_not_fixed(garden, case)

    assert garden.handler(case) == "sun"
