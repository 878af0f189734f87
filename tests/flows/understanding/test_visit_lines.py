"""What staff type of a visit that was agreed on by voice."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from flows.rules.vocabulary import ToldBy
from flows.rules.wall_clock import Span
from flows.understanding.time_figures import UnreadableTime
from flows.understanding.visit_lines import VisitLine, read_told_by, read_visit_line
from tests.each import each

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=SHANGHAI)
PARTS = (Span(9 * 60, 12 * 60), Span(14 * 60, 17 * 60))


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, 0, tzinfo=SHANGHAI)


@each(
    ("text", "line"),
    [
        ("电话 明天下午3点 带梯子", VisitLine(ToldBy.PHONE, at(25, 15), None, "带梯子")),
        ("当面，周四上午", VisitLine(ToldBy.VISIT, at(26, 9), at(26, 12), "")),
        ("來信 周四下午", VisitLine(ToldBy.LETTER, at(26, 14), at(26, 17), "")),
        ("周四下午 3点后也行", VisitLine(ToldBy.PHONE, at(26, 15), None, "后也行")),
        ("phone thursday 3pm", VisitLine(ToldBy.PHONE, at(26, 15), None, "")),
    ],
)
def test_the_way_the_time_and_a_word_are_read(text: str, line: VisitLine) -> None:
    assert read_visit_line(text, NOW, PARTS) == line


def test_a_day_without_an_hour_is_no_time_for_a_visit() -> None:
    with pytest.raises(UnreadableTime):
        read_visit_line("电话 周四", NOW, PARTS)


def test_where_nothing_tells_it_was_said_by_phone() -> None:
    assert read_told_by("住户出差") == (ToldBy.PHONE, "住户出差")
