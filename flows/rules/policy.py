"""The policy of an estate: every number of the house, typed, each with the rule that it comes from.

A field's annotation holds all that is known of it: its type, the values that it may have, and the
sentence that stands above it in a policy file. `contradictions()` of a table yields what is wrong
between fields that are each right. Two profiles are packaged, `strict` and `office`;
policy_text.py reads, checks and writes policies.
"""

from dataclasses import asdict, dataclass

from flows.rules.policy_cases import (
    Appointment,
    Approval,
    Incident,
    IndicatorReports,
    Major,
    Publication,
    Repeat,
    Review,
    Rounds,
    Routing,
    Sampling,
    Targets,
)
from flows.rules.policy_contact import (
    Contact,
    ContactCard,
    Conversation,
    Enrolment,
    Postman,
    QuietHours,
    Room,
    Sms,
    SmsTemplates,
    Subscriptions,
    Templates,
    Uploads,
    WeChat,
    WeCom,
)
from flows.rules.policy_kinds import Contradictions
from flows.rules.policy_privacy import Exports, Retention
from flows.rules.policy_survey import (
    Survey,
    SurveyAsking,
    SurveyCalendar,
    SurveyChecks,
    SurveyFigures,
    SurveyForecast,
    SurveyReminders,
    SurveyResults,
)
from flows.rules.policy_time import CalendarPolicy, Deadlines, Escalation, FirstResponse, Revisit
from flows.rules.vocabulary import Purpose
from flows.rules.wall_clock import MINUTES_A_DAY, Span
from flows.wording.mistake import Mistake

DAYS_A_YEAR = 365


@dataclass(frozen=True)
class Policy:
    """All numbers of one estate; the estate's zone is not among them."""

    calendar: CalendarPolicy
    first_response: FirstResponse
    deadlines: Deadlines
    revisit: Revisit
    routing: Routing
    rounds: Rounds
    approval: Approval
    major: Major
    appointment: Appointment
    repeat: Repeat
    incident: Incident
    review: Review
    escalation: Escalation
    quiet_hours: QuietHours
    conversation: Conversation
    uploads: Uploads
    contact: Contact
    contact_card: ContactCard
    postman: Postman
    wechat: WeChat
    sms: Sms
    wecom: WeCom
    room: Room
    enrolment: Enrolment
    retention: Retention
    exports: Exports
    survey: Survey
    survey_calendar: SurveyCalendar
    survey_reminders: SurveyReminders
    survey_asking: SurveyAsking
    survey_forecast: SurveyForecast
    survey_checks: SurveyChecks
    survey_figures: SurveyFigures
    survey_results: SurveyResults
    sampling: Sampling
    targets: Targets
    indicator_reports: IndicatorReports
    publication: Publication
    templates: Templates
    subscriptions: Subscriptions
    sms_templates: SmsTemplates

    def contradictions(self) -> Contradictions:
        """What one table says must leave room for what another says."""
        alarms = self.escalation.emergency
        if alarms.general_manager_after_minutes >= self.first_response.emergency_minutes:
            reason = Mistake(
                "the general manager is told after the emergency's first response is due"
            )
            yield "escalation.emergency.general_manager_after_minutes", reason
        for purpose, hours in asdict(self.postman.not_after_hours).items():
            quiet = self._quiet_hours(purpose)
            if quiet and hours * 60 <= (quiet.ends - quiet.begins) % MINUTES_A_DAY:
                reason = Mistake(
                    "{hours} hours pass within the quiet hours {quiet}", hours=hours, quiet=quiet
                )
                yield f"postman.not_after_hours.{purpose}", reason
        part_days = DAYS_A_YEAR // self.survey.per_year
        if self.survey_calendar.start_days_before_end >= part_days:
            reason = Mistake("a part of the year has {days} days only", days=part_days)
            yield "survey_calendar.start_days_before_end", reason
        for part in self.appointment.parts:
            if part.begins in self.quiet_hours.residents:
                reason = Mistake(
                    "{part} begins in the residents' quiet hours {quiet}",
                    part=part,
                    quiet=self.quiet_hours.residents,
                )
                yield "appointment.parts", reason

        quiet = self.quiet_hours.residents
        for hours in self.survey_asking.hours:
            if hours.begins in quiet:
                reason = Mistake(
                    "{part} begins in the residents' quiet hours {quiet}", part=hours, quiet=quiet
                )
                yield "survey_asking.hours", reason

    def _quiet_hours(self, purpose: str) -> Span | None:
        match purpose:
            case Purpose.SAFETY:
                return None
            case Purpose.STAFF:
                return self.quiet_hours.staff
            case _:
                return self.quiet_hours.residents
