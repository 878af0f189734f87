"""Mistakes of a file are said in Chinese too, each with all that it names."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import flows
from flows.forms.reading import FormError, parse_form
from flows.rules.policy_reading import PolicyError
from flows.rules.policy_text import parse_policy
from flows.rules.vocabulary import Language
from flows.wording.mistake import Mistake, in_chinese, mistake_in, mistake_of, refusal
from flows.wording.own import places
from tests.each import each

PARSER = frozenset({"not TOML: {wrong}", "not YAML: {wrong}"})
"""What the parser says is English: the line says enough in Chinese."""


def calls() -> Iterator[tuple[str, ast.expr]]:
    """The name and the first argument of each call in flows."""
    for file in Path(flows.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                yield node.func.id, node.args[1 if node.func.id == "Code" else 0]


def templates() -> set[str]:
    """The English of every mistake that flows can make."""
    made = {"Mistake", "refusal", "Code"}
    return {
        str(said.value) for name, said in calls() if name in made and isinstance(said, ast.Constant)
    }


def test_every_mistake_has_chinese_words_and_there_are_no_others() -> None:
    assert templates() == in_chinese().keys()
    for template, chinese in in_chinese().items():
        assert chinese, template
        assert set(places(chinese)) <= set(places(template)), template
        if template not in PARSER:
            assert places(chinese) == places(template)


def test_a_mistake_is_its_english_and_another_within_it_is_said_in_chinese_too() -> None:
    reason = Mistake("{given} is not {expected}", given="1.5", expected=Mistake("a whole number"))

    assert reason == "1.5 is not a whole number"
    assert mistake_in(reason, Language.ENGLISH) == reason
    assert mistake_in(reason, Language.SIMPLIFIED) == "1.5 不是整数"
    assert mistake_in("as it is", Language.SIMPLIFIED) == "as it is"


def test_what_a_reader_raises_keeps_its_parts() -> None:
    within = refusal("{count} entries are more than {most}", count=5, most=4)

    assert mistake_in(mistake_of(within), Language.SIMPLIFIED) == "有 5 项，最多 4 项"
    assert mistake_of(ValueError(7)) == "7"


@each(
    "text",
    [
        "nonsense = 1\n",
        "extends = 'strict'\nnonsense = 1\n[quiet_hours]\nstaff = 'noon'\n",
        "extends = 'none'\n",
        "extends = 'strict'\n[room]\nescalations = ['king', 'lead']\n",
        "extends = 'strict'\n[calendar]\nextra_holidays = ['2026-12-02', '2026-12-01']\n",
        "a = [",
        "[" * 5000,
    ],
)
def test_whatever_is_wrong_with_a_policy_is_told_in_chinese(text: str) -> None:
    with pytest.raises(PolicyError) as refused:
        parse_policy(text)

    assert_chinese([one.reason for one in refused.value.problems])


@each(
    "text",
    ["", "a: &b c", "a: [", "id: Big\nversion: 0\ntitle: x\nsections: [{id: a}]\nfoo: 1\n", "- 1"],
)
def test_whatever_is_wrong_with_a_questionnaire_is_told_in_chinese(text: str) -> None:
    with pytest.raises(FormError) as refused:
        parse_form(text)

    assert_chinese([one.reason for one in refused.value.problems])


def assert_chinese(reasons: list[str]) -> None:
    assert reasons
    for reason in reasons:
        said = mistake_in(reason, Language.SIMPLIFIED)
        assert any("一" <= letter <= "龥" for letter in said), said
