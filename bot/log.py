"""Logging: one line an event, and nothing in it that a stranger must not read."""

import logging
import re
import sys

from aiohttp.http import HttpProcessingError

LOUD_LIBRARIES = ("twilio", "apscheduler", "aiohttp.access", "urllib3", "sqlalchemy", "alembic")
SECRETS = re.compile(
    r"((?:access_token|secret|appsecret|corpsecret|key|token|signature|echostr)=)[^&\s\"']+",
    re.IGNORECASE,
)
PHONES = re.compile(r"(?:(?<![\w-])\+?|%2B)\d{8,15}(?![\w-])", re.IGNORECASE)
HIDDEN = "***"


class Redaction(logging.Formatter):
    """Formats a record and then hides what looks like a secret or a phone number."""

    def format(self, record: logging.LogRecord) -> str:
        """One event, possibly with its traceback."""
        return redacted(super().format(record))


class StrangersMistakes(logging.Filter):
    """Cuts down what aiohttp logs of a request that is malformed or cut off: anyone can send one.

    A mistake of ours that a request brings to light keeps its traceback.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every record, the strangers' ones as one line."""
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, HttpProcessingError | ConnectionError):
            record.levelno, record.levelname = logging.WARNING, "WARNING"
            record.msg, record.args = "a request that is none: %s", (type(error).__name__,)
            record.exc_info = record.exc_text = None
        return True


def redacted(text: str) -> str:
    """The text without secrets in addresses and without phone numbers."""
    return PHONES.sub(HIDDEN, SECRETS.sub(rf"\1{HIDDEN}", text))


def set_up() -> None:
    """Log to stderr; libraries that log whole requests only when something is wrong."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redaction("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in LOUD_LIBRARIES:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("aiohttp.server").addFilter(StrangersMistakes())
