"""What does not count is in the log with its reason, and what was answered is sealed (R12, R16)."""

import hashlib
from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.forms.answers import Given
from flows.forms.kept import answers_text
from flows.rules.survey.answers import Response
from flows.rules.survey.answers_digest import answers_digest, response_digest
from flows.rules.survey.cleaning import CampaignBounds, Cleaning, Excluded, Exclusion
from tests.flows.rules.survey.estate_answers import (
    BAD,
    BEGIN,
    GOOD,
    ITEMS,
    SKIPPED,
    UNCLEAR,
    VERY,
    response,
)

CLOSED_AT = BEGIN + timedelta(minutes=50)
ANY_HOME = CampaignBounds(CLOSED_AT)


def _cleaned(bounds: CampaignBounds, *responses: Response) -> tuple[list[str], list[Excluded]]:
    cleaning = Cleaning(ITEMS, bounds)
    return [each.id for each in cleaning.counted(responses)], cleaning.log


def test_every_excluded_response_is_named_with_its_reason() -> None:
    bounds = CampaignBounds(
        CLOSED_AT,
        invited={("松涛苑", f"1-{number}") for number in range(90)} - {("松涛苑", "1-1")},
        falsified={"r2"},
        withdrawn={"r3"},
    )
    good = {"overall": GOOD}

    counted, log = _cleaned(
        bounds,
        response(1, good),
        response(2, good),
        response(3, good),
        response(4, {"overall": SKIPPED, "repair": UNCLEAR}),
        response(5, good),
        response(6, good, home="1-5"),
        response(50, good),
        response(51, good),
    )

    assert counted == ["r5", "r50"]
    assert [(line.response, line.reason) for line in log] == [
        ("r1", Exclusion.NOT_INVITED),
        ("r2", Exclusion.FALSIFIED),
        ("r3", Exclusion.WITHDRAWN),
        ("r4", Exclusion.EMPTY),
        ("r6", Exclusion.SECOND_OF_HOME),
        ("r51", Exclusion.LATE),
    ]


def test_a_home_whose_answers_were_falsified_still_has_its_vote() -> None:
    bounds = replace(ANY_HOME, falsified={"r1"})

    counted, _ = _cleaned(
        bounds, response(1, {"overall": VERY}, home="x"), response(2, {"overall": BAD}, home="x")
    )

    assert counted == ["r2"]


def test_an_answer_that_is_no_option_is_an_abstention_of_that_item_alone() -> None:
    cleaning = Cleaning(ITEMS, ANY_HOME)

    (found,) = cleaning.counted(
        [
            response(
                1, {"overall": "superb", "repair": GOOD, "wishes": ("lift", "moat"), "why": "雨棚"}
            )
        ]
    )

    assert found.answers == {"overall": UNCLEAR, "repair": GOOD, "wishes": UNCLEAR, "why": "雨棚"}
    assert [(line.item, line.reason) for line in cleaning.log] == [
        ("overall", Exclusion.NO_SUCH_OPTION),
        ("wishes", Exclusion.NO_SUCH_OPTION),
    ]


def test_responses_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="r1 was returned before"):
        _cleaned(ANY_HOME, response(2, {"overall": GOOD}), response(1, {"overall": GOOD}))


def test_the_digest_can_be_made_again_by_hand() -> None:
    one = response(7, {})
    line = (
        '["r7","松涛苑","1-7","2026-11-14T09:07:00+00:00",{"overall":"very_satisfied",'
        '"repair":{"abstained":"skipped"},"why":"电梯 \ud83d","wishes":["gate"]}]'
    )
    answers = answers_text(
        [
            ("why", Given("电梯 \ud83d")),
            ("overall", Given("very_satisfied")),
            ("repair", SKIPPED),
            ("wishes", Given(("gate",))),
        ]
    )

    digest = hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()
    assert response_digest(one.id, one.estate, one.home, one.returned_at, answers) == digest
    assert answers_digest([digest]) == hashlib.sha256(f"{digest}\n".encode()).hexdigest()


@given(st.permutations(range(6)))
def test_the_digest_is_the_same_in_whatever_order_and_zone(order: list[int]) -> None:
    def digest(numbers: list[int], hours: int) -> str:
        zone = timezone(timedelta(hours=hours))
        return answers_digest(
            response_digest(f"r{one}", "松涛苑", f"1-{one}", BEGIN.astimezone(zone), "{}")
            for one in numbers
        )

    assert digest(order, 8) == digest(list(range(6)), 0)
    assert digest(order[1:], 8) != digest(order, 8)
