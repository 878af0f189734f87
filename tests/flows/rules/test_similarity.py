from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.policy_text import packaged
from flows.rules.similarity import Report, is_repeat, similarity
from flows.rules.vocabulary import CaseClass
from tests.each import each

STRICT = packaged("strict")
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
LEAK = Report("8-1-302", CaseClass.FACILITY, "厨房天花板漏水", MONDAY)
AGAIN = replace(LEAK, text="厨房天花板又漏水了", opened_at=MONDAY + timedelta(days=5))


@each(
    ("one", "other"),
    [
        ("厨房天花板漏水", "厨房天花板又漏水了"),
        ("电梯坏了", "电梯又坏了，还没修"),
        ("漏水", "厨房漏水"),
        ("楼上半夜吵", "楼上半夜还是很吵，睡不着"),
        ("卫生间漏水，水滴到厨房了", "厨房又漏水，卫生间上面滴下来的"),
        ("门禁刷不了卡", "门禁卡又刷不开了"),
        ("楼道灯不亮", "三楼楼道的灯一直不亮"),
        ("The lift is broken again!", "lift broken"),
        ("WiFi 门锁坏了", "ｗｉｆｉ门锁又坏了"),
        ("吵", "吵"),
    ],
)
def test_the_same_trouble_in_other_words_is_alike(one: str, other: str) -> None:
    assert similarity(one, other) >= STRICT.repeat.similarity


@each(
    ("one", "other"),
    [
        ("厨房漏水", "门口垃圾没人收"),
        ("电梯坏了", "楼道灯坏了"),
        ("停电了", "停水了"),
        ("厨房水龙头漏水", "卫生间马桶漏水"),
        ("noise from upstairs at night", "the corridor light is broken"),
        ("吵", "臭"),
        ("", "漏水"),
        ("", ""),
        ("……", "！！！"),
    ],
)
def test_other_troubles_are_not_alike(one: str, other: str) -> None:
    assert similarity(one, other) < STRICT.repeat.similarity


@given(st.text(), st.text())
def test_likeness_is_a_share_and_mutual(one: str, other: str) -> None:
    assert 0 <= similarity(one, other) <= 1
    assert similarity(one, other) == similarity(other, one)


@given(st.text("漏水电梯灯坏吵了abc 12,。", min_size=1))
def test_what_says_something_is_wholly_like_itself(text: str) -> None:
    says_something = any(map(str.isalnum, text))

    assert similarity(text, text) == pytest.approx(1 if says_something else 0)


def test_width_case_and_punctuation_make_no_difference() -> None:
    assert similarity("ＷｉＦｉ门锁，坏了！", "wifi门锁坏了") == pytest.approx(1)


def test_the_same_report_from_the_same_home_within_a_month_is_a_repeat() -> None:
    assert is_repeat(STRICT, AGAIN, LEAK)


@pytest.mark.parametrize(("days", "repeats"), [(0, True), (30, True), (30.01, False)])
def test_a_repeat_comes_within_30_days(days: float, repeats: bool) -> None:
    later = replace(AGAIN, opened_at=MONDAY + timedelta(days=days))

    assert is_repeat(STRICT, later, LEAK) is repeats


@each(
    "other",
    [
        replace(AGAIN, home="8-1-303"),
        replace(AGAIN, klass=CaseClass.SERVICE),
        replace(AGAIN, text="楼上半夜吵"),
        replace(AGAIN, opened_at=MONDAY - timedelta(days=1)),
    ],
)
def test_another_home_class_or_trouble_or_an_earlier_report_is_no_repeat(other: Report) -> None:
    assert not is_repeat(STRICT, other, LEAK)


def test_reports_about_public_places_repeat_nothing() -> None:
    nowhere = replace(LEAK, home=None)

    assert not is_repeat(STRICT, replace(AGAIN, home=None), nowhere)
