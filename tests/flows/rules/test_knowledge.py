import re
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.resources import read_text
from flows.rules.knowledge import KnowledgeError, parse_knowledge
from flows.rules.vocabulary import Language
from tests.each import each

GOOD = """
[[entry]]
id = "fee"
keywords = ["物业费 交", "pay fee"]
questions = ["物业费怎么交？"]
from = 2026-01-01
until = 2026-12-31
answer = { zh-Hans = "每月15日前，到前台或扫码交。", en = "At the desk, by the 15th." }

[[entry]]
id = "pool"
keywords = ["游泳池"]
answer = { zh-Hans = "6月到9月开放。" }
"""


def problems(text: str) -> tuple[str, ...]:
    with pytest.raises(KnowledgeError) as caught:
        parse_knowledge(text, name="k.toml")
    return caught.value.problems


def test_an_entry_holds_on_its_days_and_answers_in_its_readers_language() -> None:
    fee, pool = parse_knowledge(GOOD).entries

    assert fee.answer(Language.ENGLISH) == "At the desk, by the 15th."
    assert fee.answer(Language.TRADITIONAL) == "每月15日前，到前台或扫码交。"
    assert fee.holds_on(date(2026, 12, 31))
    assert not fee.holds_on(date(2027, 1, 1))
    assert pool.holds_on(date(2027, 1, 1))


def test_an_empty_file_knows_nothing() -> None:
    assert parse_knowledge("").entries == ()


@each(
    ("text", "said"),
    [
        ("[[entry]\n", "k.toml:1: not TOML"),
        ("entries = 1", "k.toml:1: there is no key entries"),
        ('entry = "a"', "k.toml:1: entry is no list"),
        (GOOD.replace('"pool"', '"fee"'), "k.toml:10: id: an entry before has it"),
        (GOOD.replace('"fee"', '"Fee 1"'), "k.toml:2: id: is not a short name"),
        (GOOD.replace("2026-12-31", "2025-12-31"), "k.toml:2: until: lies before from"),
        (GOOD.replace("2026-12-31", '"soon"'), "k.toml:2: until: is not a date"),
        (GOOD.replace("en =", "fr ="), "k.toml:2: answer.fr: is none of zh-Hans"),
        (GOOD.replace('zh-Hans = "6月', 'en = "6月'), "k.toml:10: answer: has no zh-Hans"),
        (GOOD.replace('keywords = ["游泳池"]', ""), "k.toml:10: keywords: neither these"),
        (GOOD.replace("keywords", "keyword"), "k.toml:2: keyword: there is no such key"),
        (GOOD.replace('["游泳池"]', "[1]"), "k.toml:10: keywords: is not a list"),
    ],
)
def test_each_mistake_is_told_with_its_line(text: str, said: str) -> None:
    assert any(problem.startswith(said) for problem in problems(text))


@given(st.text(max_size=200))
def test_no_text_whatever_breaks_the_reading(text: str) -> None:
    with suppress(KnowledgeError):
        parse_knowledge(text)


@pytest.mark.parametrize(
    ("package", "name", "entries"),
    [("flows.rules", "knowledge_example.toml", 0), ("bot", "demo_data/knowledge.toml", 2)],
)
def test_the_packaged_files_are_right(package: str, name: str, entries: int) -> None:
    assert len(parse_knowledge(read_text(package, name)).entries) == entries


def test_the_example_is_right_once_its_marks_are_taken_away() -> None:
    example = read_text("flows.rules", "knowledge_example.toml").partition("# [[entry]]")
    entry = example[1] + example[2]

    (fee,) = parse_knowledge(re.sub("^# ?", "", entry, flags=re.MULTILINE)).entries

    assert fee.id == "property-fee"
