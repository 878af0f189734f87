"""Looks through the log of every test for what may stand in none: secrets and phone numbers (S14).

The log is read as the house writes it, through its own formatter. A test whose log holds a canary
fails, whoever wrote the line.
"""

import logging
import re
import threading
from collections.abc import Generator

import pytest

from bot.log import LOUD_LIBRARIES, Redaction

PHONES = re.compile(r"(?:\+|%2B)(?:852[569]\d{7}|861[3-9]\d{9})", re.IGNORECASE)
SECRET_LENGTH_MIN = 12
"""What is shorter may stand in any line by chance."""
SHOWN_CHARACTERS = 300


class Canaries(logging.Handler):
    """Notes every line in which something stands that may not; secrets are told by `hide`."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(Redaction("%(levelname)s %(name)s %(message)s"))
        self.found: list[str] = []
        self._secrets: dict[str, str] = {}
        self._writing = threading.Lock()

    def hide(self, what: str, secret: str) -> None:
        """From now on this secret, where it is long enough, may stand in no line."""
        if len(secret) >= SECRET_LENGTH_MIN:
            self._secrets[secret] = what

    def emit(self, record: logging.LogRecord) -> None:
        self.look(self.format(record))

    def look(self, text: str) -> None:
        """Note what of a text may not be there; each surrounding is shown."""
        names = {what for secret, what in self._secrets.items() if secret in text}
        if PHONES.search(text):
            names.add("a phone number")
        if names:
            with self._writing:
                told = ", ".join(sorted(names))
                self.found.append(f"{told}: {text[:SHOWN_CHARACTERS]}")


CANARIES = Canaries()


def pytest_configure() -> None:
    """Listen from the first test to the last, at the level of production."""
    logging.getLogger().addHandler(CANARIES)
    for name in ("bot", "scheduler", "storage", "flows"):
        logging.getLogger(name).setLevel(logging.INFO)
    for name in LOUD_LIBRARIES:
        logging.getLogger(name).setLevel(logging.WARNING)


def pytest_runtest_setup() -> None:
    """Listen again, where the test before has set the log up as a service does."""
    root = logging.getLogger()
    if CANARIES not in root.handlers:
        root.addHandler(CANARIES)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Generator[None, None, None]:
    """A test is over: nothing may have been found."""
    try:
        yield
    finally:
        found, CANARIES.found = CANARIES.found, []
    if found:
        pytest.fail("\n".join(["the log tells what it must not:", *found]), pytrace=False)
