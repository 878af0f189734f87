"""One number that stands for all answers of a campaign: printed in the report, it seals them (R16).

A response is the JSON array [id, estate, home, time in UTC, answers] without spaces in UTF-8, its
answers as flows.forms.kept writes them. The SHA-256 of all responses, in hex digits and sorted, one
a line, are hashed once more. So the order of the responses is nothing.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from json.encoder import encode_basestring as quoted


def response_digest(
    response_id: str, estate: str, home: str, returned_at: datetime, answers_text: str
) -> str:
    """Return the SHA-256 of one response from its answers as they are kept."""
    time = returned_at.astimezone(UTC).isoformat()
    whose = f'{quoted(response_id)},{quoted(estate)},{quoted(home)},"{time}"'
    # Somebody's words may hold half of an emoji: they are kept as they came.
    return sha256(f"[{whose},{answers_text}]".encode("utf-8", "surrogatepass")).hexdigest()


def answers_digest(responses: Iterable[str]) -> str:
    """Return the digest of a campaign from those of its responses."""
    return sha256("".join(f"{one}\n" for one in sorted(responses)).encode()).hexdigest()
