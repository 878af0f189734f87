"""A provider that delivers again until it is answered, however often our server dies meanwhile."""

import time
from collections.abc import Mapping
from http.client import HTTPException

from tests.e2e.service import Answer, ask

PATIENCE_SECONDS = 120.0
PAUSE_SECONDS = 0.1
BUSY = 503


def stubbornly(method: str, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """What the server answers at last; AssertionError when it never does."""
    latest = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < latest:
        try:
            answer = ask(method, url, body, headers)
        except (OSError, HTTPException):
            time.sleep(PAUSE_SECONDS)
            continue
        if answer.status != BUSY:
            return answer
        time.sleep(PAUSE_SECONDS)
    raise AssertionError(f"{method} {url} was never answered")
