"""Reading takes no time that a resident would notice, not even of a long rant."""

import time
from statistics import median

import pytest

from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.reading import read_answer
from flows.understanding.emergencies import is_emergency
from tests.understanding_figures import DEV, RANT_LENGTH, corpus, milliseconds, part_of

MESSAGE_MOST = 6.0
RANT_MOST = 60.0
"""Milliseconds of CPU at the median; a quiet machine needs a tenth of it for a message, a sixth for
a rant. A reading whose time grows with the square of the length takes many times as much on any."""

MENU_MOST = 60.0
"""The same of an answer to a menu that is new; a quiet machine needs a tenth of it."""

REPEATED = 23
REPEATED_MOST = 300.0
"""Of one word so often; a quiet machine needs a hundredth, and thousands where a pattern can take a
word in two ways."""

GRUMBLE = (
    "你们物业真是太差劲了，我交了这么多钱，楼道里的灯坏了没人修，电梯天天坏，垃圾堆在门口也没人管。"
)
ROUNDS = 20


@pytest.mark.parametrize("task", ["intent", "case"])
def test_a_message_is_read_at_once(task: str) -> None:
    messages = [line["utterance"] for line in corpus() if part_of(line) == DEV][:300]

    assert milliseconds(messages, task)[0] <= MESSAGE_MOST


@pytest.mark.parametrize("task", ["intent", "case"])
def test_a_rant_is_read_at_once(task: str) -> None:
    messages = [line["utterance"] for line in corpus() if part_of(line) == DEV]
    dangers = "，".join(filter(is_emergency, messages))
    for rant in (GRUMBLE * RANT_LENGTH, "".join(messages), dangers):
        assert milliseconds([rant[:RANT_LENGTH]] * ROUNDS, task)[0] <= RANT_MOST


@pytest.mark.parametrize("word", ["周末", "孩子", "娃", "我们", "明早", "上午"])
def test_one_word_over_and_over_is_read_at_once(word: str) -> None:
    question = Question(QuestionKind.YESNO, "您愿意参加周六的志愿活动吗？")
    # What is compiled for it is no part of the reading.
    read_answer(question, word)
    began = time.process_time()
    read_answer(question, word * REPEATED)

    assert (time.process_time() - began) * 1000 <= REPEATED_MOST


def test_a_menu_that_is_new_is_read_at_once() -> None:
    menus = {tuple(line["question"].get("options", ())) for line in corpus() if "question" in line}
    spent = []
    for number, options in enumerate(sorted(filter(None, menus))[:ROUNDS]):
        # As nobody has seen it yet: what was found out of a menu is kept.
        new = tuple(f"{option} {number}" for option in options)
        began = time.process_time()
        read_answer(Question(QuestionKind.CHOICE, "请选一项", new), "都不要紧，随便哪个")
        spent.append((time.process_time() - began) * 1000)

    assert median(spent) <= MENU_MOST
