"""Others reported the same: who says so in words of their own joins them (R31)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from flows.engine.ask import Reply, Unreadable
from flows.talks.shared import SameTrouble
from flows.wording.say import plain, say
from tests.each import each

AT = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
QUESTION = SameTrouble("same", plain("?"), yes=say("report.same_yes"), no=say("report.same_no"))


@each(
    "text",
    [
        "我也是",
        "我们家也是",
        "我都係呀",
        "我屋企都係",
        "一样",
        "me too",
        "Us too!",
        "same here",
        "1",
    ],
)
def test_whoever_has_it_too_joins(text: str) -> None:
    assert QUESTION.read(Reply(AT, text), ("yes", "no"))


@each("text", ["不是同一件", "唔係", "no", "2"])
def test_whoever_has_something_else_does_not(text: str) -> None:
    assert not QUESTION.read(Reply(AT, text), ("yes", "no"))


@pytest.mark.parametrize("text", ["我也是业主", "整好未呀", "when will it be back"])
def test_whatever_says_neither_is_asked_again(text: str) -> None:
    with pytest.raises(Unreadable):
        QUESTION.read(Reply(AT, text), ("yes", "no"))
