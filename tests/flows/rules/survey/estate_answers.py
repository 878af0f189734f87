"""Responses of an estate, made short for the tests of the figures."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from flows.rules.policy_text import packaged
from flows.rules.survey.answers import Answer, Item, Option, Response, satisfaction_item, scale_item
from flows.rules.survey.tally import Counts, Tally
from flows.rules.survey.words import Abstention

STRICT = packaged("strict")
OVERALL = satisfaction_item("overall", STRICT.survey)
REPAIR = satisfaction_item("repair", STRICT.survey)
GREEN = scale_item("green", STRICT.survey)
WISHES = Item("wishes", {"gate": Option(), "lift": Option(), "pool": Option()})
ITEMS = (OVERALL, REPAIR, GREEN, WISHES)
BEGIN = datetime(2026, 11, 14, 9, 0, tzinfo=UTC)

VERY, GOOD, FAIR, SO_SO, BAD = OVERALL.options
SKIPPED, UNCLEAR = Abstention.SKIPPED, Abstention.UNCLEAR


def response(
    number: int,
    answers: Mapping[str, Answer],
    *,
    home: str = "",
    building: str = "1",
    estate: str = "松涛苑",
) -> Response:
    """A response that came so many minutes after the survey began; its home is its number."""
    home = home or f"{building}-{number}"
    at = BEGIN + timedelta(minutes=number)
    return Response(f"r{number}", estate, building, home, at, answers)


def counts(*answers: Mapping[str, Answer]) -> Counts:
    """The counts of some homes of one building."""
    tally = Tally(ITEMS, OVERALL.key)
    for number, each in enumerate(answers):
        tally.add(response(number, each))
    return tally.whole()
