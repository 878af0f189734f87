"""Another time for an agreed visit, or none, in residents' own words."""

from hypothesis import given
from hypothesis import strategies as st

from flows.understanding.visit_changes import VisitChangeWish, read_visit_change
from tests.each import each

WHOLE = VisitChangeWish(is_whole=True)


@each(
    "text",
    [
        "改约",
        "改约。",
        "改約",
        "改时间",
        "换个时间吧",
        "取消预约",
        "取消預約，謝謝",
        "Reschedule",
        "cancel the appointment",
        "Change the appointment please",
    ],
)
def test_what_says_nothing_else_is_meant_at_any_time(text: str) -> None:
    assert read_visit_change(text) == WHOLE


@each(
    ("text", "time"),
    [
        ("能不能改到周五下午", "周五下午"),
        ("明天下午我不在家，改周五上午行吗", "周五上午行吗"),
        ("可唔可以改到聽日下晝", "听日下昼"),
        ("can we move it to Friday afternoon", " to friday afternoon"),
        ("周五下午可以吗，改一下时间", "周五下午可以吗,"),
        ("明天我没空", ""),
        ("那天不方便", ""),
        ("不用上门了", ""),
        ("Sorry, I won't be home on Friday", ""),
    ],
)
def test_the_words_that_may_tell_the_new_time_are_found(text: str, time: str) -> None:
    assert read_visit_change(text) == VisitChangeWish(time)


@each(
    "text",
    [
        "",
        "厨房又漏水了",
        "谢谢",
        "改成不收费",
        "我要投诉",
        "明天下午3点",
        "the lamp is broken",
        "1",
    ],
)
def test_all_else_is_left_to_others(text: str) -> None:
    assert read_visit_change(text) is None


@given(st.text(max_size=80))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    read_visit_change(text)
