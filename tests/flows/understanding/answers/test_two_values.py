"""One of two values, whichever it will be, is no answer: not to a number, a rating or a date."""

from datetime import datetime
from itertools import product

from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.reading import read_answer
from tests.each import each

TUESDAY = datetime(2026, 11, 24, 10, 0)  # noqa: DTZ001 - a question's now is the local time
ASKED = (
    (QuestionKind.NUMBER, "您打算办几张门禁卡？", ("三张", "四张")),
    (QuestionKind.NUMBER, "您上次缴费金额是多少元？", ("六百", "七百块")),
    (QuestionKind.NUMBER, "您等了多少分钟？", ("十分钟", "一刻钟")),
    (QuestionKind.SCALE5, "请打分（1-5分）", ("三分", "四分")),
    (QuestionKind.SCALE5, "请打几颗星？", ("4", "5")),
    (QuestionKind.DATE, "您哪天在家？", ("周四", "周五")),
    (QuestionKind.DATE, "哪天方便？", ("12月6号", "明天下午")),
)
OPEN = (
    "不是{}就是{}",
    "不是{}，就是{}吧",
    "要么{}要么{}",
    "要不{}，要不{}",
    "唔係{}就係{}",
    "或者{}或者{}，回头看",
)
CHOSEN = "不是{}，是{}"


@each(
    ("kind", "asked", "said"),
    [(kind, asked, form.format(*values)) for (kind, asked, values), form in product(ASKED, OPEN)],
)
def test_one_of_two_values_is_asked_again(kind: QuestionKind, asked: str, said: str) -> None:
    assert read_answer(Question(kind, asked, now=TUESDAY), said).value is None


@each(
    ("kind", "asked", "said", "alone"),
    [(kind, asked, CHOSEN.format(*values), values[1]) for kind, asked, values in ASKED],
)
def test_not_the_one_but_the_other_is_the_other(
    kind: QuestionKind, asked: str, said: str, alone: str
) -> None:
    question = Question(kind, asked, now=TUESDAY)

    assert read_answer(question, said).value == read_answer(question, alone).value is not None


@each(
    ("asked", "said", "value"),
    [
        ("这个月电梯坏了几次？", "不是停电就是坏门，三次", 3),
        ("您等了多少分钟？", "不是堵车就是下雨，等了四十分钟", 40),
        ("您打算办几张门禁卡？", "要不三张吧", 3),
        ("您打算办几张门禁卡？", "或者四张", 4),
        ("您打算办几张门禁卡？", "if not too much trouble, 3", 3),
    ],
)
def test_two_reasons_are_no_two_values(asked: str, said: str, value: int) -> None:
    assert read_answer(Question(QuestionKind.NUMBER, asked), said).value == value


@each(
    ("said", "value"),
    [
        ("四还是五我再琢磨琢磨", None),
        ("三分还是四分，你定", None),
        ("三或四都可以", None),
        ("三分定係四分呢", None),
        ("打三分还是四分呢，三分吧", 3),
        ("还是四分吧", 4),
    ],
)
def test_whoever_still_weighs_two_ratings_has_given_none(said: str, value: int | None) -> None:
    assert read_answer(Question(QuestionKind.SCALE5, "请打1到5分"), said).value == value
