"""What people tell in their own words, and how their names, homes, numbers and codes are read."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.engine.ask import Reply, Unreadable
from flows.engine.questions import Text, skippable
from flows.talks.enrolment import Code, HomeCode, Phone
from flows.talks.telling import Name, Telling, together
from flows.wording.say import plain, say
from tests.each import each

AT = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
ASKED = plain("?")
TELLING, NAME = Telling("details", ASKED), Name("name", ASKED)
HOME, PHONE, CODE = HomeCode("home", ASKED), Phone("phone", ASKED), Code("code", ASKED)


def read(question: Text, text: str) -> str:
    return question.read(Reply(AT, text), ())


@each("text", ["灯坏了", "楼上吵", "水管", "Lift broken", "漏水，快来"])
def test_whatever_tells_something_is_told(text: str) -> None:
    assert read(TELLING, text) == text


@each("text", ["", "  ", "1", "302", "你好", "嗯", "好的", "报修", "没有", "谢谢", "？"])
def test_courtesy_and_numbers_tell_nothing(text: str) -> None:
    with pytest.raises(Unreadable):
        read(TELLING, text)


@each(
    ("text", "name"),
    [
        ("王芳", "王芳"),
        ("我叫王芳", "王芳"),
        ("你好，我是王芳，谢谢", "王芳"),
        ("叫我王阿姨就行", "王阿姨"),
        ("我姓王，叫王芳", "王芳"),
        ("姓名：王芳", "王芳"),
        ("My name is John Smith", "John Smith"),
        ("I'm Mary.", "Mary"),
        ("何太", "何太"),
    ],
)
def test_a_name_is_read_out_of_a_sentence(text: str, name: str) -> None:
    assert read(NAME, text) == name


@each("text", ["你好", "好的", "1", "", "我叫", "王" * 31])
def test_what_is_no_name_is_asked_again(text: str) -> None:
    with pytest.raises(Unreadable):
        read(NAME, text)


@each("text", ["8-1-302", "8栋1单元302", "八栋一单元三零二室", "8 1 302"])
def test_a_home_is_kept_by_its_code(text: str) -> None:
    assert read(HOME, text) == "8-1-302"


@each("text", ["302", "我家", "回音花园", "8栋"])
def test_half_a_home_is_asked_again_with_an_example(text: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        read(HOME, text)

    assert unreadable.value.hint is not None
    assert unreadable.value.hint.key == "enrolment.home_example"


@each(
    ("text", "number"),
    [
        ("13800138000", "+8613800138000"),
        ("138 0013 8000", "+8613800138000"),
        ("我的手机是138-0013-8000。", "+8613800138000"),
        ("＋８５２ ９１２３ ４５６７", "+85291234567"),
        ("0085291234567", "+85291234567"),
    ],
)
def test_a_phone_number_is_kept_in_its_international_form(text: str, number: str) -> None:
    assert read(PHONE, text) == number


@each("text", ["123", "没有手机", "13800138000 或 13900139000", ""])
def test_no_number_or_two_are_asked_again(text: str) -> None:
    with pytest.raises(Unreadable):
        read(PHONE, text)


@each("text", ["123456", "１２３４５６", "123 456", "123-456", "验证码是123456，谢谢", "123456。"])
def test_a_code_is_read_however_it_is_typed(text: str) -> None:
    assert read(CODE, text) == "123456"


@each("text", ["没收到", "没有收到验证码", "收不到啊", "人工", "no code", "冇收到"])
def test_that_no_code_came_is_an_answer(text: str) -> None:
    assert read(CODE, text) == ""


@each("text", ["12345", "1234567", "什么验证码", "123456 或 654321", "好的"])
def test_what_is_no_code_is_asked_again(text: str) -> None:
    with pytest.raises(Unreadable):
        read(CODE, text)


@given(st.text())
def test_any_text_is_read_or_asked_again(text: str) -> None:
    for question in (TELLING, NAME, HOME, PHONE, CODE):
        try:
            answer = read(question, text)
        except Unreadable:
            continue
        assert question.load(question.dump(answer)) == answer


def test_what_is_told_in_pieces_is_joined_with_the_mark_of_its_script() -> None:
    assert together("灯坏了", "很黑") == "灯坏了；很黑"
    assert together("the light is out", "it is dark") == "the light is out; it is dark"


def test_who_gives_no_name_hears_how_one_is_written_every_time() -> None:
    question = skippable(Name("who", say("report.who")))

    assert [question.hint(wrong).key for wrong in (1, 2)] == ["hint.name", "hint.name"]
