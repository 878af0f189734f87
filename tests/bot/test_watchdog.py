"""A loop that hangs says nothing; the watchdog ends the process, and a new one begins."""

import threading
import time

from bot.commands.complaints import COULD_NOT_RUN, complaint
from bot.watchdog import Loop, LoopDied, Watchdog


def test_a_loop_that_hangs_ends_the_process() -> None:
    ended = threading.Event()
    watchdog = Watchdog(ended.set, still_seconds_max=0.05, look_seconds=0.01)
    watchdog.moves(Loop.ALARM)
    watchdog.start()

    assert ended.wait(60)


def test_loops_that_move_are_left_alone_and_one_that_never_began_too() -> None:
    ended = threading.Event()
    watchdog = Watchdog(ended.set, still_seconds_max=3600, look_seconds=0.01)
    watchdog.moves(Loop.POSTMAN)
    watchdog.start()
    time.sleep(0.1)
    watchdog.stop()

    assert not ended.is_set()
    assert list(watchdog.still()) == [Loop.POSTMAN]


def test_a_watchdog_that_was_stopped_ends_nothing() -> None:
    ended = threading.Event()
    watchdog = Watchdog(ended.set, still_seconds_max=0, look_seconds=0.01)
    watchdog.moves(Loop.WEB)
    watchdog.stop()
    watchdog.start()
    time.sleep(0.1)

    assert not ended.is_set()


def test_a_process_that_lost_a_loop_does_not_end_as_if_all_were_well() -> None:
    said = complaint(LoopDied("a loop died; the log says why"))

    assert said is not None
    assert said.code == COULD_NOT_RUN
