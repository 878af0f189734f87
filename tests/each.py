"""Many small examples in one test, which names every one of them that does not hold.

A test of its own costs each worker of a run more than most examples do: it is collected, set up,
reported and sent about. `each` stands where `pytest.mark.parametrize` would; what an example needs
of fixtures it shares with all others, so it must leave them as they were.
"""

import functools
import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

Test = Callable[..., Any]
Parameters = type(pytest.param())


def each(names: str | Sequence[str], examples: Iterable[object]) -> Callable[[Test], Test]:
    """Tell them all in one test. Raises ValueError where there are none, or one is incomplete."""
    called = names.replace(" ", "").split(",") if isinstance(names, str) else list(names)
    told = [_example(called, example) for example in examples]
    if not told:
        raise ValueError("without examples a test shows nothing")

    def together(test: Test) -> Test:
        @functools.wraps(test)
        def plain(**fixtures: object) -> None:
            with _counting(len(told)) as failures:
                for example in told:
                    with _noting(example, failures):
                        test(**fixtures, **example.values)

        @functools.wraps(test)
        async def waiting(**fixtures: object) -> None:
            with _counting(len(told)) as failures:
                for example in told:
                    with _noting(example, failures):
                        await test(**fixtures, **example.values)

        one: Any = waiting if inspect.iscoroutinefunction(test) else plain
        signature = inspect.signature(test)
        asked = [given for name, given in signature.parameters.items() if name not in called]
        one.__signature__ = signature.replace(parameters=asked)
        return _as_test(one)

    return together


def _as_test(test: Any) -> Test:  # noqa: ANN401 - a function with a signature of its own
    found: Test = test
    return found


@dataclass(frozen=True)
class _Example:
    values: dict[str, object]
    given_name: object = None

    @property
    def name(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return str(self.given_name or told)


def _example(called: list[str], given: object) -> _Example:
    """One that came as `pytest.param` may have a name of its own."""
    if isinstance(given, Parameters):
        return _Example(dict(zip(called, given.values, strict=True)), given.id)
    values = given if len(called) > 1 else (given,)
    assert isinstance(values, Iterable)
    return _Example(dict(zip(called, values, strict=True)))


@contextmanager
def _counting(count: int) -> Iterator[list[BaseException]]:
    failures: list[BaseException] = []
    yield failures
    if failures:
        raise BaseExceptionGroup(f"{len(failures)} of {count} examples", failures)


@contextmanager
def _noting(example: _Example, failures: list[BaseException]) -> Iterator[None]:
    try:
        yield
    except (Exception, pytest.fail.Exception) as failure:  # noqa: BLE001 - told of with all others
        failure.add_note(f"example: {example.name}")
        failures.append(failure)
