"""Commands, yes and no, satisfaction: whole messages only, in the words that people use."""

from hypothesis import given
from hypothesis import strategies as st

from flows.rules.vocabulary import Satisfaction
from flows.understanding.short_answers import (
    COMMANDS,
    NO,
    SATISFACTION,
    YES,
    Command,
    read_command,
    read_satisfaction,
    read_yes_no,
)
from tests.each import each


@each("command", Command)
def test_every_word_of_a_command_is_read_with_and_without_courtesy(command: Command) -> None:
    for word in COMMANDS[command].split():
        for said in (word, f"{word}。", f" {word}！", f"{word}，谢谢", f"请{word}", f"{word}吧"):
            assert read_command(said) is command, said


@each(
    ("text", "command"),
    [
        ("轉人工", Command.HUMAN),
        ("人工客服！", Command.HUMAN),
        ("Talk to a human", Command.HUMAN),
        ("算了吧", Command.CANCEL),
        ("不想说了", Command.CANCEL),
        ("唔想講喇", Command.CANCEL),
        ("START OVER", Command.RESTART),
        ("幫助", Command.HELP),
        ("跳過", Command.SKIP),
    ],
)
def test_commands_are_read_in_other_scripts_and_languages(text: str, command: Command) -> None:
    assert read_command(text) is command


@each(
    "text",
    [
        "",
        "人工湖的水很脏",
        "取消了我的停车位",
        "上一步是谁处理的",
        "帮助老人过马路的保安",
        "客服态度差",
        "电梯重来不停",
        "help me carry it",
        "back door is broken",
        "the human resources office",
    ],
)
def test_a_command_inside_a_sentence_commands_nothing(text: str) -> None:
    assert read_command(text) is None


@each("word", YES.split())
def test_every_yes_is_a_yes(word: str) -> None:
    assert read_yes_no(word) is True
    assert read_yes_no(f"{word}！谢谢您") is True


@each("word", NO.split())
def test_every_no_is_a_no(word: str) -> None:
    assert read_yes_no(word) is False
    assert read_yes_no(f"{word}，谢谢") is False


@each(
    ("text", "answer"),
    [
        ("对对对", True),
        ("好的好的", True),
        ("好的没问题", True),
        ("对，没错", True),
        ("嗯，是的，谢谢", True),
        ("没问题", True),
        ("Yes please", True),
        ("同意了", True),
        ("没有了", False),
        ("不用了谢谢", False),
        ("不不不", False),
        ("no thanks", False),
        ("冇呀", False),
    ],
)
def test_yes_and_no_come_with_thanks_and_particles(text: str, answer: bool) -> None:
    assert read_yes_no(text) is answer


@each(
    "text",
    [
        *"？ 是不是 好吗 好不好 可以吗 对不起 不知道 也许 是什么意思 1 你好 没听懂".split(),
        *"行李 好像不是 maybe".split(),
        *("", "no idea what you mean"),
        *"是？ 好的？ 是？！ 没有?? 系？ ok?".split(),
    ],
)
def test_what_is_neither_yes_nor_no_is_not_guessed(text: str) -> None:
    assert read_yes_no(text) is None


@each("label", Satisfaction)
def test_every_word_of_a_grade_is_read(label: Satisfaction) -> None:
    for word in SATISFACTION[label].split():
        for said in (word, f"{word}！", f"{word}，谢谢师傅", f"{word}吧"):
            assert read_satisfaction(said) is label, said


@each(
    ("text", "label"),
    [
        ("非常滿意", Satisfaction.VERY_SATISFIED),
        ("满意满意", Satisfaction.SATISFIED),
        ("還行", Satisfaction.NEUTRAL),
        ("Very satisfied", Satisfaction.VERY_SATISFIED),
        ("not satisfied", Satisfaction.DISSATISFIED),
    ],
)
def test_grades_are_read_in_other_scripts_and_languages(text: str, label: Satisfaction) -> None:
    assert read_satisfaction(text) is label


@each(
    "text",
    [
        "",
        "满意吗",
        "满意？",
        "不是很满意",  # by the word it is a denial of 很满意, and no more is known
        "谈不上满意",
        "怎么可能满意",
        "5分",  # on which scale?
        "4星",
        "满意，就是慢了点",
        "好",
        "可以",
        "差不多",
        "good luck",
    ],
)
def test_a_grade_is_never_guessed(text: str) -> None:
    assert read_satisfaction(text) is None


@given(st.text())
def test_any_text_is_read_without_trouble(text: str) -> None:
    assert read_command(text) in {*Command, None}
    assert read_yes_no(text) in {True, False, None}
    assert read_satisfaction(text) in {*Satisfaction, None}
