"""Examples told in one test: each is tried, and each that fails is named."""

import pytest

from tests.each import each


@each("number", [1, 2, 3, 4])
def is_odd(number: int) -> None:
    assert number % 2 == 1


@each(
    ("number", "low"), [pytest.param(5, 2, id="far below"), pytest.param(5, 7, id="below"), (5, 9)]
)
async def lies_above(number: int, low: int) -> None:
    assert number > low


@each("text", ["1", "one"])
def is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="invalid"):
        int(text)


def named(failed: pytest.ExceptionInfo[BaseExceptionGroup[BaseException]]) -> list[list[str]]:
    return [one.__notes__ for one in failed.value.exceptions]


def test_every_example_is_tried_and_every_one_that_fails_is_named() -> None:
    with pytest.raises(BaseExceptionGroup, match="2 of 4 examples") as failed:
        is_odd()

    assert named(failed) == [["example: number=2"], ["example: number=4"]]


async def test_an_example_that_waits_is_named_by_its_values_or_by_its_name() -> None:
    with pytest.raises(BaseExceptionGroup, match="2 of 3 examples") as failed:
        await lies_above()

    assert named(failed) == [["example: below"], ["example: number=5, low=9"]]


def test_an_error_that_was_not_raised_is_a_failure_too() -> None:
    with pytest.raises(BaseExceptionGroup) as failed:
        is_no_number()

    assert named(failed) == [["example: text='1'"]]


def test_without_examples_or_with_half_of_one_there_is_no_test() -> None:
    with pytest.raises(ValueError, match="shows nothing"):
        each("number", [])
    with pytest.raises(ValueError, match="shorter"):
        each(("number", "low"), [(5,)])


@each("number", [1, 2])
@each("other", [3])
def test_fixtures_are_shared_and_tables_may_be_crossed(
    number: int, other: int, request: pytest.FixtureRequest
) -> None:
    assert number < other
    assert "number" not in request.fixturenames
