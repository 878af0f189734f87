"""Whatever the code says stands in every catalogue, and nothing stands there unsaid."""

import ast
import re
from pathlib import Path

import pytest

from flows.rules.refusals import REASONS, Why
from flows.rules.vocabulary import Language
from flows.wording.catalogue import FILES, sentences
from tests.architecture.sources import ROOT, Source, all_sources
from tests.each import each
from tests.flows.wording.said import (
    CHOSEN,
    FAMILIES,
    PLAIN,
    calls_of,
    everything_said,
    labels,
    placeholders,
    said_in,
)

CATALOGUE = sentences(Language.SIMPLIFIED)


def test_every_key_that_is_said_stands_in_the_catalogue() -> None:
    missing = {
        (said.place, key)
        for said in everything_said()
        for key in said.keys - {PLAIN} - set(CATALOGUE)
    }

    assert missing == set()


def test_no_sentence_stands_in_the_catalogue_unsaid() -> None:
    said = {key for one in everything_said() for key in one.keys}

    assert set(CATALOGUE) - said == set()


def test_every_key_that_is_put_together_belongs_to_a_known_family() -> None:
    found = {said.family for said in everything_said() if said.family is not None}

    assert found == set(FAMILIES)


def test_the_labels_of_every_question_are_those_of_the_enums_that_are_offered() -> None:
    sources = [source for source in all_sources() if source.is_in("flows/talks/")]
    values = [
        keyword.value
        for source in sources
        for kind in ("Choice", "Rating")
        for call in calls_of(source.tree, kind)
        for keyword in call.keywords
        if keyword.arg == "words"
    ]
    defaults = [
        node.value
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "words"
    ]
    offered = {ast.unparse(value) for value in [*values, *defaults] if value is not None}

    assert offered == {enum.__name__ for enum in CHOSEN}


@pytest.mark.parametrize("language", Language)
def test_every_language_has_the_same_sentences_with_the_same_places_to_fill(
    language: Language,
) -> None:
    found = {key: placeholders(sentence) for key, sentence in sentences(language).items()}

    assert found == {key: placeholders(sentence) for key, sentence in CATALOGUE.items()}


@pytest.mark.parametrize("language", Language)
def test_no_sentence_is_empty_unsure_or_written_twice(language: Language) -> None:
    text = (ROOT / "flows" / "wording" / Path(FILES[language])).read_text(encoding="utf-8")
    keys = re.findall(r'^msgid "(.+)"$', text, flags=re.MULTILINE)

    assert all(sentence.strip() for sentence in sentences(language).values())
    assert sorted(keys) == sorted(set(keys))
    assert set(keys) == set(sentences(language))
    assert "fuzzy" not in text
    assert "#~" not in text


def test_each_saying_fills_every_place_of_its_sentence_and_brings_nothing_for_naught() -> None:
    lacking, idle = {}, {}
    for said in everything_said():
        wanted = {key: placeholders(CATALOGUE[key]) for key in said.keys - {PLAIN}}
        unfilled = frozenset().union(*wanted.values()) - said.parameters
        if unfilled and not said.is_open:
            lacking[said.place] = unfilled
        unused = said.parameters - frozenset().union(*wanted.values())
        if unused and said.keys != {PLAIN}:
            idle[said.place] = unused

    assert lacking == {}
    assert idle == {}


@each("why", Why)
def test_a_refusal_is_told_with_what_its_english_reason_names(why: Why) -> None:
    _, reason = REASONS[why]

    assert placeholders(CATALOGUE[f"refused.{why}"]) <= placeholders(reason)


def test_every_refusal_brings_what_its_sentence_names() -> None:
    refused = [
        (call.args[0].attr, {keyword.arg for keyword in call.keywords})
        for source in all_sources()
        if source.package != "tests" and "NotAllowed(" in source.text
        for call in calls_of(source.tree, "NotAllowed")
        if isinstance(call.args[0], ast.Attribute)
    ]

    assert {name for name, _ in refused} == {why.name for why in Why}
    for name, brought in refused:
        assert brought == placeholders(REASONS[Why[name]][1]), name


def test_labels_have_no_places_to_fill() -> None:
    assert all(not placeholders(CATALOGUE[key]) for key in labels(*CHOSEN))


@each(
    ("code", "keys", "parameters"),
    [
        ('say("a.b", x=1)', {"a.b"}, {"x"}),
        ('say("a" if x else "b", y=1)', {"a", "b"}, {"y"}),
        ('def f():\n    key = "a" if x else "b"\n    return say(key)', {"a", "b"}, set()),
        (
            'say(f"report.what_{kind.value}")',
            {"report.what_complaint", "report.what_repair"},
            set(),
        ),
        ("say(f\"a.{'b' if x else 'c'}\")", {"a.b", "a.c"}, set()),
        ('desk.say(say("c"))', {"c"}, set()),
    ],
)
def test_the_keys_of_a_saying_are_found(code: str, keys: set[str], parameters: set[str]) -> None:
    said = list(said_in(Source("flows/x.py", code)))

    assert [(set(one.keys), set(one.parameters)) for one in said] == [(keys, parameters)]
