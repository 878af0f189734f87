"""What the log shows, and what it hides (W13, F61)."""

import logging

import pytest
from aiohttp.http_exceptions import BadHttpMessage

from bot.log import Redaction, StrangersMistakes
from tests.each import each


def written(record: logging.LogRecord) -> str:
    assert StrangersMistakes().filter(record)
    return Redaction("%(levelname)s %(message)s").format(record)


def failed(error: Exception) -> logging.LogRecord:
    """As aiohttp logs a request that ended in an error."""
    try:
        raise error
    except type(error) as caught:
        exc_info = (type(caught), caught, caught.__traceback__)
    words = "Error handling request from %s"
    return logging.LogRecord("aiohttp.server", logging.ERROR, "", 1, words, ("::1",), exc_info)


@each(
    ("told", "shown"),
    [
        ("GET /cgi-bin/send?access_token=abc_DEF&x=1", "GET /cgi-bin/send?access_token=***&x=1"),
        ("/cgi-bin/gettoken?corpsecret=s3cr3t", "/cgi-bin/gettoken?corpsecret=***"),
        ("to +85261234567 now", "to *** now"),
        ("GET /Messages.json?To=%2B85261234567&x=1", "GET /Messages.json?To=***&x=1"),
        ("case BX-20261124-0001 took 12 ms", "case BX-20261124-0001 took 12 ms"),
    ],
)
def test_secrets_and_numbers_are_hidden(told: str, shown: str) -> None:
    record = logging.LogRecord("bot", logging.INFO, "", 1, "%s", (told,), None)

    assert written(record) == f"INFO {shown}"


@pytest.mark.parametrize("error", [BadHttpMessage("Duplicate header"), ConnectionResetError("cut")])
def test_request_that_is_none_takes_one_line(error: Exception) -> None:
    assert written(failed(error)) == f"WARNING a request that is none: {type(error).__name__}"


def test_mistake_of_ours_keeps_its_traceback() -> None:
    shown = written(failed(KeyError("oops")))

    assert shown.startswith("ERROR Error handling request")
    assert "Traceback" in shown
