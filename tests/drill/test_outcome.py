"""Whatever a backup may lose, double or forget is told of."""

from dataclasses import replace

from tests.drill.neighbours import Message
from tests.drill.outcome import Moments, Outcome
from tests.each import each

JOURNAL = [Message("1", 1, 2), Message("2", 3, 4), Message("3", 11, 12), Message("4", 13, 14)]
AS_IT_SHOULD_BE = Outcome(
    moments=Moments(10, 15, 20, 30, 40, 50),
    journal=JOURNAL,
    first_afterwards=Message("5", 51, 52),
    kept={"1", "2", "3", "5"},
    before=[("o-1", "hello")],
    afterwards=[("o-1", "hello again"), ("o-2", "hello")],
    held_back=1,
    photos=({"photo-0": 5}, {"photo-0": 5}),
    backup_bytes=2_000_000,
)


def test_what_came_in_since_the_backup_may_be_lost_and_is_counted() -> None:
    told = AS_IT_SHOULD_BE.told()

    assert list(AS_IT_SHOULD_BE.violations()) == []
    assert AS_IT_SHOULD_BE.lost == [JOURNAL[3]]
    assert "of 2 messages acknowledged before it began 0 lost, of 2 since then 1;" in told
    assert "the newest that was there was 8.0 s old at the loss" in told
    assert "20.0 s until it was ready, 22.0 s until a message was answered" in told


@each(
    "wrong, told",
    [
        (
            replace(AS_IT_SHOULD_BE, kept={"1", "3", "5"}),
            "2 was acknowledged before the backup, and is lost",
        ),
        (
            replace(AS_IT_SHOULD_BE, kept={"1", "2", "4", "5"}),
            "4 is there, and what was acknowledged before it is not",
        ),
        (
            replace(AS_IT_SHOULD_BE, afterwards=[("o-1", "hello")]),
            "sent to o-1 once more: hello",
        ),
        (replace(AS_IT_SHOULD_BE, held_back=0), "nothing of what waited was held back"),
        (
            replace(AS_IT_SHOULD_BE, kept={"1", "2", "3"}),
            "what was acknowledged afterwards is not there",
        ),
        (replace(AS_IT_SHOULD_BE, photos=({"photo-0": 5}, {"photo-0": 4})), "photos are missing"),
    ],
)
def test_what_is_broken_is_told(wrong: Outcome, told: str) -> None:
    assert told in list(wrong.violations())
