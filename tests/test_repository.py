"""What a newcomer finds in the root is whole: both read-me files, the locks, the licence."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.named_tests import missing

ROOT = Path(__file__).parents[1]
PYTHON_OF_ITS_OWN = {
    "benchmarks/programs.py",  # what is measured is no test
    "benchmarks/sender.py",
    "benchmarks/start.py",
    "bot/test_command_line.py",
    "bot/test_token_processes.py",
    "bot/test_understanding_command.py",
    "bot/test_warming.py",  # nothing may have been read yet
    "drill/places.py",  # what is measured is no test
    "e2e/processes.py",
    "planted/test_planted_bugs.py",  # a bug must be planted before anything is imported
    "simulation/test_simulated_estate.py",  # only a Python's start sets the order of its sets
    "understanding_figures.py",
}
"""Each start costs seconds; whoever needs a process of ours forks one (tests/e2e/processes.py)."""
PINNED = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[a-z,]+\])?==", re.MULTILINE)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def heading_levels(text: str) -> list[int]:
    prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return [len(marks) for marks in re.findall(r"^(#+) ", prose, flags=re.MULTILINE)]


def code_blocks(text: str) -> list[str]:
    blocks: list[str] = re.findall(r"^```\w*\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    return [re.sub(r" +#.*", "", block) for block in blocks]


def settings_and_commands(text: str) -> set[str]:
    return set(re.findall(r"`(huiyin [^`]*|[A-Z]+_[A-Z_]+[^`]*|/\w+)`", text))


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_both_languages_say_the_same() -> None:
    english, chinese = text_of("README.md"), text_of("README.zh.md")

    assert heading_levels(english) == heading_levels(chinese)
    assert code_blocks(english) == code_blocks(chinese)
    assert settings_and_commands(english) == settings_and_commands(chinese)
    assert english.count("\n| ") == chinese.count("\n| ")


def promises_of(name: str, heading: str) -> list[str]:
    """What keeps each promise of a read-me file: the last column of the table there."""
    section = text_of(name).partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| [^|]+ \| ([^|]+) \|$", section, flags=re.MULTILINE)
    return rows[1:]


def test_every_promise_names_the_tests_that_keep_it() -> None:
    promises = promises_of("README.md", "What it promises")

    assert len(promises) > 12
    assert promises == promises_of("README.zh.md", "承诺")
    assert [gone for one in promises for gone in missing(one, ROOT)] == []


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_first_screen_greets_and_shows_how_to_try_it(name: str) -> None:
    first_screen = "\n".join(text_of(name).splitlines()[:16])

    for part in ("您好", "Hello", "docs/simulator.png", "make demo", "make test"):
        assert part in first_screen


@pytest.mark.parametrize(
    "name", ["README.md", "README.zh.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/why.md"]
)
def test_every_link_leads_somewhere(name: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", text_of(name))
    ours = [link for link in links if "://" not in link]

    assert [link for link in ours if not (ROOT / name).parent.joinpath(link).exists()] == []


LOCKS: dict[str, list[str]] = {
    "requirements.lock": [],
    "requirements-dev.lock": ["dev"],
    "requirements-train.lock": ["train"],
}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_by_hash_and_names_no_address(name: str) -> None:
    text = text_of(name)
    entries = re.split(r"\n(?=[A-Za-z0-9])", text.strip())

    assert "://" not in text
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize(("lock", "extras"), LOCKS.items())
def test_a_lock_holds_all_that_the_project_asks_for(lock: str, extras: list[str]) -> None:
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    wanted = list(project["dependencies"])
    for extra in extras:
        wanted += project["optional-dependencies"][extra]

    names = {normalised(re.split(r"[^A-Za-z0-9_.-]", requirement)[0]) for requirement in wanted}
    assert names <= {normalised(name) for name in PINNED.findall(text_of(lock))}


def test_the_debian_packages_are_one_a_line_in_order() -> None:
    lines = text_of(".ci/debian-packages.txt").splitlines()
    packages = [line for line in lines if not line.startswith("#")]

    assert packages == sorted(set(packages))
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9+.-]+", package) for package in packages)


def test_the_licence_is_the_one_that_the_project_names() -> None:
    licence = tomllib.loads(text_of("pyproject.toml"))["project"]["license"]

    assert licence == "Apache-2.0"
    assert re.search(r"Apache License\s+Version 2\.0, January 2004", text_of("LICENSE"))


def test_few_tests_start_a_python_of_their_own() -> None:
    tests = ROOT / "tests"
    word = "sys." + "executable"
    found = {
        path.relative_to(tests).as_posix()
        for path in tests.rglob("*.py")
        if word in path.read_text(encoding="utf-8")
    }

    assert found == PYTHON_OF_ITS_OWN
