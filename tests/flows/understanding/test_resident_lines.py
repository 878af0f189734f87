"""What staff type of a resident: of whom, when, what, and how it was said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.vocabulary import Language, ResidenceRole, ResidentVerb, ToldBy
from flows.understanding.resident_lines import ResidentLine, day_named, read_resident_line
from flows.understanding.time_figures import UnreadableTime
from flows.understanding.wishes import Topic
from tests.each import each

TODAY = date(2026, 11, 24)


@each(
    ("text", "line"),
    [
        (
            "迁入 8-1-302 陈先生 租户 13800138000 12月1日 当面",
            ResidentLine(
                ResidentVerb.MOVE_IN,
                "8-1-302",
                "13800138000",
                "陈先生",
                ResidenceRole.TENANT,
                "12月1日",
                told_by=ToldBy.VISIT,
            ),
        ),
        (
            "遷出：8-1-302，王女士，2026-11-30",
            None,
        ),
        (
            "遷出 8-1-302 王女士 2026-11-30",
            ResidentLine(ResidentVerb.MOVE_OUT, "8-1-302", name="王女士", day="2026-11-30"),
        ),
        (
            "退订 13800138000 问卷 来信",
            ResidentLine(
                ResidentVerb.OPT_OUT,
                phone="13800138000",
                topic=Topic.SURVEY,
                told_by=ToldBy.LETTER,
            ),
        ),
        (
            "恢复 8-1-302 王女士 全部",
            ResidentLine(ResidentVerb.OPT_IN, "8-1-302", name="王女士", topic=Topic.EVERYTHING),
        ),
        (
            "language C-906 english",
            ResidentLine(ResidentVerb.LANGUAGE, "C-906", language=Language.ENGLISH),
        ),
        ("语言", ResidentLine(ResidentVerb.LANGUAGE)),
        ("恢复 供水正常", None),
        ("恢复供水", None),
        ("退订的住户 8-1-302", None),
        ("", None),
    ],
)
def test_each_part_is_found_wherever_it_stands(text: str, line: ResidentLine | None) -> None:
    assert read_resident_line(text) == line


@each(
    ("text", "day"),
    [
        ("", TODAY),
        ("今天", TODAY),
        ("昨天", date(2026, 11, 23)),
        ("11月20日", date(2026, 11, 20)),
        ("12月1日", date(2026, 12, 1)),
        ("2026-10-01", date(2026, 10, 1)),
        ("明天", date(2026, 11, 25)),
    ],
)
def test_a_day_may_lie_a_little_behind_us(text: str, day: date) -> None:
    assert day_named(text, TODAY) == day


def test_what_names_no_day_is_refused() -> None:
    with pytest.raises(UnreadableTime):
        day_named("月底", TODAY)


@given(st.text(max_size=60), st.sampled_from(["迁入", "迁出", "退订", "恢复", "语言"]))
def test_any_line_is_read_without_a_fault(text: str, word: str) -> None:
    read_resident_line(f"{word} 8-1-302 {text}")
