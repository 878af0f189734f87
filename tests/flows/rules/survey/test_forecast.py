"""What a survey may bring back: reckoned from earlier ones, else from the policy (R2, R69)."""

from flows.rules.policy_text import packaged
from flows.rules.survey.forecast import Earlier, Expected, forecast

STRICT = packaged("strict")


def test_as_long_as_nothing_is_known_the_policy_says_what_comes_back() -> None:
    found = forecast(STRICT, {"wechat_template": 200, "sms": 150}, 50, {})

    assert found.channels == (
        Expected("sms", 150, 37, from_earlier=False),
        Expected("wechat_template", 200, 100, from_earlier=False),
    )
    # 60 % of 400 homes are 240, and 137 answers may be expected.
    assert (found.homes, found.returned, found.wanted) == (400, 137, 103)
    # 150 homes, each asked and reminded twice, by three segments of five cents.
    assert STRICT.survey_asking.reminders_max == 2
    assert found.cost_cents == 150 * 3 * 3 * 5


def test_what_earlier_surveys_had_returned_counts_once_they_asked_enough() -> None:
    earlier = {"wechat": Earlier(30, 27), "sms": Earlier(29, 29)}

    found = forecast(STRICT, {"wechat": 100, "sms": 100}, 0, earlier)

    assert [(one.returned, one.from_earlier) for one in found.channels] == [(25, False), (90, True)]
    assert found.wanted == 5


def test_a_survey_that_reaches_nobody_costs_nothing() -> None:
    found = forecast(STRICT, {}, 7, {})

    assert (found.homes, found.returned, found.wanted, found.cost_cents) == (7, 0, 5, 0)
