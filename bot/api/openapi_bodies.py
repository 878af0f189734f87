"""What the API says of the bodies of its writes (bot.api.openapi names them by their routes)."""

from collections.abc import Mapping

from bot.api.openapi_schemas import (
    CASE_NUMBER,
    MOMENT,
    TEXT,
    TRUTH,
    Schema,
    an_object,
    described,
    one_of,
)
from flows.rules.survey.truth import Mark
from flows.rules.survey.words import MeasureState
from flows.rules.verb_fields import WITHOUT_APPOINTMENT, Adoption, Decision, Via
from flows.rules.vocabulary import (
    CaseClass,
    CaseKind,
    DeadlineKind,
    Language,
    RegisteredSource,
    ResidenceRole,
    Satisfaction,
    ToldBy,
    Urgency,
    Verb,
)
from flows.understanding.wishes import Topic

BY = described(TEXT, "The userid of the member of staff in whose name this is done.")
CREDITED = "Userids, between commas; or `everyone`, for the whole team."
WITHOUT = described(TEXT, "Why a visit took place that the resident had not agreed to.")

TOLD_BY = described(one_of(ToldBy), "How the resident said it.")
VISIT = an_object(
    {
        "by": BY,
        "via": TOLD_BY,
        "at": described(MOMENT, "When the visit begins."),
        "ends_at": described(MOMENT, "Where a part of a day was agreed on: its end."),
        "text": described(TEXT, "A word for whoever comes."),
    },
    optional=("ends_at", "text"),
)

VERB_BODIES: Mapping[Verb, Schema] = {
    Verb.ACCEPT: an_object({"by": BY}),
    Verb.RESPOND: an_object(
        {"by": BY, "text": TEXT, "promised_at": MOMENT, "via": one_of(Via)},
        optional=("promised_at", "via"),
    ),
    Verb.ASSIGN: an_object({"by": BY, "handler": described(TEXT, "A userid.")}),
    Verb.PROPOSE: an_object({"by": BY, "plan": TEXT}),
    Verb.APPROVE: an_object(
        {"by": BY, "decision": one_of(Decision), "reason": TEXT}, optional=("reason",)
    ),
    # Not for suggestions and praise: adopt and credit end those (R20, R24).
    Verb.RESOLVE: an_object({"by": BY, "result": TEXT, "measures": TEXT, "improvement": TEXT}),
    Verb.RECLASSIFY: an_object(
        {"by": BY, "class": one_of(CaseClass), "urgency": one_of(Urgency)},
        optional=("class", "urgency"),
    ),
    Verb.EXTEND: an_object(
        {"by": BY, "kind": one_of(DeadlineKind), "until": MOMENT, "reason": TEXT}
    ),
    Verb.WITHDRAW: an_object({"by": BY, "reason": TEXT}),
    Verb.REVISIT: an_object(
        {
            "by": BY,
            "via": {"type": "string", "enum": [Via.PHONE, Via.VISIT]},
            "fixed": {"type": "boolean"},
            "satisfaction": one_of(Satisfaction),
            "remark": TEXT,
            WITHOUT_APPOINTMENT: WITHOUT,
        },
        optional=("satisfaction", "remark", WITHOUT_APPOINTMENT),
    ),
    Verb.CLOSE: an_object({"by": BY, "reason": TEXT}),
    Verb.REVIEW: an_object(
        {"by": BY, "handler": TEXT, "reason": TEXT}, optional=("handler", "reason")
    ),
    Verb.ADOPT: an_object({"by": BY, "decision": one_of(Adoption), "reason": TEXT}),
    Verb.CREDIT: an_object({"by": BY, "staff": described(TEXT, CREDITED)}),
    Verb.FLAG: an_object(
        {"by": BY, "reason": TEXT, "lifted": described(TRUTH, "Taken back, with its reason.")},
        optional=("lifted",),
    ),
    Verb.COORDINATE: an_object(
        {
            "by": BY,
            "unit": described(TEXT, "Who outside the house is asked."),
            "reason": TEXT,
            "until": described(MOMENT, "A promise to the resident."),
        },
        optional=("until",),
    ),
    Verb.FORWARD: an_object(
        {
            "by": BY,
            "text": described(TEXT, "What wants repairing; the complaint's own words if left out."),
            "urgency": described(one_of(Urgency), "Read from the text where it is left out."),
        },
        optional=("text", "urgency"),
    ),
    Verb.HAND_BACK: an_object({"by": BY, "reason": TEXT, "proposal": TEXT}, optional=("proposal",)),
    Verb.SIGN_OFF: an_object(
        {"by": BY, "satisfied": {"type": "boolean"}, "remark": TEXT}, optional=("remark",)
    ),
    Verb.ARCHIVE: an_object({"by": BY}),
    Verb.ARRANGE: VISIT,
    Verb.REARRANGE: VISIT,
    Verb.CALL_OFF: an_object({"by": BY, "via": TOLD_BY, "reason": TEXT}),
    Verb.JOIN: an_object(
        {"by": BY, "into": described(CASE_NUMBER, "The case that this one is the same as.")}
    ),
    Verb.ADD: an_object({"by": BY, "via": TOLD_BY, "text": TEXT}),
}

REPORT = an_object(
    {
        "by": BY,
        "source": one_of(RegisteredSource),
        "kind": one_of(CaseKind),
        "text": TEXT,
        "home": described(TEXT, "As it is written in the directory: 8-1-302, or C-906."),
        "name": described(TEXT, "Who reported."),
        "phone": described(TEXT, "Their number: E.164, or a national one of the mainland."),
        "class": described(one_of(CaseClass), "Read from the text where it is left out."),
        "urgency": described(one_of(Urgency), "Read from the text where it is left out."),
        "place": TEXT,
        "estate": described(TEXT, "Needed where neither the home nor `by` tells the estate."),
        "about": described(
            TEXT,
            "The userid of the member of staff whom a complaint is about, who never gets it; where "
            "it is left out, the one whom the text alone names.",
        ),
        "in_person": described(
            TRUTH, "A complaint for the manager in person (R33); read from the text if left out."
        ),
        "for_whom": described(
            TEXT, "Whom the caller speaks for, in their words; read from the text if left out."
        ),
    },
    optional=(
        *("home", "name", "phone", "class", "urgency", "place", "estate", "about"),
        *("in_person", "for_whom"),
    ),
)

RECORD = an_object(
    {
        "by": BY,
        "reached": {"type": "boolean"},
        "outcome": TEXT,
        "confirmed": described(TRUTH, "Whether the resident called the task's rating true."),
        WITHOUT_APPOINTMENT: WITHOUT,
    },
    optional=("confirmed", WITHOUT_APPOINTMENT),
)


_DAY = described({"type": "string", "format": "date"}, "A day, as 2026-11-30.")
_HOME_CODE = described(TEXT, "As it is written in the directory: 8-1-302, or C-906.")
MOVE_IN = an_object(
    {
        "by": BY,
        "via": TOLD_BY,
        "home": _HOME_CODE,
        "name": TEXT,
        "phone": described(TEXT, "Their number: E.164, or a national one of the mainland."),
        "role": one_of(ResidenceRole),
        "day": _DAY,
    },
    optional=("phone",),
)
MOVE_OUT = an_object({"by": BY, "via": TOLD_BY, "home": _HOME_CODE, "day": _DAY})
CONTACT = an_object(
    {
        "by": BY,
        "via": TOLD_BY,
        "topic": one_of(Topic),
        "wanted": TRUTH,
        "words": described(TEXT, "What the resident said; kept with the consent."),
    },
    optional=("words",),
)
LANGUAGE = an_object({"by": BY, "via": TOLD_BY, "language": one_of(Language)})
ENROLMENT = an_object(
    {"by": BY, "decision": one_of(Decision), "reason": TEXT}, optional=("reason",)
)
MARK = an_object(
    {"by": BY, "mark": one_of(Mark), "remark": described(TEXT, "What differs.")},
    optional=("remark",),
)
HANDED_OVER = an_object({"by": BY})
MEASURE = an_object(
    {
        "by": BY,
        "text": described(TEXT, "What is to be improved."),
        "about": described(TEXT, "The id of the form's item; the whole, where it is left out."),
    },
    optional=("about",),
)
DECIDED = an_object(
    {
        "by": BY,
        "state": one_of(MeasureState),
        "decision": described(TEXT, "What residents read: what becomes of it, or why nothing."),
        "result": described(TEXT, "What was done."),
        "owner": described(TEXT, "The userid of whoever has it."),
        "due_on": _DAY,
    },
    optional=("state", "decision", "result", "owner", "due_on"),
)
