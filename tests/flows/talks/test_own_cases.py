"""Taking a report back: only who means it does."""

from datetime import UTC, datetime

from flows.engine.ask import Reply
from flows.engine.replay import Finished, advance
from flows.talks.own_cases import OwnCasesSeed, withdrawal
from flows.talks.results import Nothing, Withdrawal
from tests.each import each

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)
NUMBER = "BX-20261124-0001"


def said(text: str) -> Withdrawal | Nothing | None:
    """What a reply to "are you sure?" comes to; None while it is still asked."""
    seed = OwnCasesSeed(((NUMBER, "我家门铃坏了"),))
    asked = advance(lambda: withdrawal(seed), {})
    progress = advance(lambda: withdrawal(seed), asked.answers, asked.asked, Reply(NOW, text))
    return progress.at.result if isinstance(progress.at, Finished) else None


@each("text", ["1", "不撤回，继续处理", "不撤回", "不"])
def test_a_1_sent_without_reading_takes_nothing_back(text: str) -> None:
    assert said(text) == Withdrawal(NUMBER, sure=False)


@each("text", ["2", "确定撤回", "是", "不用来了"])
def test_who_says_so_takes_the_report_back(text: str) -> None:
    assert said(text) == Withdrawal(NUMBER, sure=True)
