"""What a message without a menu wants: rules, then the model, else neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from flows.understanding.emergencies import is_emergency
from flows.understanding.message_reading import Wanted, is_surely_alarm, read_message
from flows.understanding.stopping import asks_to_stop, read_stop_wish
from flows.understanding.wishes import ContactWish, Topic
from tests.each import each

STOPS = """
退订
别再给我发短信了
以后不要再推送问卷
把我从群发名单里删掉
取消所有通知
唔好再send短訊畀我
stop texting me
please take me off your mailing list
take me off the broadcast thing, it never stops buzzing
no more surveys please
TD
""".strip().splitlines()
NO_STOPS = """
之前不小心退订了，想恢复
没收到短信
别再发菜单了，接人工
取消退订
停水通知几点发
I did not unsubscribe
""".strip().splitlines()
ALARMS = ["着火了", "电梯里有人出不来", "闻到很重的煤气味", "there is a fire in the kitchen"]
AROUND = [
    "{}",
    "您好，{}",
    "{}！！！",
    "  {}  ",
    "请问，{}啊",
    "{}，谢谢",
    "喂喂，{}呀",
    "唔該，{}",
]
BARE_WORDS = """
停车费抢劫啊，一小时二十
火警钟明天几点试
救命神器放门岗的话，记得贴个使用说明
咱们小区火灾险今年续保了没
""".strip().splitlines()
BURIED = """
别的先不说了，昨天的事也算了，本来我是想问快递柜几点开的，可是现在走廊尽头那户门缝里在往外冒烟
嗯那个物业啊我跟你说就是那个三楼吧它那个窗户往外冒黑烟呢你们赶紧的
Your guard won't open the gate for the ambulance! Building 5, man dying, tell him to lift it
抢劫啊
""".strip().splitlines()
UNKNOWN_TO_RULES = """
外婆赤著腳走出門，天黑了還沒回來，她不認得路
個細路成隻手俾洗衣機扯咗入去
我站在厨房门口，锅里的东西窜起来比我还高
the stove knob came off and there's a constant hiss
""".strip().splitlines()
NO_DANGER = """
昨晚梦见楼里着火了
家里要是漏煤气该先关阀还是先开窗
没有人被困，电梯门自己开了
消防演习时楼道冒烟是放的烟饼吗
you saved my dad's life when he collapsed in May, thank you
the manhole cover rattles, a cone stands on it
""".strip().splitlines()
WANTS = {
    Wanted.REPAIR: "卫生间水龙头一直滴水，麻烦找师傅来看看",
    Wanted.COMPLAINT: "楼上每天半夜拖椅子吵得睡不着",
    Wanted.STATUS: "上周报修的门锁处理到哪一步了",
    Wanted.FEE: "这个月物业费怎么比上个月多",
    Wanted.PRAISE: "表扬三号楼的保安，帮我妈提了一路菜",
    Wanted.SUGGESTION: "建议在花园里多放几张长椅",
    Wanted.SURVEY: "那个满意度问卷在哪里填",
    Wanted.HUMAN: "我要跟真人说话",
    Wanted.BIND: "我刚搬来，想登记一下房号",
    Wanted.LANGUAGE: "Can you write in English please",
    Wanted.SMALLTALK: "今天天气真不错",
    Wanted.HELP: "这个公众号怎么用啊",
}


@each("text", STOPS)
def test_whoever_asks_to_be_sent_no_more_is_heard(text: str) -> None:
    assert read_message(text).wanted is Wanted.OPT_OUT


@each(
    ("text", "topic"),
    [
        ("以后那种问卷别再往我这儿推了", Topic.SURVEY),
        ("小区通知不要再发给我了", Topic.NOTICE),
        ("问卷和通知都别再发了", Topic.BOTH),
        ("别再给我发短信了", None),
    ],
)
def test_what_is_wanted_no_more_is_told_from_the_rest(text: str, topic: Topic | None) -> None:
    wish = read_stop_wish(text)

    assert wish == ContactWish(wanted=False, topic=topic)


@each("text", BARE_WORDS)
def test_a_word_of_danger_alarms_nobody_where_all_around_speaks_of_something_else(
    text: str,
) -> None:
    assert read_message(text).wanted is not Wanted.EMERGENCY
    assert not is_surely_alarm(text)


@each("text", BURIED)
def test_danger_is_heard_however_much_of_something_else_stands_around_it(text: str) -> None:
    assert read_message(text).wanted is Wanted.EMERGENCY
    assert is_surely_alarm(text)


@each("text", UNKNOWN_TO_RULES)
def test_danger_that_no_rule_knows_is_heard_all_the_same(text: str) -> None:
    assert not is_emergency(text)
    assert read_message(text).wanted is Wanted.EMERGENCY


@each("text", NO_DANGER)
def test_danger_that_is_told_of_or_denied_alarms_nobody(text: str) -> None:
    assert read_message(text).wanted is not Wanted.EMERGENCY


@each("text", NO_STOPS)
def test_nobody_is_left_out_who_did_not_ask(text: str) -> None:
    assert not asks_to_stop(text)


@each(("wanted", "text"), WANTS.items())
def test_what_is_wanted_is_read_from_a_sentence(wanted: Wanted, text: str) -> None:
    reading = read_message(text)

    assert reading.wanted is wanted
    assert reading.is_sure
    assert reading.why


@pytest.mark.parametrize("text", ["uhm", "那个那个", "就是那个嘛", "asdf"])
def test_what_says_nothing_is_not_acted_on(text: str) -> None:
    reading = read_message(text)

    assert reading.wanted is Wanted.SMALLTALK or not reading.is_sure


def test_whoever_is_cross_and_does_not_say_at_what_is_asked() -> None:
    reading = read_message("你们物业怎么回事啊")

    assert reading.wanted is Wanted.COMPLAINT
    assert not reading.is_sure


@given(st.sampled_from([*ALARMS, *STOPS]), st.sampled_from(AROUND))
def test_courtesy_and_marks_around_it_change_neither_an_alarm_nor_an_opt_out(
    text: str, around: str
) -> None:
    assert read_message(around.format(text)).wanted is read_message(text).wanted


@given(st.sampled_from([*WANTS.values(), *ALARMS, *STOPS]))
def test_traditional_and_simplified_are_read_alike(text: str) -> None:
    traditional = OpenCC("s2t").convert(text)

    assert read_message(traditional).wanted is read_message(text).wanted


@given(st.sampled_from(list(WANTS.values())), st.sampled_from(AROUND))
def test_courtesy_and_marks_around_it_do_not_change_what_is_wanted(text: str, around: str) -> None:
    assert read_message(around.format(text)).wanted is read_message(text).wanted


@given(st.text())
def test_any_text_is_read_without_trouble(text: str) -> None:
    assert 0 <= read_message(text).confidence <= 1
