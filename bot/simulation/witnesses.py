"""What providers and people know, held against the rows once more: no code of the house."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, DateTime, text

from bot.simulation.phones import Lines
from bot.simulation.providers import Post

QUOTA = 5
LONGEST = {
    "special_measures": timedelta(hours=24),
    "approval": timedelta(hours=24),
    "revisit": timedelta(days=5),
}
"""How long what is promised may take, whatever the profile."""
FIRST_RESPONSE = timedelta(hours=24)
NEWEST = ("read", "delivered", "undelivered", "sent")

IS_ANOTHERS = text(
    "SELECT count(*) FROM inbound i JOIN identity d ON d.id = i.identity_id"
    " WHERE i.provider_key = :key AND NOT EXISTS (SELECT 1 FROM report_case c"
    " WHERE c.number = :number AND (c.reporter_id = d.resident_id OR c.home_id IN"
    " (SELECT r.home_id FROM residence r WHERE r.resident_id = d.resident_id)"
    " OR c.anonymised_at IS NOT NULL OR EXISTS"
    " (SELECT 1 FROM follower f WHERE f.case_id = c.id AND f.resident_id = d.resident_id)"
    # Whom it was asked of by SMS is answered at that number, whoever of the household types.
    " OR EXISTS (SELECT 1 FROM resident s JOIN outgoing o ON o.resident_id = s.id"
    " JOIN attempt a ON a.outgoing_id = o.id WHERE s.phone_index = d.address_index"
    " AND o.case_id = c.id AND a.channel = 'sms' AND a.outcome = 'accepted')))"
)
KNOWN = text("SELECT provider_id FROM attempt WHERE outcome = 'accepted'")
LEFT = text(
    "SELECT d.window_left FROM inbound i JOIN identity d ON d.id = i.identity_id"
    " WHERE i.provider_key = :key"
)
FOR_STAFF = text("SELECT o.id, s.userid FROM outgoing o JOIN staff s ON s.id = o.staff_id")
POLICIES = text("SELECT id, content FROM policy_version")
PROMISED = text(
    "SELECT case_id, kind, made_at, due_at, policy_version_id FROM deadline"
    " WHERE case_id IS NOT NULL"
    " AND kind IN ('first_response', 'special_measures', 'approval', 'revisit')"
).columns(made_at=DateTime(), due_at=DateTime())


def misheard(connection: Connection, post: Post) -> Iterator[str]:
    """Of what a provider reported of a letter, the house keeps what says most."""
    asked = text("SELECT provider_id, provider_status FROM attempt WHERE provider_id IS NOT NULL")
    for number, status in connection.execute(asked):
        told = post.told.get(number, set())
        newest = next((one for one in NEWEST if one in told), status)
        if status != newest:
            yield f"18 letter {number} is {newest}, and the house has it as {status}"


def miscounted(connection: Connection, post: Post, lines: Lines) -> Iterator[str]:
    """What the house has written since somebody's last words is gone from what is left of five."""
    spoken = {sender: at for at, sender in lines.spoken}
    keys = {one.sender: one.key for _, one in lines.heard}
    known = set(connection.execute(KNOWN).scalars())
    written = Counter(
        one.address
        for one in post.taken
        if one.channel == "wechat" and one.provider_id in known and one.at >= spoken[one.address]
    )
    for address, count in written.items():
        left = connection.execute(LEFT, {"key": keys.get(address)}).scalar()
        if left is not None and left + count > QUOTA:
            yield f"17 {address} was written {count} times, and {left} are left of {QUOTA}"


def cut_off(connection: Connection, post: Post) -> Iterator[str]:
    """Only a process that dies leaves calls behind of which it has not written the outcome."""
    known = set(connection.execute(KNOWN).scalars())
    for number, deaths in post.answered.items():
        if deaths == post.life.deaths.total() and number not in known:
            yield f"12 letter {number} was taken and confirmed, and that stands nowhere"


def misdirected(connection: Connection, post: Post) -> Iterator[str]:
    """A push in WeCom goes to the member of staff for whom it was written."""
    userids = {row.id: row.userid for row in connection.execute(FOR_STAFF)}
    for one in post.taken:
        if one.channel == "wecom" and userids.get(one.letter) != one.address:
            yield f"19 letter {one.letter} went to {one.address}, and was another's"


def betrayed(connection: Connection, shown: Iterable[tuple[str, str]]) -> Iterator[str]:
    """No answer to a resident names a case that is nobody's of theirs."""
    for key, number in shown:
        if connection.execute(IS_ANOTHERS, {"key": key, "number": number}).scalar_one():
            yield f"19 the answer to {key} tells of {number}, which is none of their business"


def too_late(connection: Connection) -> Iterator[str]:
    """No promise takes longer than the policy allows."""
    by_the_clock = {
        version: _is_by_the_clock(content) for version, content in connection.execute(POLICIES)
    }
    for case_id, kind, made_at, due_at, version in connection.execute(PROMISED):
        is_first_response = kind == "first_response" and by_the_clock[version]
        longest = FIRST_RESPONSE if is_first_response else LONGEST.get(kind)
        if longest is not None and due_at - made_at > longest:
            yield f"27 a {kind} of case {case_id} may take {due_at - made_at}"


def _is_by_the_clock(content: Any) -> bool:  # noqa: ANN401 - one database gives text, the other what it means
    policy = json.loads(content) if isinstance(content, str) else content
    return bool(policy["first_response"]["mode"] == "clock")
