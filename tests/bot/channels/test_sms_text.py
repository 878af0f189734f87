"""What an SMS says, and what may not stand in one that nobody can answer (W25)."""

from hypothesis import given
from hypothesis import strategies as st

from bot.channels import Option
from bot.channels.sms_segments import count_segments
from bot.channels.sms_text import one_way_text, two_way_text
from tests.each import each


def test_options_stand_below_the_text_one_a_line() -> None:
    options = (Option("已修好"), Option("还没有"))

    assert two_way_text("修好了吗？", options) == "修好了吗？\n1 已修好\n2 还没有"


@each(
    ("text", "sent"),
    [
        ("进度见https://huiyin.example/f/abc?x=1，谢谢", "进度见…，谢谢"),
        ("进度见 www.huiyin.example/f 谢谢", "进度见 … 谢谢"),
        ("进度见huiyin.com.cn/f/abc。", "进度见…。"),
        ("点 weixin://bizmsgmenu?x=1 回答", "点 … 回答"),
        ("报修 BX-20261124-0001 已完成，费用3.50元", "报修 BX-20261124-0001 已完成，费用3.50元"),
    ],
)
def test_no_link_goes_one_way(text: str, sent: str) -> None:
    assert one_way_text(text) == sent


def test_a_link_may_go_where_it_can_be_asked_about() -> None:
    assert two_way_text("https://huiyin.example/f", ()) == "https://huiyin.example/f"


@each(
    ("text", "sent"),
    [
        ("您对这次处理满意吗？回复数字就行：", "您对这次处理满意吗？"),
        ("还有别的话想说吗？没有就回复“没有”。", "还有别的话想说吗？"),
        ("还有什么问题，请告诉我们（不想说就回复“跳过”）。", "还有什么问题，请告诉我们。"),
        ("已登记。随时回复“查进度”可以查看。", "已登记。"),
        ("已登記，請回覆「人工」。", "已登記"),
        ("周三停水。回复TD退订", "周三停水。"),
        ("周三停水。拒收请回复R", "周三停水。"),
        ("周三停水。\n请回复1确认。\n谢谢", "周三停水。\n谢谢"),
        ("No water on Wednesday. Reply STOP to leave.", "No water on Wednesday."),
        ('Fixed? Reply with "yes" or a number.', "Fixed?"),
    ],
)
def test_nobody_is_told_to_answer_where_nobody_can(text: str, sent: str) -> None:
    assert one_way_text(text) == sent


@each(
    "text",
    [
        "关于 TS-20261124-0001，小林 回复您：明天上午来修。",
        "工作人员会在 11月25日（周三）10:00 之前回复您。",
        "我们 24 小时内回复。这条短信不能回复。",
        "We will reply by Wed 25 Nov, 10:00.",
    ],
)
def test_a_promise_to_answer_stays(text: str) -> None:
    assert one_way_text(text) == text


@given(st.text(max_size=1200))
def test_a_text_that_goes_one_way_has_at_most_eight_segments(text: str) -> None:
    sent = one_way_text(text)

    assert sent.strip()
    assert count_segments(sent).count <= 8
    assert "://" not in sent or "://" in text
