"""Idempotency-Key: a write that is repeated with its key is done once and answered the same."""

import json
import re
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlmodel import Session

from bot.api.asked import Asked
from bot.api.errors import Code, Problem, bad_value
from storage.keys import keyring
from storage.periods import keep_answer, reserve_key

DONE = 200
_KEY = re.compile(r"[!-~]{1,255}")


def key_of(headers: Sequence[str]) -> str | None:
    """The key of a request, None where it has none; Problem 400 for what cannot be one."""
    if not headers:
        return None
    if len(headers) > 1 or not _KEY.fullmatch(headers[0]):
        raise bad_value("Idempotency-Key is not one word of 1 to 255 letters, digits and signs")
    return headers[0]


def once(
    session: Session,
    key: str,
    path: str,
    asked: Asked,
    now: datetime,
    work: Callable[[Session, Asked, datetime], object],
) -> object:
    """Do the work, or answer as when it was done; Problem 409 where the key is another request's.

    The key lies in the same transaction as the effect: what is refused leaves the key free. Two at
    the same time wait for each other.
    """
    request = json.dumps([path, dict(asked.fields.given)], sort_keys=True)
    keys = keyring(session)
    # A plain digest would let a phone number in the body be guessed; this one takes our key.
    before = reserve_key(session, asked.caller.name, key, keys.index(request), now)
    if before is None:
        document = work(session, asked, now)
        body = json.dumps(document, ensure_ascii=False)
        keep_answer(session, asked.caller.name, key, DONE, body)
        return document
    if before.request_digest not in keys.indexes(request):
        message = f"the Idempotency-Key {key} was used for another request"
        raise Problem(409, Code.KEY_REUSED, message)
    return json.loads(before.body)
