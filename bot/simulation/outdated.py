"""What is kept longer than the policy allows (invariant 21): plain SQL, no code of the house.

Of each kind the policy names the days after which its words are gone. Nothing in a simulated estate
is on hold; what is sealed in the messages of the erased is nothing.
"""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Date, DateTime, TextClause, bindparam, text

from bot.simulation.truth import ZONE

NIGHT_IS_OVER = timedelta(hours=5)
"""From three o'clock on all goes whose last day is over; where that fails, it is tried again."""
LOOKED_AT_AGAIN = timedelta(days=8)
"""Whoever had a matter in hand when their time was over is looked at a week later."""

OUTDATED = {
    "a message as it was delivered": "raw_days: SELECT provider_key FROM inbound"
    " WHERE received_at < :since AND length(raw_sealed) > 0 AND provider_key NOT LIKE 'erased %'",
    "the words of a message": "message_days: SELECT provider_key FROM inbound"
    " WHERE received_at < :since AND (length(text_sealed) > 0 OR reply_sealed IS NOT NULL)"
    " AND provider_key NOT LIKE 'erased %'",
    "the words of a letter": "message_days: SELECT unique_key FROM outgoing"
    " WHERE created_at < :since AND text <> '' AND state <> 'claimed'"
    " AND NOT (state = 'queued' AND not_after >= :now)",
    "a conversation": "conversation_days: SELECT flow || ' ' || id FROM conversation"
    " WHERE state <> 'open' AND closed_at < :since",
    "a code": "code_days: SELECT id FROM enrolment_code WHERE made_at < :since",
    "a wish to be enrolled": "code_days: SELECT id FROM enrolment_request"
    " WHERE decided_at < :since",
    "an answer for whoever asks again": "code_days: SELECT key FROM idempotency_key"
    " WHERE at < :since",
    "a photo of no case": "media_days: SELECT id FROM media"
    " WHERE state = 'stored' AND case_id IS NULL AND received_at < :since",
    "a photo of a case": "media_days: SELECT m.id FROM media m"
    " JOIN report_case c ON c.id = m.case_id WHERE m.state = 'stored' AND c.closed_at < :since",
    "the words of a case": "case_days: SELECT number FROM report_case"
    " WHERE closed_at < :since AND (text <> '' OR reporter_id IS NOT NULL)",
    "the history of a case": "case_days: SELECT c.number FROM case_event e"
    " JOIN report_case c ON c.id = e.case_id WHERE c.closed_at < :since AND e.text <> ''",
    "what was said in a call about a survey": "case_days: SELECT t.id FROM task t"
    " JOIN task_record d ON d.task_id = t.id WHERE t.campaign_id IS NOT NULL"
    " AND t.ended_at < :since AND d.outcome <> ''",
    "somebody who has left the account": "left_days: SELECT i.id FROM identity i"
    " JOIN resident r ON r.id = i.resident_id WHERE i.left_at < :lately"
    " AND NOT EXISTS (SELECT 1 FROM report_case c WHERE c.reporter_id = r.id"
    " AND (c.closed_at IS NULL OR c.closed_at >= :lately))",
    "a stranger": "stranger_days: SELECT r.id FROM resident r WHERE NOT r.in_directory"
    " AND r.erased_at IS NULL AND r.created_at < :lately AND NOT EXISTS (SELECT 1 FROM identity i"
    " WHERE i.resident_id = r.id AND i.last_heard_at >= :lately)"
    " AND NOT EXISTS (SELECT 1 FROM report_case c WHERE c.reporter_id = r.id"
    " AND (c.closed_at IS NULL OR c.closed_at >= :lately))",
    "somebody who has moved out": "departed_days: SELECT r.id FROM resident r"
    " WHERE r.in_directory AND r.erased_at IS NULL AND EXISTS (SELECT 1 FROM residence e"
    " WHERE e.resident_id = r.id) AND NOT EXISTS (SELECT 1 FROM residence e"
    " WHERE e.resident_id = r.id AND (e.moved_out IS NULL OR e.moved_out >= :last_day))"
    " AND NOT EXISTS (SELECT 1 FROM report_case c WHERE c.reporter_id = r.id"
    " AND (c.closed_at IS NULL OR c.closed_at >= :lately))",
}
"""What is found where it is kept too long; before the colon stands which of the days are meant."""
SHOWN_MAX = 20
INSTANT = DateTime(timezone=True)
INSTANTS = ("since", "lately", "now")
IN_FORCE = text(
    "SELECT content FROM policy_version WHERE effective_at <= :now ORDER BY effective_at DESC,"
    " id DESC"
).bindparams(bindparam("now", type_=INSTANT))
"""Of the one estate that there is."""


def _asked(statement: str) -> TextClause:
    instants = (bindparam(name, type_=INSTANT) for name in INSTANTS if f":{name}" in statement)
    days = [bindparam("last_day", type_=Date())] if ":last_day" in statement else []
    return text(statement).bindparams(*instants, *days)


_ALL = [
    (what, kind, _asked(statement))
    for what, told in OUTDATED.items()
    for kind, _, statement in [told.partition(": ")]
]


def outdated(connection: Connection, now: datetime) -> Iterator[str]:
    """What is older than its days, and has not been forgotten."""
    days = _read(connection.execute(IN_FORCE, {"now": now}).scalars().first())
    today = (now - NIGHT_IS_OVER).astimezone(ZONE).date()
    for what, kind, statement in _ALL:
        bound = _moments(today - timedelta(days=days[kind])) | {"now": now}
        asked = {name: bound[name] for name in statement.compile().params}
        for row in connection.execute(statement, asked).fetchmany(SHOWN_MAX):
            yield f"21 {what} is kept beyond its {days[kind]} days: {row[0]}"


def _moments(first_day: date) -> dict[str, date]:
    """What is from before `since` is over; where it is looked at again, from before `lately`."""
    since = datetime.combine(first_day, time(), ZONE).astimezone(UTC)
    lately, last_day = since - LOOKED_AT_AGAIN, first_day - LOOKED_AT_AGAIN
    return {"since": since, "lately": lately, "last_day": last_day}


def _read(content: Any) -> dict[str, int]:  # noqa: ANN401 - one database gives text, the other what it means
    policy = json.loads(content) if isinstance(content, str) else content
    retention: dict[str, int] = policy["retention"]
    return retention
