"""Reading takes no time that a resident would notice, not even of a long rant."""

import pytest

from flows.understanding.emergencies import is_emergency
from tests.understanding_figures import DEV, RANT_LENGTH, corpus, milliseconds, part_of

MESSAGE_MOST = 6.0
RANT_MOST = 60.0
"""Milliseconds of CPU at the median; a quiet machine needs a tenth of it for a message, a sixth for
a rant. A reading whose time grows with the square of the length takes many times as much on any."""

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
