"""People at their own work, each in a thread, while a test does something else."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def at_work(going_home: threading.Event, *works: Callable[[], None]) -> Iterator[None]:
    """They work until they are sent home at the end; what went wrong for one of them is raised."""
    failures: list[BaseException] = []

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001  # told in the test's own thread
            failures.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        going_home.set()
        for thread in threads:
            thread.join()
        for failure in failures:
            raise failure
