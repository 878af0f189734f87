"""What must hold of an estate's rows at any time: plain SQL, without any code of the house.

Each statement finds what breaks one promise; the number is that of docs/reliability.md. The lines
of whoever was erased are empty: of them only is asked what can still be told.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, DateTime, TextClause, bindparam, text

from bot.simulation.house_rules import NOT_KEPT

GRACE = timedelta(minutes=15)
"""How late a loop may be after an outage, a step of the clock, or a killed process."""
LEASE = timedelta(minutes=5)
DOUBT = timedelta(hours=24)
FORGOTTEN = timedelta(hours=3)
"""Longer than any message waits for another try of the one before it."""

BROKEN = {
    "1 a message filed twice": "SELECT channel || ' ' || provider_key FROM inbound"
    " GROUP BY channel, account, provider_key HAVING count(*) > 1",
    "3 a case number given twice": "SELECT number FROM report_case GROUP BY number"
    " HAVING count(*) > 1",
    "4 a questionnaire handed in twice": "SELECT invitation_id FROM form_response"
    " WHERE invitation_id IS NOT NULL GROUP BY invitation_id HAVING count(*) > 1",
    "5 a message of nobody": "SELECT provider_key FROM inbound"
    " WHERE identity_id IS NULL AND staff_id IS NULL",
    "5 a message that nobody understood": "SELECT provider_key FROM inbound WHERE quarantined",
    "6 a case without its one first response": "SELECT c.number FROM report_case c"
    " LEFT JOIN deadline d ON d.case_id = c.id AND d.kind = 'first_response'"
    " GROUP BY c.number HAVING count(d.id) <> 1",
    "6 a resolved case to which nobody comes back": "SELECT c.number FROM report_case c"
    " WHERE c.state = 'resolved' AND NOT EXISTS (SELECT 1 FROM deadline d WHERE d.case_id = c.id"
    " AND d.kind = 'revisit' AND d.round = c.round AND d.next_at IS NOT NULL)",
    "6 a deadline made twice": "SELECT case_id || ' ' || kind FROM deadline"
    " WHERE case_id IS NOT NULL GROUP BY case_id, kind, round, sequence HAVING count(*) > 1",
    "7 a deadline that was missed": "SELECT case_id || ' ' || kind FROM deadline"
    " WHERE next_at < :late AND held_until IS NULL",
    "7 a deadline whose handling fails": "SELECT case_id || ' ' || kind FROM deadline"
    " WHERE failures > 0",
    "8 a deadline that fired, told of another number of times": "SELECT d.case_id || ' ' || d.kind"
    " FROM (SELECT case_id, kind, count(*) AS n FROM deadline WHERE state = 'fired'"
    " AND case_id IS NOT NULL AND case_id NOT IN (SELECT case_id FROM case_event"
    " WHERE kind = 'deadline_fire' AND text = '') GROUP BY case_id, kind) d"
    " LEFT JOIN (SELECT case_id, text,"
    " count(*) AS n FROM case_event WHERE kind = 'deadline_fire' GROUP BY case_id, text) e"
    " ON e.case_id = d.case_id AND e.text = d.kind WHERE e.n IS NULL OR e.n <> d.n",
    "8 a firing told of that never was": "SELECT e.case_id || ' ' || e.text FROM case_event e"
    " LEFT JOIN deadline d ON d.case_id = e.case_id AND d.kind = e.text AND d.state = 'fired'"
    " WHERE e.kind = 'deadline_fire' AND d.id IS NULL AND e.text <> ''",
    "9 a deadline that fired before it was due": "SELECT case_id || ' ' || kind FROM deadline"
    " WHERE fired_at < due_at",
    "9 a deadline met late that never fired": "SELECT case_id || ' ' || kind FROM deadline"
    " WHERE state = 'met' AND (met_at IS NULL OR fired_at IS NOT NULL)",
    "9 a deadline that fired although it was met": "SELECT d.case_id || ' ' || d.kind"
    " FROM deadline d JOIN case_event f ON f.case_id = d.case_id AND f.kind = 'deadline_fire'"
    " AND f.text = d.kind AND f.at = d.fired_at JOIN case_event m ON m.case_id = d.case_id"
    " AND m.at = d.met_at AND m.id < f.id WHERE d.state = 'fired' AND d.met_at < d.due_at",
    "12 an accepted message without an accepted attempt": "SELECT o.unique_key FROM outgoing o"
    " WHERE o.state IN ('accepted', 'delivered') AND NOT EXISTS (SELECT 1 FROM attempt a"
    " WHERE a.outgoing_id = o.id AND a.outcome = 'accepted')",
    "12 an attempt without an end": "SELECT o.unique_key FROM attempt a"
    " JOIN outgoing o ON o.id = a.outgoing_id WHERE a.outcome IS NULL AND a.started_at < :over",
    "13 a message left in dead hands": "SELECT unique_key FROM outgoing"
    " WHERE state = 'claimed' AND claimed_until < :late",
    "13 a message in doubt for a day of which nobody asks": "SELECT unique_key FROM outgoing"
    " WHERE state = 'unknown' AND look_up_at < :doubted",
    "14 two calls for one message at once": "SELECT o.unique_key FROM attempt a JOIN attempt b"
    " ON b.outgoing_id = a.outgoing_id AND b.id > a.id AND b.started_at >= a.started_at"
    " AND b.started_at < a.ended_at"
    " JOIN outgoing o ON o.id = a.outgoing_id",
    "19 a case of one estate about a home of another": "SELECT c.number FROM report_case c"
    " JOIN home h ON h.id = c.home_id WHERE h.estate_id <> c.estate_id",
    "19 a case that its reporter told of from somebody else's address": "SELECT c.number"
    " FROM report_case c JOIN identity i ON i.id = c.identity_id"
    # What was silent for long may have gone to somebody whom the house has met since then.
    " JOIN resident r ON r.id = i.resident_id"
    " WHERE i.resident_id <> c.reporter_id AND r.created_at < c.opened_at",
    "19 a message to somebody about a case that is not theirs": "SELECT o.unique_key"
    " FROM outgoing o JOIN report_case c ON c.id = o.case_id WHERE o.resident_id IS NOT NULL"
    " AND o.resident_id <> c.reporter_id AND NOT EXISTS (SELECT 1 FROM follower f"
    " WHERE f.case_id = c.id AND f.resident_id = o.resident_id)"
    # Whoever left it later followed it then.
    " AND NOT EXISTS (SELECT 1 FROM case_event e WHERE e.case_id = c.id AND e.kind = 'left'"
    " AND e.speaker_id = o.resident_id AND e.at >= o.created_at)",
    "20 a case of which nothing is written down": "SELECT number FROM report_case c"
    " WHERE NOT EXISTS (SELECT 1 FROM case_event e WHERE e.case_id = c.id)",
    "23 a case closed without saying how": "SELECT number FROM report_case"
    " WHERE (state = 'closed') <> (closure IS NOT NULL)",
    "23 a case that is over without an end, or ended and not over": "SELECT number"
    " FROM report_case WHERE (state IN ('closed', 'withdrawn')) <> (closed_at IS NOT NULL)",
    "23 a case in hand without an answer": "SELECT number FROM report_case"
    " WHERE state = 'handling' AND first_responded_at IS NULL",
    "23 a case in nobody's hands": "SELECT number FROM report_case"
    " WHERE state IN ('handling', 'resolved') AND handler_id IS NULL",
    "23 a case that is over and still waits": "SELECT c.number FROM report_case c"
    " JOIN deadline d ON d.case_id = c.id WHERE c.state IN ('closed', 'withdrawn')"
    " AND d.state = 'pending' AND d.kind <> 'call_task'",
    "23 a conversation that failed": "SELECT flow || ': ' || failure FROM conversation"
    " WHERE failure IS NOT NULL",
    "24 a message in a state that there is not": "SELECT unique_key FROM outgoing WHERE state"
    " NOT IN ('queued', 'claimed', 'accepted', 'delivered', 'refused', 'unknown', 'expired',"
    " 'cancelled')",
}
SHOWN_MAX = 20
"""How much of what breaks one promise is told."""
MOMENTS = {"late": GRACE, "over": LEASE, "doubted": DOUBT, "forgotten": FORGOTTEN}
"""How long before the present each moment lies that a statement may ask about."""


@dataclass(frozen=True)
class _Asked:
    """A statement, and the moments that are bound in it."""

    what: str
    statement: TextClause
    moments: tuple[str, ...]

    def found(self, connection: Connection, now: datetime) -> Iterator[str]:
        """What breaks this promise."""
        bound = {name: now - MOMENTS[name] for name in self.moments}
        for row in connection.execute(self.statement, bound).fetchmany(SHOWN_MAX):
            yield f"{self.what}: {row[0]}"


def _asked(what: str, statement: str) -> _Asked:
    moments = tuple(name for name in MOMENTS if f":{name}" in statement)
    bound = (bindparam(name, type_=DateTime(timezone=True)) for name in moments)
    return _Asked(what, text(statement).bindparams(*bound), moments)


_ALL = [_asked(what, statement) for what, statement in (BROKEN | NOT_KEPT).items()]


def overdue(connection: Connection, now: datetime) -> Iterator[str]:
    """What should have happened by `now`, which is what the house's clock says."""
    for one in _ALL:
        if one.moments:
            yield from one.found(connection, now)


def broken(connection: Connection, now: datetime) -> Iterator[str]:
    """What does not hold of the rows, beside what is overdue."""
    for one in _ALL:
        if not one.moments:
            yield from one.found(connection, now)
    if connection.dialect.name == "sqlite":
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(SHOWN_MAX):
            yield f"22 a row without its other: {row[0]} {row[1]}"
