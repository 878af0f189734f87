"""An event loop without threads and without waiting: the same calls in the same order, each time.

Work for a thread is done at once, by the only thread there is. Where the loop would sleep, its time
jumps to the end of the sleep.
"""

import asyncio
import selectors
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class InlineExecutor(ThreadPoolExecutor):
    """Does its work when it gets it; it never starts a thread."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The future is done before it is given back; also with what is no Exception."""
        done: Future[T] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 - it is raised again, to whoever waits
            done.set_exception(error)
        return done


class _Jumping(selectors.SelectSelector):
    """Tells how long the loop wanted to sleep, and lets it go on at once."""

    def __init__(self, slept: Callable[[float], None]) -> None:
        super().__init__()
        self._slept = slept

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, Any]]:
        ready = super().select(0)
        if not ready:
            if timeout is None:
                message = "everything waits for what never comes"
                raise RuntimeError(message)
            self._slept(timeout)
        return ready


class InlineLoop(asyncio.SelectorEventLoop):
    """A loop whose clock only moves when everybody sleeps."""

    def __init__(self) -> None:
        self._seconds = 0.0
        super().__init__(_Jumping(self._sleep))
        self.set_default_executor(InlineExecutor(max_workers=1))

    def time(self) -> float:
        return self._seconds

    def _sleep(self, seconds: float) -> None:
        self._seconds += max(seconds, 0.0)
