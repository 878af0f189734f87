"""The shapes of what follows from a survey, as JSON Schema: checks, measures, prizes, opinions."""

from bot.api.openapi_schemas import (
    CASE_NUMBER,
    COUNT,
    DAY,
    MOMENT,
    TEXT,
    TRUTH,
    Schema,
    a_list_of,
    a_reference,
    an_object,
    described,
    one_of,
    or_null,
)
from flows.rules.survey.truth import Audit, Mark
from flows.rules.survey.words import MeasureKind, MeasureState
from flows.rules.vocabulary import Source

_ANSWER = an_object(
    {
        "item": TEXT,
        "label": TEXT,
        "answer": or_null(described(TEXT, "As it counts; null where it was left out.")),
        "remark": described(TEXT, "What was said beside it."),
    }
)
_ORIGINAL = an_object({"at": MOMENT, "channel": TEXT, "text": TEXT})
_CALL = an_object(
    {
        "at": MOMENT,
        "by": TEXT,
        "reached": TRUTH,
        "outcome": TEXT,
        "confirmed": or_null(described(TRUTH, "Whether the home called it true.")),
    }
)
_CHECK = an_object(
    {
        "id": COUNT,
        "home": or_null(TEXT),
        "mode": one_of(Source),
        "collector": or_null(described(TEXT, "Who keyed it in, and so never checks it.")),
        "kept_at": or_null(described(TEXT, "Where the paper lies that was keyed in.")),
        "returned_at": MOMENT,
        "of_all": described(TRUTH, "Looked at because another one was falsified."),
        "mark": or_null(one_of(Mark)),
        "by": or_null(TEXT),
        "marked_at": or_null(MOMENT),
        "remark": TEXT,
        "answers": a_list_of(_ANSWER),
        "original": described(
            a_list_of(_ORIGINAL), "What was written, in order; none where it was keyed in."
        ),
        "calls": a_list_of(_CALL),
    }
)
_CHECKS = an_object(
    {
        "state": described(one_of(Audit), "check_all: one was falsified, so all are compared."),
        "drawn": COUNT,
        "marks": an_object({mark.value: COUNT for mark in Mark}),
        "items": a_list_of(a_reference("Check")),
        "next": or_null(TEXT),
    }
)
_PRIZE = an_object(
    {
        "place": COUNT,
        "home": TEXT,
        "drawn_at": MOMENT,
        "handed_over_at": or_null(MOMENT),
        "handed_over_by": or_null(TEXT),
    }
)
_OPINION = an_object(
    {
        "place": COUNT,
        "item": TEXT,
        "label": TEXT,
        "homes": COUNT,
        "examples": described(a_list_of(TEXT), "A few of them, word for word."),
    }
)
_PRAISED = an_object({"place": COUNT, "staff": TEXT, "homes": COUNT})
_MEASURE = an_object(
    {
        "id": COUNT,
        "kind": one_of(MeasureKind),
        "estate": or_null(TEXT),
        "about": described(TEXT, "The id of the form's item; empty for the whole."),
        "text": TEXT,
        "state": one_of(MeasureState),
        "decision": TEXT,
        "result": TEXT,
        "owner": or_null(TEXT),
        "due_on": or_null(DAY),
        "made_at": MOMENT,
        "decided_at": or_null(MOMENT),
        "done_at": or_null(MOMENT),
        "follow_up": or_null(
            described(CASE_NUMBER, "The survey of those who raised it, after it was done.")
        ),
    }
)

SURVEY_RESULTS: Schema = {
    "Measure": _MEASURE,
    "Measures": an_object({"items": a_list_of(a_reference("Measure"))}),
    "Check": _CHECK,
    "Checks": _CHECKS,
    "Prizes": an_object(
        {"seed": described(TEXT, "With it anyone can draw again."), "items": a_list_of(_PRIZE)}
    ),
    "Opinions": an_object({"opinions": a_list_of(_OPINION), "praise": a_list_of(_PRAISED)}),
}
