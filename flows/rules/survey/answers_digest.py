"""One number that stands for all answers of a campaign: printed in the report, it seals them (R16).

A response is the JSON array [id, estate, home, time in UTC, {"key": answer, ...}] without spaces in
UTF-8, its keys sorted, an abstention as {"abstained": "skipped"}. The SHA-256 of all responses, in
hex digits and sorted, one a line, are hashed once more. So the order of the responses is nothing.
"""

import json
from collections.abc import Iterable
from datetime import UTC
from hashlib import sha256

from flows.rules.survey.answers import Response
from flows.rules.survey.words import Abstention


def _abstained(answer: object) -> dict[str, str]:
    if not isinstance(answer, Abstention):
        raise TypeError(f"{answer!r} is no answer")
    return {"abstained": answer.value}


_JSON = json.JSONEncoder(
    ensure_ascii=False,
    check_circular=False,  # nothing in an answer can hold itself, and looking takes long
    sort_keys=True,
    separators=(",", ":"),
    default=_abstained,
)


def response_digest(response: Response) -> str:
    """Return the SHA-256 of one response."""
    parts = [
        response.id,
        response.estate,
        response.home,
        response.returned_at.astimezone(UTC).isoformat(),
        dict(response.answers),
    ]
    return sha256(_JSON.encode(parts).encode()).hexdigest()


def answers_digest(responses: Iterable[str]) -> str:
    """Return the digest of a campaign from those of its responses."""
    return sha256("".join(f"{one}\n" for one in sorted(responses)).encode()).hexdigest()
