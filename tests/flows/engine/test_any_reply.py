"""Whatever anybody sends: it is read or it is not, and what was read stays what it was."""

from collections.abc import Mapping
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.engine.ask import Ask, Flow, Reply, Stale, Unreadable
from flows.engine.choices import Choice, Pick, Rating, YesNo
from flows.engine.photos import Photos
from flows.engine.place import Place
from flows.engine.questions import Number, Text, When, skippable
from flows.engine.replay import advance, back
from flows.rules.vocabulary import CaseClass, Satisfaction, Urgency
from flows.wording.say import plain, say
from tests.each import each
from tests.flows.engine.asking import AT, kept, values

AGAIN = say("hint.again")
HOMES = ("8-1-302", "8-2-501")
QUESTIONS: tuple[Ask[Any], ...] = (
    Text("text", AGAIN),
    Choice("choice", AGAIN, words=CaseClass, suggest=CaseClass.FACILITY),
    Pick("pick", AGAIN, choices=(("a", plain("一期")), ("b", plain("二期")))),
    YesNo("yes", AGAIN),
    Rating("rating", AGAIN, words=Satisfaction),
    Number("number", AGAIN, -5, 500),
    Number("whole", AGAIN, 0, 10**9, whole=True),
    When("when", AGAIN),
    Place("place", AGAIN, homes=HOMES),
    Photos("first", AGAIN, is_first=True),
    Photos("more", AGAIN),
    skippable(Text("remark", AGAIN)),
    skippable(Rating("maybe", AGAIN, words=Satisfaction)),
)
AT_ANY_KIND = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)

SAID = (
    "明天下午3点 2月30日 11/25 8:00 24:00 25:61 八栋一单元302 第二个 选3 两百五 3.5 -1 好的 不是 "
    "满意 没有了 1、2 ١٢ ² ½ ㊉ ⅫⅪ ８－１ 300天后 99999999年 下下下周五 周日 0月0日 半小时后"
).split()
TEXTS = st.one_of(
    st.text(st.characters(), max_size=60),  # with halves of characters, too
    st.lists(st.sampled_from(SAID), max_size=4).map(" ".join),
    st.lists(st.one_of(st.sampled_from(SAID), st.text(max_size=4)), max_size=5).map("".join),
    st.text("0123456789０１２３一二三两十百千零-:：.点分半月日号天周后前上下午 ", max_size=16),
)
SHOWN = st.lists(st.sampled_from(["a", "b", "yes", "no", "service", "done", "gone"])).map(tuple)
REPLIES = st.builds(
    Reply,
    st.just(AT),
    TEXTS,
    media=st.lists(st.text(min_size=1, max_size=8), max_size=3).map(tuple),
    position=st.one_of(st.just(""), st.text(max_size=40)),
    choice=st.one_of(st.none(), st.text(max_size=5), st.sampled_from(["a", "yes", "service"])),
)
STORED = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12), st.just("a")
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["text", "home", "abstained", "x"]), inner, max_size=3),
    ),
    max_leaves=5,
)


@AT_ANY_KIND
@given(reply=REPLIES, shown=SHOWN)
def test_any_reply_is_read_or_is_unreadable_and_what_was_read_stays_the_same(
    question: Ask[Any], reply: Reply, shown: tuple[str, ...]
) -> None:
    try:
        answer = question.read(reply, shown)
    except Unreadable:
        return

    assert kept(question, answer) == answer


@AT_ANY_KIND
@given(stored=STORED)
def test_any_stored_value_is_loaded_or_is_stale(question: Ask[Any], stored: object) -> None:
    try:
        answer = question.load(stored)
    except Stale:
        return

    assert kept(question, answer) == answer


@each(
    "question",
    [question for question in QUESTIONS if question.options],
)
def test_every_number_that_is_shown_answers_its_question(question: Ask[Any]) -> None:
    answers = [
        question.read(Reply(AT, str(number)), values(question))
        for number in range(1, len(question.options) + 1)
    ]

    assert len(set(answers)) == len(question.options)


@given(moment=st.datetimes(timezones=st.timezones()), text=TEXTS)
def test_a_moment_that_was_read_lies_ahead_wherever_it_was_said(
    moment: datetime, text: str
) -> None:
    question = When("when", AGAIN)
    try:
        answer = question.read(Reply(moment, text), ())
    except Unreadable:
        return

    assert answer.astimezone(UTC) > moment.astimezone(UTC)


def everything() -> Flow[tuple[object, ...]]:
    what = yield from Text("what", AGAIN)
    if (yield from YesNo("urgent", AGAIN)):
        return what, (yield from Place("place", AGAIN))
    count = yield from Number("count", AGAIN, 1, 9)
    urgency = yield from Choice("urgency", AGAIN, words=Urgency)
    return what, count, urgency, (yield from skippable(Text("remark", AGAIN)))


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "what": st.sampled_from(["漏水", 5]),
        "urgent": st.sampled_from([True, False, "yes"]),
        "place": st.just({"text": "大堂", "home": None}),
        "count": st.integers(0, 10),
        "urgency": st.sampled_from(["key", "mauve"]),
        "remark": st.sampled_from(["很好", {"abstained": True}, None]),
        "removed": st.none(),
    },
)


@given(answers=ANSWERS, chance=st.randoms())
def test_where_a_conversation_stands_does_not_hang_on_the_order_of_the_row(
    answers: Mapping[str, object], chance: Random
) -> None:
    shuffled = list(answers.items())
    chance.shuffle(shuffled)

    assert advance(everything, dict(shuffled)) == advance(everything, answers)
    assert back(everything, dict(shuffled)) == back(everything, answers)


@given(answers=ANSWERS, reply=REPLIES)
def test_the_same_reply_at_the_same_place_always_means_the_same(
    answers: Mapping[str, object], reply: Reply
) -> None:
    asked = advance(everything, answers).asked

    once = advance(everything, answers, asked, reply)

    assert advance(everything, answers, asked, reply) == once
    assert len(once.answered) <= 1


@given(answers=ANSWERS)
def test_a_second_look_finds_what_the_first_one_left(answers: Mapping[str, object]) -> None:
    first = advance(everything, answers)

    second = advance(everything, first.answers, first.asked)

    assert second == first
