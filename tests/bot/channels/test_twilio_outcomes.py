"""Each of Twilio's errors asks for one thing, and says so without naming anybody's number."""

import json

from bot.channels import After, Refused, Unknown
from bot.channels.provider_calls import RETRY_AFTER_SECONDS_MAX, ProviderAnswer
from bot.channels.twilio_outcomes import REFUSALS, outcome_of, refusal
from tests.each import each

ROWS = {
    "21211": After.NEXT_CHANNEL,
    "21610": After.NEXT_CHANNEL,
    "21614": After.NEXT_CHANNEL,
    "21635": After.NEXT_CHANNEL,
    "30004": After.NEXT_CHANNEL,
    "30005": After.NEXT_CHANNEL,
    "30006": After.NEXT_CHANNEL,
    "63014": After.NEXT_CHANNEL,
    "63016": After.NEXT_CHANNEL,
    "30007": After.NEXT_CHANNEL,
    "21602": After.FATAL,
    "21617": After.FATAL,
    "20003": After.OPERATOR,
    "21212": After.OPERATOR,
    "21408": After.OPERATOR,
    "21603": After.OPERATOR,
    "21606": After.OPERATOR,
    "21608": After.OPERATOR,
    "21612": After.OPERATOR,
    "21659": After.OPERATOR,
    "21703": After.OPERATOR,
    "21704": After.OPERATOR,
    "30002": After.OPERATOR,
    "30034": After.OPERATOR,
    "35118": After.OPERATOR,
    "20429": After.RETRY,
    "14107": After.RETRY,
    "21611": After.RETRY,
    "30001": After.RETRY,
    "30003": After.RETRY,
    "30008": After.RETRY,
    "30017": After.RETRY,
    "30022": After.RETRY,
}


def answer(status: int, code: object = None, **headers: str) -> ProviderAnswer:
    document = {"code": code, "message": "The number +85291234567 …", "status": status}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return ProviderAnswer(status, json.dumps(document).encode(), named)


@each("code", sorted(ROWS))
def test_each_error_asks_for_its_own_way_on(code: str) -> None:
    outcome = outcome_of(answer(400, int(code)))

    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.after) == (code, ROWS[code])
    assert outcome.opted_out is (code == "21610")
    assert "852" not in outcome.reason


def test_the_table_holds_no_row_that_is_not_tried_here() -> None:
    assert set(REFUSALS) == set(ROWS)


def test_a_code_in_a_status_callback_means_the_same() -> None:
    assert refusal("30006").after is After.NEXT_CHANNEL
    assert refusal("21610").opted_out
    assert refusal("99999").after is After.NEXT_CHANNEL


@each(
    ("given", "after"),
    [
        (answer(401), After.OPERATOR),
        (answer(403, "20003"), After.OPERATOR),
        (answer(404, 20404), After.OPERATOR),
        (answer(400, 21999), After.NEXT_CHANNEL),
        (answer(400, "+85291234567"), After.NEXT_CHANNEL),
        (answer(429), After.RETRY),
        (answer(429, 20429), After.RETRY),
    ],
)
def test_an_error_without_a_row_is_judged_by_its_status(
    given: ProviderAnswer, after: After
) -> None:
    outcome = outcome_of(given)

    assert isinstance(outcome, Refused)
    assert outcome.after is after
    assert "852" not in outcome.code


@each("status", [200, 201, 204, 302, 307, 408, 500, 502, 503, 504])
def test_what_proves_nothing_is_unknown_even_with_a_code_in_it(status: int) -> None:
    assert isinstance(outcome_of(answer(status, 21211)), Unknown)


@each(
    ("headers", "seconds"),
    [
        ({"Retry_After": "7"}, 7),
        ({"Retry_After": " 0 "}, 0),
        ({"Retry_After": "99999999999"}, RETRY_AFTER_SECONDS_MAX),
        (
            {
                "Retry_After": "Sun, 22 Nov 2026 10:01:30 GMT",
                "Date": "Sun, 22 Nov 2026 10:00:00 GMT",
            },
            90,
        ),
        (
            {
                "Retry_After": "Sun, 22 Nov 2026 09:00:00 GMT",
                "Date": "Sun, 22 Nov 2026 10:00:00 GMT",
            },
            0,
        ),
        ({"Retry_After": "Sun, 22 Nov 2026 10:01:30 GMT"}, None),
        ({"Retry_After": "-1"}, None),
        ({"Retry_After": "soon"}, None),
        ({"Retry_After": "²"}, None),
        ({}, None),
    ],
)
def test_the_time_that_twilio_names_is_kept(headers: dict[str, str], seconds: float | None) -> None:
    outcome = outcome_of(answer(429, 20429, **headers))

    assert isinstance(outcome, Refused)
    assert outcome.retry_after_seconds == seconds
