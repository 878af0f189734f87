"""Bugs that are planted on purpose are found out: what finds none, proves nothing.

`make mutants` hunts for all of them; a few go with every test run.
"""

import subprocess
import sys
from collections import Counter
from dataclasses import replace

import pytest

from tests.planted.bugs import ROOT, Bug, Change, all_bugs
from tests.planted.hunting import Found
from tests.planted.telling import is_as_it_should_be, line_of

EACH_RUN = tuple(bug.name for bug in all_bugs() if bug.cheap)[::2]
"""The same every day: whether a change may land does not hang on the date."""
SECONDS_MAX = 400
"""However busy the machine is; it takes less than twenty of a processor."""


def test_there_are_forty_bugs_and_each_can_still_be_planted() -> None:
    names = Counter(bug.name for bug in all_bugs())

    assert len(names) >= 40
    assert set(names.values()) == {1}
    for bug in all_bugs():
        assert bug.breaks, bug.name
        for module, source in bug.sources().items():
            compile(source, module, "exec")


def test_a_bug_whose_words_are_gone_is_noticed() -> None:
    bug = Bug("gone", "", (Change("flows/resources.py", "these words are not there", ""),))

    with pytest.raises(ValueError, match="0 times"):
        bug.sources()


def test_five_of_them_are_caught_and_a_life_without_them_is_clean() -> None:
    hunted = subprocess.run(
        [sys.executable, "-m", "tests.planted", *EACH_RUN],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
        timeout=SECONDS_MAX,
    )

    assert hunted.returncode == 0, hunted.stdout + hunted.stderr
    assert "5 of 5 planted bugs caught" in hunted.stdout


def test_a_bug_that_nobody_catches_and_a_check_that_always_cries_are_told_of() -> None:
    bug = next(iter(all_bugs()))
    caught = Found(bug, "by day 1: 10 sent 2 times", 1, 2.0)
    missed = replace(caught, sentence="")
    crying = Found(Bug("no bug at all"), "by day 1: 10 sent 2 times", 1, 2.0)

    assert is_as_it_should_be(caught)
    assert is_as_it_should_be(replace(crying, sentence=""))
    assert not is_as_it_should_be(missed)
    assert not is_as_it_should_be(crying)
    assert "NOT CAUGHT" in line_of(missed)
