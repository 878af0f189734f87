"""The shapes of questions, the homes that are asked, and the answers that staff key in."""

from bot.api.openapi_schemas import (
    CASE_NUMBER,
    COUNT,
    MOMENT,
    TEXT,
    TRUTH,
    Schema,
    a_page_of,
    a_reference,
    an_object,
    described,
    one_of,
    or_null,
)
from flows.forms.built_in import OPEN_FORM, built_in
from flows.rules.survey.words import Abstention, Disposition
from flows.rules.vocabulary import Source
from storage.keyed_responses import KeyedMode

KEYED_ANSWERS = an_object(
    {
        "by": described(TEXT, "The userid of the member of staff who collected them."),
        "home": described(TEXT, "As it is written in the directory: 8-1-302, or C-906."),
        "estate": described(TEXT, "Needed where several estates of the survey have such a home."),
        "mode": described(one_of(KeyedMode), "How the answers came."),
        "answers": {
            "type": "object",
            "description": (
                "By the ids of the items that are asked: a value, or a value with a remark, or an "
                "abstention; photos cannot be keyed in."
            ),
            "additionalProperties": a_reference("KeyedAnswer"),
        },
        "original": described(TEXT, "Where the paper lies, or the call was written down."),
    },
    optional=("estate", "original"),
)

KEYED_RATING = an_object(
    {
        "by": described(TEXT, "The userid of the member of staff whom it was told."),
        "home": described(TEXT, "As it is written in the directory: 8-1-302, or C-906."),
        "estate": described(TEXT, "Needed where several estates of `by` have such a home."),
        "name": described(TEXT, "Who rated."),
        "phone": described(TEXT, "Their number: E.164, or a national one of the mainland."),
        "mode": described(one_of(KeyedMode), "How the rating came."),
        "answers": {
            "type": "object",
            "description": (
                f"By the ids of the items of the form `{OPEN_FORM}`, 我要评价: a value, or a value "
                "with a remark, or an abstention. What is said in words becomes a suggestion."
            ),
            "properties": {
                item.id: a_reference("KeyedAnswer") for item in built_in(OPEN_FORM).items
            },
        },
        "original": described(TEXT, "Where the paper lies, or the call was written down."),
    },
    optional=("estate", "name", "phone", "original"),
)

_ANSWER: Schema = {
    "anyOf": [
        TEXT,
        TRUTH,
        {"type": "number"},
        {"type": "array", "items": TEXT},
        an_object({"value": {}, "remark": TEXT}, optional=("remark",)),
        an_object({"abstained": {"enum": [one.value for one in Abstention]}}),
    ]
}
_INVITATION = an_object(
    {
        **dict.fromkeys(("home", "estate"), TEXT),
        "state": one_of(Disposition),
        "resident": or_null(described(TEXT, "The id of who is asked in its name.")),
        **dict.fromkeys(("issued_at", "reached_at", "begun_at", "returned_at"), or_null(MOMENT)),
        "reminders": COUNT,
        "mode": or_null(one_of(Source)),
        "collector": or_null(TEXT),
    }
)
_RESPONSE = an_object(
    {
        **dict.fromkeys(("campaign", "home", "collector"), TEXT),
        "mode": one_of(Source),
        "original": or_null(TEXT),
        "handed_in_at": MOMENT,
        "answers": {"type": "object"},
    }
)
_RATING = an_object(
    {
        **dict.fromkeys(("home", "collector"), TEXT),
        "resident": or_null(described(TEXT, "The id of who rated.")),
        "mode": one_of(Source),
        "original": or_null(TEXT),
        "handed_in_at": MOMENT,
        "answers": {"type": "object"},
        "case": or_null(described(CASE_NUMBER, "The suggestion that its words became.")),
    }
)

SURVEY_ANSWERS: Schema = {
    "Form": described({"type": "object"}, "The form as its file is written, and its digest."),
    "KeyedAnswer": _ANSWER,
    "KeyedRating": _RATING,
    "KeyedResponse": _RESPONSE,
    "Invitation": _INVITATION,
    "Invitations": a_page_of("Invitation"),
}
