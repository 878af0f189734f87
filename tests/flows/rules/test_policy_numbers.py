"""The default tables of docs/rules.md, number by number."""

from flows.rules.policy_kinds import Carries
from flows.rules.policy_text import packaged
from flows.rules.policy_time import ResponseMode
from flows.rules.vocabulary import CaseClass, Purpose, Satisfaction, Urgency
from flows.rules.wall_clock import Span

STRICT = packaged("strict")
MORNING, AFTERNOON = Span(8 * 60 + 30, 12 * 60), Span(14 * 60, 18 * 60)


def test_a_human_answers_within_a_day_by_the_clock_or_on_the_next_working_day() -> None:
    assert STRICT.first_response.mode is ResponseMode.CLOCK
    assert STRICT.first_response.clock_hours == 24
    assert packaged("office").first_response.mode is ResponseMode.WORKING_DAY
    assert STRICT.first_response.emergency_minutes == 15
    assert packaged("office").first_response.emergency_minutes == 15


def test_the_office_is_open_from_monday_to_friday_with_a_lunch_break() -> None:
    working = (MORNING, AFTERNOON)

    assert STRICT.calendar.week.days() == (*[working] * 5, (), ())
    assert STRICT.calendar.make_up_day == working
    assert STRICT.calendar.country == "CN"


def test_the_other_deadlines_are_as_in_the_table() -> None:
    deadlines = STRICT.deadlines

    assert deadlines.key_solution_hours == 48
    assert deadlines.solution_days == 30
    assert deadlines.special_measures_hours == 24
    assert deadlines.approval_hours == 24
    assert deadlines.call_task_hours == 24
    assert deadlines.opinion_callback_days == 15


def test_revisits_are_as_in_the_table() -> None:
    revisit = STRICT.revisit

    assert (revisit.complaint.ask_after_hours, revisit.complaint.due_hours) == (24, 72)
    assert (revisit.repair.ask_after_days, revisit.repair.due_hours) == (1, 48)
    assert revisit.extension_days == 5
    assert revisit.reminder_hours == 24
    assert revisit.unreachable_records == 2
    assert revisit.unconfirmed_days == 7
    assert revisit.rating_days == 90


def test_escalation_is_as_in_the_table() -> None:
    escalation = STRICT.escalation

    assert (escalation.first_response.handler_at, escalation.first_response.lead_at) == (0.5, 0.8)
    assert escalation.first_response.general_manager_after_hours == 12
    assert escalation.emergency.manager_after_minutes == 5
    assert escalation.emergency.general_manager_after_minutes == 10
    assert escalation.emergency.repeat_minutes == 5
    assert (escalation.other.handler_at, escalation.other.manager_after_hours) == (0.8, 24)


def test_rounds_approval_weight_and_repeats_are_as_in_the_table() -> None:
    assert STRICT.rounds.general_manager_from == 3
    assert STRICT.rounds.close_from == 2
    assert STRICT.approval.classes == (CaseClass.MANAGEMENT,)
    assert STRICT.approval.from_round == 2
    assert STRICT.major.urgencies == (Urgency.KEY, Urgency.EMERGENCY)
    assert STRICT.major.from_round == 2
    assert STRICT.major.key_clients
    assert STRICT.repeat.within_days == 30


def test_quiet_hours_are_as_in_the_table() -> None:
    assert STRICT.quiet_hours.staff == Span(21 * 60 + 30, 7 * 60 + 30)
    assert STRICT.quiet_hours.residents == Span(20 * 60 + 30, 9 * 60)
    assert STRICT.quiet_hours.grace_minutes == 30


def test_limits_of_talking_are_as_in_the_table() -> None:
    assert STRICT.conversation.idle_minutes == 30
    assert STRICT.conversation.expiry_hours == 48
    assert STRICT.conversation.wrong_tries == 3
    assert STRICT.conversation.photos_max == 9
    assert STRICT.conversation.messages_per_minute == 60
    assert (STRICT.contact.surveys_per_month, STRICT.contact.texts_per_week) == (1, 3)


def test_sending_keeps_to_what_the_providers_allow() -> None:
    assert (STRICT.postman.lease_seconds, STRICT.postman.backoff_base_seconds) == (120, 15)
    assert STRICT.postman.backoff_cap_minutes == 60
    assert (STRICT.wechat.window_hours, STRICT.wechat.window_quota) == (48, 5)
    assert (STRICT.wechat.event_window_seconds, STRICT.wechat.event_quota) == (60, 3)
    assert STRICT.enrolment.code_digits == 6


def test_every_purpose_but_none_else_has_a_time_after_which_messages_are_dropped() -> None:
    assert set(vars(STRICT.postman.not_after_hours)) == set(Purpose)


def test_the_case_template_carries_all_that_a_resident_needs() -> None:
    left_out = {Carries.SUMMARY, Carries.OPTIONS, Carries.CODE, Carries.TOKEN}

    for templates in (STRICT.templates, STRICT.subscriptions):
        assert {each.carries for each in templates.case} == set(Carries) - left_out


def test_surveys_and_samples_are_as_in_the_table() -> None:
    assert STRICT.survey.per_year == 2
    assert STRICT.survey.passing == (
        Satisfaction.VERY_SATISFIED,
        Satisfaction.SATISFIED,
        Satisfaction.FAIRLY_SATISFIED,
    )
    assert STRICT.survey.neutral == (Satisfaction.NEUTRAL,)
    assert STRICT.survey.failing == (Satisfaction.DISSATISFIED,)
    sampling = STRICT.sampling
    assert sampling.in_home_repairs_percent == 30
    assert (sampling.small_orders_max, sampling.small_sample) == (20, 5)
    assert (sampling.medium_orders_max, sampling.medium_percent) == (50, 30)
    assert (sampling.large_orders_max, sampling.large_percent) == (100, 15)
    assert sampling.beyond_sample == 20
    assert (STRICT.targets.solved_percent, STRICT.targets.returned_percent) == (90, 60)
    assert STRICT.targets.satisfied_percent == 85


def test_surveys_are_made_checked_and_counted_as_in_the_table() -> None:
    calendar, checks = STRICT.survey_calendar, STRICT.survey_checks

    assert (calendar.frozen_days, calendar.open_days) == (7, 14)
    assert (checks.audit_percent, checks.unreturned_homes) == (10, 3)
    assert STRICT.survey_figures.confidence_percent == 95
    results = STRICT.survey_results
    assert (results.rectification_days, results.study_days, results.reminder_days) == (30, 60, 7)
    assert results.follow_up_days == 7
    assert STRICT.publication.smallest_base == 5


def test_personal_data_goes_in_its_time() -> None:
    retention = STRICT.retention

    assert (retention.raw_days, retention.message_days, retention.conversation_days) == (
        30,
        365,
        180,
    )
    assert (retention.media_days, retention.case_days) == (365, 3 * 365)
    assert (retention.code_days, retention.left_days, retention.stranger_days) == (30, 30, 365)
    assert retention.departed_days == 180
    assert STRICT.enrolment.silent_days == 180


def test_figures_are_told_in_the_morning_after_each_month_and_quarter() -> None:
    rhythm = STRICT.indicator_reports
    assert (rhythm.monthly, rhythm.quarterly) == (True, True)
    assert (rhythm.days_after, rhythm.hour) == (0, 9)


def test_what_leaves_as_a_table_is_counted_agreed_to_and_soon_over() -> None:
    exports = STRICT.exports

    assert (exports.rows_max, exports.approval_rows) == (5000, 1000)
    assert (exports.link_minutes, exports.waiting_hours) == (15, 24)
