"""Why a verb on a case is refused: the kind of refusal, and a sentence that names the mistake."""

from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

Param: TypeAlias = str | int | datetime | tuple[object, ...]


class Refusal(StrEnum):
    """The kinds of refusal, as the API shows them."""

    WRONG_STATE = "wrong_state"
    WRONG_KIND = "wrong_kind"
    WRONG_ROLE = "wrong_role"
    OWN_PLAN = "own_plan"
    ABOUT_YOU = "about_you"
    MISSING_FIELD = "missing_field"
    PLAN_NEEDED = "plan_needed"
    NOT_THE_HANDLER = "not_the_handler"
    FILE_INCOMPLETE = "file_incomplete"
    BAD_VALUE = "bad_value"


class Why(StrEnum):
    """What exactly is wrong; `refused.` and the value make the key in the wording catalogue."""

    STATE = "state"
    EARLY_CLOSE = "early_close"
    ROLE = "role"
    LOWERING = "lowering"
    OTHER_ESTATE = "other_estate"
    NOT_A_RESIDENTS_VERB = "not_a_residents_verb"
    KIND = "kind"
    NOT_A_DECISION = "not_a_decision"
    NOT_A_CREDIT = "not_a_credit"
    IN_PERSON = "in_person"
    FOR_THE_MANAGER = "for_the_manager"
    ABOUT_YOU = "about_you"
    OWN_PLAN = "own_plan"
    NO_PLAN = "no_plan"
    PLAN_NOT_APPROVED = "plan_not_approved"
    MISSING = "missing"
    UNKNOWN_FIELD = "unknown_field"
    NOT_TEXT = "not_text"
    TOO_LONG = "too_long"
    NOT_A_CHOICE = "not_a_choice"
    NOT_A_TIME = "not_a_time"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    NO_EXTENSION = "no_extension"
    NO_SUCH_DEADLINE = "no_such_deadline"
    NO_SUCH_STAFF = "no_such_staff"
    UNFIT_HANDLER = "unfit_handler"
    NOTHING_CHANGES = "nothing_changes"
    NOT_THE_HANDLER = "not_the_handler"
    NOBODY_ABOVE = "nobody_above"
    ARCHIVED = "archived"
    FILE_INCOMPLETE = "file_incomplete"
    TASK_ENDED = "task_ended"
    NO_APPOINTMENT = "no_appointment"
    ALREADY_FORWARDED = "already_forwarded"
    VISIT_ARRANGED = "visit_arranged"
    NO_VISIT_ARRANGED = "no_visit_arranged"
    CAMPAIGN_STATE = "campaign_state"
    CAMPAIGN_DROPPED = "campaign_dropped"
    NOTHING_REVISED = "nothing_revised"
    LIST_FIXED = "list_fixed"
    DRAWN_LATER = "drawn_later"
    NOBODY_DRAWN = "nobody_drawn"
    HOME_NOT_DRAWN = "home_not_drawn"
    HOME_ANSWERED = "home_answered"
    ANSWERS_KEYED_BEFORE = "answers_keyed_before"
    FROZEN_LATE = "frozen_late"
    STILL_OPEN = "still_open"
    UNCHECKED = "unchecked"
    REPORT_DISPROVED = "report_disproved"
    SIGNED_BEFORE = "signed_before"
    SIGNED_BY_YOU = "signed_by_you"
    TIME_OVER = "time_over"
    BEFORE_ITS_DAY = "before_its_day"
    NOT_BETWEEN = "not_between"
    UNFIT_OWNER = "unfit_owner"
    OTHER_ESTATES_SURVEY = "other_estates_survey"
    OTHER_ESTATES_HOME = "other_estates_home"
    CHANGED_FORM = "changed_form"
    OWN_COLLECTION = "own_collection"
    NO_CHECK_OF_YOURS = "no_check_of_yours"
    HANDED_OVER = "handed_over"
    MEASURE_STATE = "measure_state"
    MEASURE_DONE = "measure_done"
    DAY_GONE = "day_gone"
    NO_DAY_OF_MOVING = "no_day_of_moving"
    LIVES_THERE = "lives_there"
    LIVES_ELSEWHERE = "lives_elsewhere"
    MOVED_IN_LATER = "moved_in_later"
    NO_INCIDENT = "no_incident"
    NOT_SHARED = "not_shared"
    PROMISED_APART = "promised_apart"


REASONS = {
    Why.STATE: (Refusal.WRONG_STATE, "{verb} is not possible while the case is {state}"),
    Why.EARLY_CLOSE: (
        Refusal.WRONG_STATE,
        "a case can be closed as unsatisfied from round {from_round} on, and this is round {round}",
    ),
    Why.ROLE: (Refusal.WRONG_ROLE, "{verb} is not for the role {role}; it takes a {needed}"),
    Why.LOWERING: (
        Refusal.WRONG_ROLE,
        "lowering the urgency from {before} to {after} takes a {needed}, not the role {role}",
    ),
    Why.KIND: (Refusal.WRONG_KIND, "{verb} is for the kind {needed}; this case is a {kind}"),
    Why.NOT_A_DECISION: (
        Refusal.WRONG_KIND,
        "a suggestion is not resolved: adopt says whether it is adopted, and why",
    ),
    Why.NOT_A_CREDIT: (
        Refusal.WRONG_KIND,
        "praise is not resolved: credit says whom it is for; everyone, if nobody in particular",
    ),
    Why.IN_PERSON: (
        Refusal.WRONG_ROLE,
        "the resident asked for the manager in person: {verb} takes a {needed}",
    ),
    Why.FOR_THE_MANAGER: (
        Refusal.BAD_VALUE,
        "the resident asked for the manager in person: {handler} is none",
    ),
    Why.OTHER_ESTATE: (Refusal.WRONG_ROLE, "the case belongs to another estate"),
    Why.NOT_A_RESIDENTS_VERB: (Refusal.WRONG_ROLE, "{verb} is not for residents"),
    Why.ABOUT_YOU: (Refusal.ABOUT_YOU, "nobody handles a complaint about themselves"),
    Why.OWN_PLAN: (Refusal.OWN_PLAN, "nobody decides on a plan that they proposed"),
    Why.NO_PLAN: (Refusal.PLAN_NEEDED, "no plan is waiting for a decision"),
    Why.PLAN_NOT_APPROVED: (
        Refusal.PLAN_NEEDED,
        "this case is resolved only after a plan has been proposed and approved",
    ),
    Why.MISSING: (Refusal.MISSING_FIELD, "{field} is missing or empty"),
    Why.UNKNOWN_FIELD: (Refusal.BAD_VALUE, "{verb} has no field {field}"),
    Why.NOT_TEXT: (Refusal.BAD_VALUE, "{field} is not a text"),
    Why.TOO_LONG: (Refusal.BAD_VALUE, "{field} is longer than {most} characters"),
    Why.NOT_A_CHOICE: (Refusal.BAD_VALUE, "{field} is none of {choices}"),
    Why.NOT_A_TIME: (Refusal.BAD_VALUE, "{field} is not a time with a zone"),
    Why.TOO_EARLY: (Refusal.BAD_VALUE, "{field} is not later than {earliest}"),
    Why.TOO_LATE: (Refusal.BAD_VALUE, "{field} is later than {latest}"),
    Why.NO_EXTENSION: (Refusal.BAD_VALUE, "until is not later than {due}, when {kind} is due"),
    Why.NO_SUCH_DEADLINE: (Refusal.BAD_VALUE, "no deadline of the kind {kind} is pending"),
    Why.NO_SUCH_STAFF: (Refusal.BAD_VALUE, "there is no staff member {handler}"),
    Why.UNFIT_HANDLER: (Refusal.BAD_VALUE, "{handler} cannot handle this case"),
    Why.NOT_THE_HANDLER: (Refusal.NOT_THE_HANDLER, "only who handles a case can hand it back"),
    Why.NOBODY_ABOVE: (Refusal.WRONG_STATE, "nobody stands above, to whom it could be handed back"),
    Why.ARCHIVED: (Refusal.WRONG_STATE, "the file is archived; only a review opens it again"),
    Why.TASK_ENDED: (
        Refusal.WRONG_STATE,
        "task {task} is {state}: nothing more is recorded",
    ),
    Why.NO_APPOINTMENT: (
        Refusal.MISSING_FIELD,
        "no visit has been agreed on: say in {field} why it took place",
    ),
    Why.ALREADY_FORWARDED: (
        Refusal.WRONG_STATE,
        "{repair} was made of this case and is under way; say in {field} what else wants repairing",
    ),
    Why.VISIT_ARRANGED: (
        Refusal.WRONG_STATE,
        "a visit is agreed on for {at}: rearrange it or call it off",
    ),
    Why.NO_VISIT_ARRANGED: (Refusal.WRONG_STATE, "no visit is agreed on: arrange one"),
    Why.NO_DAY_OF_MOVING: (Refusal.BAD_VALUE, "{day} is more than {most} days from today"),
    Why.LIVES_THERE: (Refusal.WRONG_STATE, "they live in {home} already, or will"),
    Why.LIVES_ELSEWHERE: (Refusal.WRONG_STATE, "they do not live in {home}"),
    Why.MOVED_IN_LATER: (Refusal.BAD_VALUE, "they moved in on {day}, after that"),
    Why.NO_INCIDENT: (
        Refusal.BAD_VALUE,
        "{into} is no other complaint or repair of the estate that is under way and can be shared",
    ),
    Why.NOT_SHARED: (
        Refusal.WRONG_KIND,
        "only a complaint or repair that is for everybody of the staff is one with those of others",
    ),
    Why.PROMISED_APART: (
        Refusal.WRONG_STATE,
        "something is promised in this case alone, which would be lost: {kind}, due {due}",
    ),
    Why.FILE_INCOMPLETE: (Refusal.FILE_INCOMPLETE, "the file lacks: {missing}"),
    Why.CAMPAIGN_STATE: (
        Refusal.WRONG_STATE,
        "{verb} is not possible while the survey is {state}",
    ),
    Why.CAMPAIGN_DROPPED: (
        Refusal.WRONG_STATE,
        "the survey has been given up: nothing more is done to it",
    ),
    Why.NOTHING_REVISED: (
        Refusal.BAD_VALUE,
        "the draft says so already: say what is to be otherwise",
    ),
    Why.LIST_FIXED: (
        Refusal.WRONG_STATE,
        "the homes have been drawn: giving them up takes a {needed} and a reason",
    ),
    Why.DRAWN_LATER: (
        Refusal.WRONG_STATE,
        "{number} has drawn homes of these estates since: give that one up first",
    ),
    Why.NOBODY_DRAWN: (Refusal.WRONG_STATE, "no home has been drawn: nobody would be asked"),
    Why.HOME_NOT_DRAWN: (Refusal.WRONG_STATE, "{home} was not drawn for this survey"),
    Why.HOME_ANSWERED: (
        Refusal.WRONG_STATE,
        "{home} has answered by itself; nobody can answer in its place",
    ),
    Why.ANSWERS_KEYED_BEFORE: (
        Refusal.WRONG_STATE,
        "the answers of {home} were keyed in before, by {by}",
    ),
    Why.FROZEN_LATE: (
        Refusal.WRONG_STATE,
        "the homes are fixed {days} days before the start; sooner takes a {needed} and a reason",
    ),
    Why.STILL_OPEN: (
        Refusal.WRONG_STATE,
        "answers are taken until {until}; closing sooner takes a {needed} and a reason",
    ),
    Why.UNCHECKED: (
        Refusal.WRONG_STATE,
        "{number} answers wait to be compared; publishing before takes a {needed} and a reason",
    ),
    Why.REPORT_DISPROVED: (
        Refusal.WRONG_STATE,
        "the report counts answers that have been found false since: report again",
    ),
    Why.SIGNED_BEFORE: (Refusal.WRONG_STATE, "somebody has signed for {reviewer} already"),
    Why.SIGNED_BY_YOU: (Refusal.WRONG_ROLE, "you have signed already: three different people do"),
    Why.TIME_OVER: (
        Refusal.WRONG_STATE,
        "answers were to be taken until {until}: the time of this survey is over",
    ),
    Why.BEFORE_ITS_DAY: (
        Refusal.WRONG_STATE,
        "the survey starts on {day}; sooner takes a {needed} and a reason",
    ),
    Why.NOT_BETWEEN: (Refusal.BAD_VALUE, "{field} is not between {least} and {most}"),
    Why.UNFIT_OWNER: (Refusal.BAD_VALUE, "{owner} cannot be the owner of this survey"),
    Why.OTHER_ESTATES_SURVEY: (Refusal.WRONG_ROLE, "the survey belongs to another estate"),
    Why.OTHER_ESTATES_HOME: (Refusal.WRONG_ROLE, "the home belongs to another estate"),
    Why.CHANGED_FORM: (
        Refusal.BAD_VALUE,
        "{form} version {version} has asked otherwise before: give the form a new version",
    ),
    Why.OWN_COLLECTION: (
        Refusal.WRONG_ROLE,
        "nobody checks a questionnaire that they keyed in themselves",
    ),
    Why.NO_CHECK_OF_YOURS: (
        Refusal.WRONG_ROLE,
        "answers are compared by the company office: an auditor or the general manager",
    ),
    Why.HANDED_OVER: (Refusal.WRONG_STATE, "prize {place} has been handed over already"),
    Why.MEASURE_STATE: (Refusal.WRONG_STATE, "a measure that is {before} cannot become {after}"),
    Why.MEASURE_DONE: (Refusal.WRONG_STATE, "the measure is done: nothing more is decided on it"),
    Why.DAY_GONE: (Refusal.BAD_VALUE, "{day} has gone by already"),
    Why.NOTHING_CHANGES: (Refusal.BAD_VALUE, "the case is of that class and urgency already"),
}


class NotAllowed(Exception):
    """A verb is refused, and nothing may change.

    `code` is for programs, `reason` says in English what is wrong, `key` and `params` say it in the
    reader's language through the wording catalogue; a tuple lists what would be right.
    """

    def __init__(self, why: Why, **params: Param) -> None:
        self.code, pattern = REASONS[why]
        self.reason = pattern.format_map({name: _shown(value) for name, value in params.items()})
        self.key = f"refused.{why}"
        self.params = params
        super().__init__(f"{self.code}: {self.reason}")


def _shown(value: Param) -> str:
    match value:
        case datetime():
            return value.isoformat()
        case tuple():
            return ", ".join(map(str, value))
        case _:
            return str(value)
