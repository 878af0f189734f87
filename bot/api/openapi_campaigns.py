"""What the API says of surveys: their routes, bodies and answers (bot.api.openapi puts it in)."""

from collections.abc import Mapping

from bot.api.openapi_schemas import (
    CASE_NUMBER,
    COUNT,
    DAY,
    MOMENT,
    TEXT,
    TRUTH,
    Schema,
    a_list_of,
    a_page_of,
    an_object,
    described,
    one_of,
    or_null,
)
from flows.rules.survey.campaign_clock import Step
from flows.rules.survey.draw import Standing
from flows.rules.survey.words import (
    CampaignKind,
    CampaignState,
    CampaignVerb,
    Disposition,
    Reviewer,
)

_BY = described(TEXT, "The userid of the member of staff in whose name this is done.")
_REASON = described(TEXT, "Why it is done out of time; a manager's.")
_LATE = an_object({"by": _BY, "reason": _REASON}, optional=("reason",))

_DRAFT = {
    "by": _BY,
    "title": TEXT,
    "kind": described(one_of(CampaignKind), "Periodic where it is left out."),
    "form": described(TEXT, "The id of a built-in form, or a questionnaire as YAML."),
    "estates": described(TEXT, "Names, between commas."),
    "size": {"type": "integer", "minimum": 1},
    "starts_on": DAY,
    "last_day": described(DAY, "The last for answers; as the policy says if left out."),
    "prizes": COUNT,
    "owner": described(TEXT, "A userid; whoever drafts it if left out."),
    "seed": described(TEXT, "What the homes are drawn by; made up if left out."),
}
_REVISED = _DRAFT | {
    "kind": one_of(CampaignKind),
    "last_day": described(DAY, "The last for answers; it goes along with a new first day."),
    "owner": described(TEXT, "A userid."),
    "seed": described(TEXT, "What the homes are drawn by."),
}

CAMPAIGN_BODIES: Mapping[CampaignVerb, Schema] = {
    CampaignVerb.REVISE: an_object(_REVISED, optional=tuple(set(_REVISED) - {"by"})),
    CampaignVerb.FREEZE: _LATE,
    CampaignVerb.START: _LATE,
    CampaignVerb.REMIND: an_object({"by": _BY}),
    CampaignVerb.CLOSE: _LATE,
    CampaignVerb.REPORT: an_object({"by": _BY}),
    CampaignVerb.SIGN: an_object(
        {"by": _BY, "as": one_of(Reviewer), "remark": TEXT}, optional=("remark",)
    ),
    CampaignVerb.PUBLISH: an_object(
        {"by": _BY, "reason": described(TEXT, "Why before the check; a general manager's (R16).")},
        optional=("reason",),
    ),
    CampaignVerb.DROP: an_object(
        {"by": _BY, "reason": described(TEXT, "Why; a manager's once the homes are drawn.")}
    ),
}
DRAFT_BODY = an_object(_DRAFT, optional=("kind", "last_day", "prizes", "owner", "seed"))

_SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 100}
_RATE = an_object({"percent": or_null(_SHARE), "low": _SHARE, "high": _SHARE})
_BUILDING = an_object(
    {
        "estate": TEXT,
        "building": TEXT,
        "homes": COUNT,
        "issued": COUNT,
        "returned": COUNT,
        "rate": _RATE,
        "wanted": described(COUNT, "Answers that it lacks of its part (R9)."),
    }
)

CAMPAIGN_SCHEMAS: Mapping[str, Schema] = {
    "Campaign": an_object(
        {
            "number": CASE_NUMBER,
            "title": TEXT,
            "kind": one_of(CampaignKind),
            "part": described(or_null(TEXT), "The part of the year, as 2026-2."),
            "state": one_of(CampaignState),
            "estates": a_list_of(TEXT),
            "owner": or_null(TEXT),
            "form": an_object({"id": TEXT, "version": COUNT}),
            "size": COUNT,
            "seed": TEXT,
            "prizes": COUNT,
            "starts_on": DAY,
            "last_day": DAY,
            "frame_digest": or_null(TEXT),
            "lacking": described(COUNT, "Homes that were wanted and could not be drawn."),
            "signatures": a_list_of(
                an_object({"as": one_of(Reviewer), "by": TEXT, "at": MOMENT, "remark": TEXT})
            ),
            "drafted_at": MOMENT,
            "frozen_at": or_null(MOMENT),
            "started_at": or_null(MOMENT),
            "closed_at": or_null(MOMENT),
            "reported_at": or_null(MOMENT),
            "reviewed_at": or_null(MOMENT),
            "published_at": or_null(MOMENT),
            "dropped_at": described(or_null(MOMENT), "When it was given up before its start."),
        }
    ),
    "Campaigns": a_page_of("Campaign"),
    "CampaignStatus": an_object(
        {
            "number": CASE_NUMBER,
            "state": one_of(CampaignState),
            "issued": COUNT,
            "returned": COUNT,
            "rate": _RATE,
            "target_percent": COUNT,
            "wanted": described(COUNT, "Answers that it lacks of the aim (R2)."),
            "dispositions": described(
                an_object({each.value: COUNT for each in Disposition}),
                "Their sum is what was issued, at every moment.",
            ),
            "buildings": a_list_of(_BUILDING),
            "missing": a_list_of(_BUILDING),
            "next": or_null(an_object({"step": one_of(Step), "at": MOMENT})),
        }
    ),
    "CampaignForecast": an_object(
        {
            "number": CASE_NUMBER,
            "homes": COUNT,
            "channels": a_list_of(
                an_object(
                    {
                        "channel": TEXT,
                        "homes": described(COUNT, "That can be asked by it at this moment."),
                        "returned": described(COUNT, "That may be expected to answer."),
                        "from_earlier": described(TRUTH, "By what earlier surveys had returned."),
                    }
                )
            ),
            "unreachable": COUNT,
            "returned": COUNT,
            "target_percent": COUNT,
            "wanted": described(COUNT, "Answers that it then lacks of the aim (R2)."),
            "cost_cents": described(COUNT, "What its texts cost at most (R69)."),
        }
    ),
    "CampaignProof": an_object(
        {
            "number": CASE_NUMBER,
            "seed": TEXT,
            "size": COUNT,
            "frame_digest": TEXT,
            "same": described(TRUTH, "Whether drawing again gave the homes that were invited."),
            "mistakes": a_list_of(TEXT),
            "counts": {"type": "object", "additionalProperties": COUNT},
            "cycles": {"type": "object", "additionalProperties": COUNT},
            "homes": a_list_of(
                an_object(
                    {
                        "estate": TEXT,
                        "building": TEXT,
                        "home": TEXT,
                        "standing": one_of(Standing),
                        "asked_in": described(COUNT, "The cycle of its last turn before."),
                        "cycle": COUNT,
                        "lot": TEXT,
                    }
                )
            ),
        }
    ),
}
