from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.escalation import EVERY_RUNG, Audience, Step, StepAction, due_steps, steps
from flows.rules.policy import Policy
from flows.rules.policy_text import packaged
from flows.rules.vocabulary import DeadlineKind, Urgency
from tests.each import each

SHANGHAI = ZoneInfo("Asia/Shanghai")
STRICT, OFFICE = packaged("strict"), packaged("office")
MADE = datetime(2026, 11, 20, 17, 0, tzinfo=SHANGHAI)
HANDLER = (Audience.HANDLER_ELSE_ASSISTANTS,)
WARN, FIRE, REMIND_AGAIN = StepAction.WARN, StepAction.FIRE, StepAction.REMIND_AGAIN
EVERY_OTHER = [
    DeadlineKind.KEY_SOLUTION,
    DeadlineKind.SOLUTION,
    DeadlineKind.SPECIAL_MEASURES,
    DeadlineKind.APPROVAL,
    DeadlineKind.OPINION_CALLBACK,
    DeadlineKind.CALL_TASK,
]


def hours(count: float) -> datetime:
    return MADE + timedelta(hours=count)


def minutes(count: float) -> datetime:
    return MADE + timedelta(minutes=count)


def told(walk: Iterator[Step], most: int = 8) -> list[tuple[datetime, StepAction, object]]:
    """What happens when, and who hears of it."""
    return [(step.at, step.action, step.audiences) for step in islice(walk, most)]


def walk(kind: DeadlineKind, due_at: datetime, ask_at: datetime | None = None) -> Iterator[Step]:
    """The steps of a deadline of a case of normal urgency, made at 17:00 on a Friday."""
    return steps(
        kind,
        policy=STRICT,
        zone=SHANGHAI,
        urgency=Urgency.NORMAL,
        made_at=MADE,
        due_at=due_at,
        ask_at=ask_at,
    )


def emergency(*, accepted: bool = False) -> Iterator[Step]:
    """The steps of the first response to an emergency, due after 15 minutes."""
    return steps(
        DeadlineKind.FIRST_RESPONSE,
        policy=STRICT,
        zone=SHANGHAI,
        urgency=Urgency.EMERGENCY,
        made_at=MADE,
        due_at=minutes(15),
        accepted=accepted,
    )


def test_a_first_response_is_told_to_handler_lead_manager_and_general_manager_in_turn() -> None:
    assert told(walk(DeadlineKind.FIRST_RESPONSE, hours(24))) == [
        (hours(12), WARN, HANDLER),
        (hours(19.2), WARN, (Audience.LEAD,)),
        (hours(24), FIRE, (Audience.MANAGER,)),
        (hours(36), REMIND_AGAIN, (Audience.GENERAL_MANAGER,)),
    ]


def test_in_the_office_the_warnings_come_at_half_and_four_fifths_of_working_time() -> None:
    monday = datetime(2026, 11, 23, tzinfo=SHANGHAI)
    due = monday.replace(hour=17)

    office = steps(
        DeadlineKind.FIRST_RESPONSE,
        policy=OFFICE,
        zone=SHANGHAI,
        urgency=Urgency.NORMAL,
        made_at=MADE,
        due_at=due,
    )

    assert [step.at for step in office] == [
        monday.replace(hour=11, minute=15),
        monday.replace(hour=15, minute=30),
        due,
        due + timedelta(hours=12),
    ]


@each("kind", EVERY_OTHER)
def test_any_other_deadline_is_told_to_handler_next_rung_and_manager_in_turn(
    kind: DeadlineKind,
) -> None:
    assert told(walk(kind, hours(20))) == [
        (hours(16), WARN, HANDLER),
        (hours(20), FIRE, (Audience.NEXT_RUNG,)),
        (hours(44), REMIND_AGAIN, (Audience.MANAGER,)),
    ]


def test_in_the_office_too_other_deadlines_are_warned_of_by_the_clock() -> None:
    office = steps(
        DeadlineKind.APPROVAL,
        policy=OFFICE,
        zone=SHANGHAI,
        urgency=Urgency.NORMAL,
        made_at=MADE,
        due_at=hours(20),
    )

    assert next(office).at == hours(16)


def test_a_broken_promise_is_apologised_for_and_the_lead_hears_of_it() -> None:
    assert told(walk(DeadlineKind.PROMISE, hours(10))) == [
        (hours(8), WARN, HANDLER),
        (hours(10), FIRE, (Audience.RESIDENT, Audience.LEAD)),
        (hours(34), REMIND_AGAIN, (Audience.MANAGER,)),
    ]


def test_a_revisit_is_asked_reminded_of_once_and_then_given_to_a_human() -> None:
    assert told(walk(DeadlineKind.REVISIT, hours(72), ask_at=hours(24))) == [
        (hours(24), StepAction.ASK, (Audience.RESIDENT,)),
        (hours(48), StepAction.REMIND, (Audience.RESIDENT,)),
        (hours(72), FIRE, ()),
    ]


@pytest.mark.parametrize("due", [hours(48), hours(47)])
def test_the_reminder_of_a_revisit_is_dropped_if_the_call_task_comes_first(due: datetime) -> None:
    asked, fired = walk(DeadlineKind.REVISIT, due, ask_at=hours(24))

    assert (asked.action, fired.action) == (StepAction.ASK, FIRE)
    assert (asked.index, fired.index) == (0, 2)


def test_a_revisit_that_is_never_asked_is_a_mistake_in_the_program() -> None:
    with pytest.raises(ValueError, match="must be asked"):
        walk(DeadlineKind.REVISIT, hours(72))


def test_an_unaccepted_emergency_wakes_one_rung_after_the_other_and_then_all_again() -> None:
    assert told(emergency(), 7) == [
        (minutes(0), WARN, (Audience.ASSISTANTS, Audience.LEAD)),
        (minutes(5), WARN, (Audience.MANAGER,)),
        (minutes(10), WARN, (Audience.GENERAL_MANAGER,)),
        (minutes(15), FIRE, EVERY_RUNG),
        (minutes(20), REMIND_AGAIN, EVERY_RUNG),
        (minutes(25), REMIND_AGAIN, EVERY_RUNG),
        (minutes(30), REMIND_AGAIN, EVERY_RUNG),
    ]


def test_an_emergency_is_repeated_before_it_fires_where_the_estate_allows_it_longer() -> None:
    slow = replace(STRICT.first_response, emergency_minutes=22)
    policy = replace(STRICT, first_response=slow)

    longer = steps(
        DeadlineKind.FIRST_RESPONSE,
        policy=policy,
        zone=SHANGHAI,
        urgency=Urgency.EMERGENCY,
        made_at=MADE,
        due_at=minutes(22),
    )

    assert told(longer)[3:7] == [
        (minutes(15), WARN, EVERY_RUNG),
        (minutes(20), WARN, EVERY_RUNG),
        (minutes(22), FIRE, EVERY_RUNG),
        (minutes(25), REMIND_AGAIN, EVERY_RUNG),
    ]


def test_an_accepted_emergency_still_fires_but_wakes_nobody_again_and_again() -> None:
    assert told(emergency(accepted=True)) == [
        (minutes(15), FIRE, (Audience.MANAGER,)),
        (minutes(15 + 720), REMIND_AGAIN, (Audience.GENERAL_MANAGER,)),
    ]


@each("accepted_after", [0, 3, 7, 12, 15, 18, 40, 700, 734])
def test_accepting_an_emergency_at_any_moment_loses_and_doubles_nothing(
    accepted_after: int,
) -> None:
    before = due_steps(emergency(), 0, minutes(accepted_after))
    after = due_steps(emergency(accepted=True), before.position, minutes(2000))

    actions = [step.action for step in (*before.steps, *after.steps)]
    assert actions.count(FIRE) == 1
    assert Audience.GENERAL_MANAGER in after.steps[-1].audiences
    assert after.next_at is None


def test_the_numbers_of_an_emergency_s_steps_do_not_depend_on_acceptance() -> None:
    unaccepted = {step.at: step.index for step in islice(emergency(), 200)}
    accepted = {step.at: step.index for step in emergency(accepted=True)}

    assert accepted == {at: unaccepted[at] for at in accepted}


@each("kind", list(DeadlineKind))
def test_nobody_is_listed_twice_for_a_deadline(kind: DeadlineKind) -> None:
    listed = [each for step in walk(kind, hours(72), hours(24)) for each in step.audiences]

    if kind is DeadlineKind.REVISIT:
        assert listed == [Audience.RESIDENT] * 2
    else:
        assert len(listed) == len(set(listed))


def test_only_an_emergency_s_alarms_tell_people_again() -> None:
    assert [step.repeats for step in islice(emergency(), 5)] == [False, False, False, True, True]
    assert not any(step.repeats for step in emergency(accepted=True))
    assert not any(step.repeats for step in walk(DeadlineKind.FIRST_RESPONSE, hours(24)))


def test_before_the_first_step_nothing_is_due_and_the_row_waits_for_it() -> None:
    due = due_steps(walk(DeadlineKind.APPROVAL, hours(20)), 0, hours(15))

    assert due == ((), 0, hours(16))


def test_a_step_is_due_at_its_very_moment_and_only_once() -> None:
    first = due_steps(walk(DeadlineKind.APPROVAL, hours(20)), 0, hours(16))
    again = due_steps(walk(DeadlineKind.APPROVAL, hours(20)), first.position, hours(16))

    assert [step.action for step in first.steps] == [WARN]
    assert (first.position, first.next_at) == (1, hours(20))
    assert again == ((), 1, hours(20))


def test_after_the_last_step_there_is_nothing_to_wait_for() -> None:
    due = due_steps(walk(DeadlineKind.APPROVAL, hours(20)), 2, hours(44))

    assert [step.action for step in due.steps] == [REMIND_AGAIN]
    assert due.next_at is None
    assert due_steps(walk(DeadlineKind.APPROVAL, hours(20)), due.position, hours(99)).steps == ()


def test_after_three_days_of_downtime_everybody_hears_once_and_in_order() -> None:
    due = due_steps(walk(DeadlineKind.FIRST_RESPONSE, hours(24)), 0, hours(72))

    assert [step.audiences for step in due.steps] == [
        HANDLER,
        (Audience.LEAD,),
        (Audience.MANAGER,),
        (Audience.GENERAL_MANAGER,),
    ]
    assert [step.action for step in due.steps] == [WARN, WARN, FIRE, REMIND_AGAIN]


def test_after_three_days_of_downtime_an_emergency_tells_each_rung_once_and_goes_on() -> None:
    due = due_steps(emergency(), 0, minutes(3 * 24 * 60 + 2))

    assert [(step.action, step.audiences) for step in due.steps] == [
        (WARN, (Audience.ASSISTANTS, Audience.LEAD)),
        (WARN, (Audience.MANAGER,)),
        (WARN, (Audience.GENERAL_MANAGER,)),
        (FIRE, ()),
    ]
    assert due.next_at == minutes(3 * 24 * 60 + 5)


def test_a_downtime_after_firing_ends_in_one_repetition() -> None:
    fired = due_steps(emergency(), 0, minutes(15))
    due = due_steps(emergency(), fired.position, minutes(100))

    assert [step.audiences for step in due.steps] == [EVERY_RUNG]
    assert due.next_at == minutes(105)


def test_after_a_downtime_a_revisit_is_asked_without_a_reminder_in_the_same_breath() -> None:
    revisit = walk(DeadlineKind.REVISIT, hours(72), ask_at=hours(24))

    due = due_steps(revisit, 0, hours(100))

    assert [step.action for step in due.steps] == [StepAction.ASK, FIRE]


def test_a_revisit_that_nobody_answers_is_reminded_of_in_time() -> None:
    revisit = walk(DeadlineKind.REVISIT, hours(72), ask_at=hours(24))

    due = due_steps(revisit, 1, hours(48))

    assert [step.action for step in due.steps] == [StepAction.REMIND]
    assert (due.position, due.next_at) == (2, hours(72))


def test_a_deadline_moved_to_before_it_was_made_warns_no_later_than_it_fires() -> None:
    moved = list(walk(DeadlineKind.APPROVAL, hours(-5)))

    assert [step.at for step in moved[:2]] == [hours(-5), hours(-5)]


def test_a_reminder_that_a_downtime_held_back_is_dropped_when_the_call_task_comes_with_it() -> None:
    revisit = walk(DeadlineKind.REVISIT, hours(72), ask_at=hours(24))

    due = due_steps(revisit, 1, hours(72))

    assert [step.action for step in due.steps] == [FIRE]
    assert due.next_at is None


@given(
    st.sampled_from(list(DeadlineKind)),
    st.booleans(),
    st.lists(st.integers(0, 5000), max_size=8).map(sorted),
)
def test_however_often_one_looks_every_step_is_taken_once_and_in_order(
    kind: DeadlineKind, is_emergency: bool, looks: list[int]
) -> None:
    def fresh() -> Iterator[Step]:
        if is_emergency:
            return emergency()
        return walk(kind, hours(30), hours(5))

    position, taken = 0, list[Step]()
    for look in [*looks, 5000]:
        due = due_steps(fresh(), position, minutes(look))
        taken += due.steps
        position = due.position

    assert all(one.index < other.index and one.at <= other.at for one, other in pairwise(taken))
    assert [step.action for step in taken].count(FIRE) == 1


@given(
    st.sampled_from(list(DeadlineKind)),
    st.sampled_from(list(Urgency)),
    st.booleans(),
    st.sampled_from([STRICT, OFFICE]),
    st.timedeltas(timedelta(), timedelta(days=40)),
)
def test_steps_rise_in_number_and_time_and_fire_exactly_when_due(
    kind: DeadlineKind, urgency: Urgency, accepted: bool, policy: Policy, spell: timedelta
) -> None:
    made = MADE.astimezone(UTC)
    walked = steps(
        kind,
        policy=policy,
        zone=SHANGHAI,
        urgency=urgency,
        made_at=made,
        due_at=made + spell,
        ask_at=made + spell / 2,
        accepted=accepted,
    )
    found = []
    for step in walked:
        found.append(step)
        if step.at > made + spell + timedelta(minutes=20):
            break

    assert [step.at for step in found if step.action is FIRE] == [made + spell]
    assert all(one.index < other.index and one.at <= other.at for one, other in pairwise(found))
    assert all(step.at.tzinfo is UTC for step in found)
