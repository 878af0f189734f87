"""Logging: one line an event, and nothing in it that a stranger must not read."""

import logging
import re
import sys

LOUD_LIBRARIES = ("twilio", "apscheduler", "aiohttp.access", "urllib3", "sqlalchemy", "alembic")
SECRETS = re.compile(
    r"((?:access_token|secret|appsecret|corpsecret|key|token|signature|echostr)=)[^&\s\"']+",
    re.IGNORECASE,
)
PHONES = re.compile(r"(?<![\w-])\+?\d{8,15}(?![\w-])")
HIDDEN = "***"


class Redaction(logging.Formatter):
    """Formats a record and then hides what looks like a secret or a phone number."""

    def format(self, record: logging.LogRecord) -> str:
        """One event, possibly with its traceback."""
        return redacted(super().format(record))


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
