"""Who looks through the log of every test finds what may not be there (S14, P13)."""

import logging

import pytest

from tests.canaries import Canaries

SECRET = "s3cret-of-the-canary-tests"


@pytest.fixture
def canaries() -> Canaries:
    watching = Canaries()
    watching.hide("a secret", SECRET)
    return watching


def written(canaries: Canaries, message: str, *args: object) -> list[str]:
    record = logging.LogRecord("bot", logging.INFO, "", 1, message, args, None)
    canaries.emit(record)
    return [line.partition(":")[0] for line in canaries.found]


def test_a_secret_in_the_log_fails_its_test(canaries: Canaries) -> None:
    assert written(canaries, "asking with %s", SECRET) == ["a secret"]


@pytest.mark.parametrize("number", ["+85261234567", "To=%2B8613800000000"])
def test_a_number_that_slips_through_the_redaction_is_found(
    canaries: Canaries, number: str
) -> None:
    canaries.look(number)

    assert canaries.found != []


@pytest.mark.parametrize(
    "harmless", ["case BX-20261124-0001 took 12 ms", "to +85261234567 now", "13800000000"]
)
def test_what_the_house_hides_is_not_found(canaries: Canaries, harmless: str) -> None:
    assert written(canaries, harmless) == []


def test_what_is_too_short_to_be_a_secret_is_none(canaries: Canaries) -> None:
    canaries.hide("a word", "token_")

    assert written(canaries, "the token_store is open") == []


def test_the_log_of_this_run_is_looked_through() -> None:
    listening = {type(handler) for handler in logging.getLogger().handlers}

    assert Canaries in listening
    assert logging.getLogger("bot").getEffectiveLevel() == logging.INFO
