"""The figures of reading stay above their floors (the development part of the corpus)."""

import pytest

from tests.understanding_figures import (
    DEV,
    Read,
    alarm_figures,
    answer_figures,
    by,
    of_task,
    part_of,
    read_corpus,
    recall,
    share,
)

ANSWERS_LEAST = 0.93
FALSE_ACCEPTS_MOST = 0.05
INTENTS_LEAST = 0.935
CLASS_LEAST = 0.92
URGENCY_LEAST = 0.945
PLACE_LEAST = 0.95
EMERGENCIES_LEAST = 0.987
FALSE_ALARMS_MOST = 0.017


@pytest.fixture(scope="module")
def reads() -> list[Read]:
    return read_corpus(DEV)


def test_answers_are_read_right_and_seldom_taken_where_none_was_given(reads: list[Read]) -> None:
    answers = of_task(reads, "answer")
    kinds = by(answers, lambda one: str(one.line["question"]["kind"]))

    shares = [share(some, "value") for some in kinds.values()]
    assert sum(shares) / len(shares) >= ANSWERS_LEAST
    assert answer_figures(answers).false_accept_rate <= FALSE_ACCEPTS_MOST


def test_intents_are_read_right(reads: list[Read]) -> None:
    assert share(of_task(reads, "intent"), "intent") >= INTENTS_LEAST


def test_cases_are_read_right(reads: list[Read]) -> None:
    cases = of_task(reads, "case")

    assert share(cases, "class") >= CLASS_LEAST
    assert share(cases, "urgency") >= URGENCY_LEAST
    assert share(cases, "location") >= PLACE_LEAST


@pytest.mark.parametrize(("task", "name"), [("intent", "intent"), ("case", "urgency")])
def test_emergencies_are_heard_and_few_are_alarmed_for_nothing(
    reads: list[Read], task: str, name: str
) -> None:
    found = alarm_figures(of_task(reads, task), name)

    assert found.recall >= EMERGENCIES_LEAST
    assert found.false_alarms <= FALSE_ALARMS_MOST


def test_whoever_wants_no_more_messages_is_heard(reads: list[Read]) -> None:
    assert recall(of_task(reads, "intent"), "optout") == 1


def test_a_line_belongs_to_one_part_for_ever() -> None:
    assert [part_of({"id": f"line-{number}"}) for number in range(3)] == ["dev", "test", "test"]
