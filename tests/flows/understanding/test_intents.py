"""What a message is about that answers no question; what is not sure is no intent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.understanding.intents import (
    Intent,
    Reading,
    is_small_talk,
    read_case_number,
    read_courtesy,
    read_intent,
    read_request,
    read_trouble,
)
from tests.each import each

INTENTS = {
    Intent.REPAIR: """
        报修 我要报修 厨房漏水了 灯不亮 门锁坏了 马桶堵了 家里停电了 空调不制冷 窗户关不上
        墙砖掉了下来，瓷砖也掉了 整下水喉 燃气灶打不着火 冇水 不是投诉，是报修 水龙头坏咗
    """,
    Intent.COMPLAINT: """
        投诉 我要投诉 投诉保安态度差 楼上太吵了 保洁态度恶劣 垃圾堆了三天没人清 有人高空抛物 乱收费
        装修扰民 搬家公司占道 向你们反映一个问题
    """,
    Intent.STATUS: """
        查进度 进度 怎么样了 师傅什么时候来 什么时候来修 还没人来修 师傅来了吗 修好没？
        处理得怎么样了 等了三天了 幾時嚟整？ 催一下
    """,
    Intent.BIND: "绑定 绑定房屋 我要绑定 房屋认证 换手机号",
    Intent.NOT_FIXED: "没修好 又漏了 还在漏 不满意 还是没解决 又坏了 上次修得很好，这次又坏了",
    Intent.PRAISE: "表扬保安小李 给师傅点赞 表扬师傅，水管漏水修得很好 谢谢你们，修得真快",
    Intent.SUGGESTION: "建议装个路灯 提个意见",
    Intent.ENQUIRY: "物业费怎么交 保安电话多少 请问几点开门 想问一下停车 今天几号停水",
    Intent.GREETING: "你好 您好 在吗 早上好 您好，在吗 hi 你好呀",
    Intent.THANKS: "谢谢 谢谢！ 多谢 辛苦了 唔該 好的谢谢 再见",
    Intent.ACKNOWLEDGED: "好的 嗯 收到 知道了 ok",
}
ENGLISH = {
    "the light in the lift is broken": Intent.REPAIR,
    "my tap is leaking": Intent.REPAIR,
    "I want to complain about the noise": Intent.COMPLAINT,
    "the neighbour is noisy": Intent.COMPLAINT,
    "any update?": Intent.STATUS,
    "when will the plumber come": Intent.STATUS,
    "Link my home": Intent.BIND,
    "still leaking": Intent.NOT_FIXED,
    "how do I pay the fee": Intent.ENQUIRY,
    "good morning": Intent.GREETING,
    "thank you": Intent.THANKS,
}


@each(
    ("text", "intent"),
    [(text, intent) for intent, texts in INTENTS.items() for text in texts.split()]
    + list(ENGLISH.items()),
)
def test_an_intent_is_read_from_its_words(text: str, intent: Intent) -> None:
    reading = read_intent(text)

    assert reading is not None
    assert reading.intent is intent


@each(
    ("text", "intent"),
    [
        ("厨房水龙头坏了，麻烦联系负责人安排维修", Intent.REPAIR),
        ("电梯坏了三天，请联系物业经理处理", Intent.REPAIR),
        ("楼道垃圾没人清，请联系物业经理处理", Intent.COMPLAINT),
        ("我要找经理投诉", Intent.MANAGER),
        ("找经理反映问题", Intent.MANAGER),
        ("我要见物业经理", Intent.MANAGER),
        ("联系负责人", Intent.MANAGER),
        ("楼上太吵，我要找你们领导", Intent.MANAGER),
        ("电梯坏了三天，我要找你们经理", Intent.MANAGER),
        ("直接找你们经理，地下车库进水半个月了", Intent.MANAGER),
        ("the lift is broken, I want to speak to the manager", Intent.MANAGER),
    ],
)
def test_trouble_is_trouble_unless_somebody_insists_on_the_manager(
    text: str, intent: Intent
) -> None:
    reading = read_intent(text)

    assert reading is not None
    assert reading.intent is intent


@each(
    ("text", "is_withdrawal"),
    [
        ("不用来了", True),
        ("不用修了，我自己弄好了", True),
        ("取消我的报修", True),
        ("我跟师傅说不用来了", True),
        ("上次报修的灯不用修了", True),
        ("cancel my repair", True),
        ("上次取消的维修什么时候再来", False),
        ("上次说不用修了，现在想修", False),
        ("我取消的报修怎么样了", False),
        ("师傅说不用修了要换新的，什么时候来换", False),
        ("师傅说不用修了，要换新的", False),
        ("师傅话唔使修喇，要换新", False),
        ("那个不用修了，什么时候来换新的", False),
        ("是不是不用来了吗", False),
    ],
)
def test_a_report_is_taken_back_only_by_who_says_so_now(text: str, is_withdrawal: bool) -> None:
    reading = read_intent(text)

    assert (reading is not None and reading.intent is Intent.WITHDRAW) is is_withdrawal


@each(
    "text",
    [
        "",
        "？",
        "今天天气不错",
        "8-1-302",
        "保安态度很好",
        "我不投诉",
        "电话打不通",
        "手机没电了",
        "施工进度太慢",
        "王阿姨",
        "我家",
        "物业",
        "维修基金",
        "I moved in last week",
    ],
)
def test_what_tells_of_no_intent_is_not_given_one(text: str) -> None:
    assert read_intent(text) is None


@each(
    ("text", "details"),
    [
        ("报修", ""),
        ("我要投诉", ""),
        ("请帮我报修一下", ""),
        ("报修：厨房漏水", "报修：厨房漏水"),
        ("厨房漏水了，8栋1单元302", "厨房漏水了，8栋1单元302"),
    ],
)
def test_details_are_what_says_more_than_the_wish_itself(text: str, details: str) -> None:
    reading = read_intent(text)

    assert reading is not None
    assert reading.details == details


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("厨房漏水了，什么时候能来修？", Intent.REPAIR),
        ("楼上太吵，你们到底管不管", Intent.COMPLAINT),
        ("什么时候上班", None),
    ],
)
def test_trouble_is_found_whatever_else_is_asked(text: str, reading: Intent | None) -> None:
    found = read_trouble(text)

    assert (None if found is None else found.intent) is reading


@each(
    ("text", "request_"),
    [
        ("报修", Intent.REPAIR),
        ("我要報修！", Intent.REPAIR),
        ("投诉，谢谢", Intent.COMPLAINT),
        ("查进度", Intent.STATUS),
        ("绑定房屋", Intent.BIND),
        ("Check progress", Intent.STATUS),
        ("厨房报修", None),
        ("投诉保安", None),
    ],
)
def test_a_word_of_the_menu_is_a_request_when_it_stands_alone(
    text: str, request_: Intent | None
) -> None:
    assert read_request(text) is request_


@each(
    ("text", "number"),
    [
        ("BX-20261123-0001", "BX-20261123-0001"),
        ("bx202611230001", "BX-20261123-0001"),
        ("ＢＸ－２０２６１１２３－０００１", "BX-20261123-0001"),
        ("BX 20261123 0001 怎么样了", "BX-20261123-0001"),
        ("查一下TS-20261123-0012好吗", "TS-20261123-0012"),
        ("BX-20261123-0001，再说一遍 BX-20261123-0001", "BX-20261123-0001"),
        ("BX-20261123-0001 和 BX-20261123-0002", None),
        ("XX-20261123-0001", None),
        ("BX-2026-0001", None),
        ("20261123-0001", None),
        ("13800138000", None),
    ],
)
def test_a_case_number_is_known_however_it_is_typed(text: str, number: str | None) -> None:
    assert read_case_number(text) == number


@each("text", ["你好", "谢谢", "好的", "没有", "报修", "不用了"])
def test_small_talk_tells_nothing(text: str) -> None:
    assert is_small_talk(text)


@each("text", ["灯坏了", "王芳", "8-1-302", "没有热水"])
def test_what_tells_something_is_no_small_talk(text: str) -> None:
    assert not is_small_talk(text)


@given(st.text())
def test_any_text_is_read_without_trouble(text: str) -> None:
    assert isinstance(read_intent(text), Reading | None)
    assert isinstance(read_trouble(text), Reading | None)
    assert read_request(text) in {*Intent, None}
    assert read_courtesy(text) in {*Intent, None}
    assert isinstance(read_case_number(text), str | None)
