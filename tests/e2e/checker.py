"""Judges a server's whole past by what it acknowledged, its tables, and what providers really took.

It shares no code with the house: plain SQL on the tables, and the memories of the fakes. Each check
returns what is wrong as sentences; no sentence means that the promise held.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.e2e.providers import STAFF, Providers
from tests.e2e.rows import query

Journal = Iterable[tuple[str, str]]

UNIQUE = {
    "a message filed twice": "SELECT channel || ' ' || provider_key AS what FROM inbound"
    " GROUP BY channel, account, provider_key HAVING count(*) > 1",
    "a case number given twice": "SELECT number AS what FROM report_case"
    " GROUP BY number HAVING count(*) > 1",
    "an outgoing message written twice": "SELECT unique_key AS what FROM outgoing"
    " GROUP BY unique_key HAVING count(*) > 1",
    "a deadline made twice": "SELECT case_id || ' ' || kind AS what FROM deadline"
    " GROUP BY case_id, kind, round, sequence HAVING count(*) > 1",
    "one person's report opened as two cases": "SELECT count(*) AS what FROM report_case"
    " WHERE identity_id IS NOT NULL GROUP BY identity_id HAVING count(*) > 1",
    "a case without its one first response": "SELECT c.number AS what FROM report_case c"
    " LEFT JOIN deadline d ON d.case_id = c.id AND d.kind = 'first_response'"
    " GROUP BY c.number HAVING count(d.id) <> 1",
    "a deadline that fired, told of another number of times": "SELECT d.case_id || ' ' || d.kind"
    " AS what FROM (SELECT case_id, kind, count(*) AS n FROM deadline WHERE state = 'fired'"
    " GROUP BY case_id, kind) d LEFT JOIN (SELECT case_id, text, count(*) AS n FROM case_event"
    " WHERE kind = 'deadline_fire' GROUP BY case_id, text) e"
    " ON e.case_id = d.case_id AND e.text = d.kind WHERE e.n IS NULL OR e.n <> d.n",
    "a firing told of that never was": "SELECT e.case_id || ' ' || e.text AS what"
    " FROM case_event e LEFT JOIN deadline d ON d.case_id = e.case_id AND d.kind = e.text"
    " AND d.state = 'fired' WHERE e.kind = 'deadline_fire' AND d.id IS NULL",
    "a message still in somebody's hands": "SELECT unique_key AS what FROM outgoing"
    " WHERE state = 'claimed'",
    "an attempt without an end": "SELECT o.unique_key AS what FROM attempt a"
    " JOIN outgoing o ON o.id = a.outgoing_id WHERE a.outcome IS NULL AND o.state <> 'unknown'",
    "an accepted message without an accepted attempt": "SELECT o.unique_key AS what FROM outgoing o"
    " WHERE o.state IN ('accepted', 'delivered') AND NOT EXISTS (SELECT 1 FROM attempt a"
    " WHERE a.outgoing_id = o.id AND a.outcome = 'accepted')",
}
"""What must find no row at all, once the server has come to rest."""


@dataclass(frozen=True)
class Sent:
    """One thing that a resident's phone really showed, and the case that it names."""

    to: str
    number: str
    content: str


def violations(database_url: str, providers: Providers, journal: Journal, now: str) -> list[str]:
    """Everything that is wrong; `now` is the service time in UTC as SQL writes it."""
    acknowledged = list(journal)
    return [
        *_broken_rules(database_url),
        *_lost(database_url, acknowledged),
        *_receipts(database_url, acknowledged),
        *_overdue(database_url, now),
        *_doubled(database_url, providers),
        *_never_sent(database_url, providers),
        *_untold(database_url, providers),
        *_broken_files(database_url),
    ]


def _broken_rules(database_url: str) -> Iterator[str]:
    for what, statement in UNIQUE.items():
        for row in query(database_url, statement):
            yield f"{what}: {row['what']}"


def _lost(database_url: str, acknowledged: list[tuple[str, str]]) -> Iterator[str]:
    """What was answered with 200 must be there once."""
    kept = Counter(
        _message_id(row["provider_key"])
        for row in query(database_url, "SELECT provider_key FROM inbound")
    )
    for message_id, _ in acknowledged:
        if kept[message_id] != 1:
            yield f"acknowledged message {message_id} is there {kept[message_id]} times"


def _message_id(provider_key: str) -> str:
    """WeChat's and WeCom's keys carry the id behind a letter; Twilio's is the id itself."""
    return provider_key.split(":")[1] if provider_key.startswith("m:") else provider_key


def _receipts(database_url: str, acknowledged: list[tuple[str, str]]) -> Iterator[str]:
    """Each number on a receipt is a case, and each case was told to somebody."""
    numbers = {row["number"] for row in query(database_url, "SELECT number FROM report_case")}
    said = "\n".join(reply for _, reply in acknowledged)
    for number in numbers:
        if number not in said:
            yield f"case {number} was told to nobody"


def _overdue(database_url: str, now: str) -> Iterator[str]:
    for row in query(
        database_url,
        "SELECT case_id, kind FROM deadline WHERE next_at < :now AND held_until IS NULL",
        now=now,
    ):
        yield f"deadline {row['kind']} of case {row['case_id']} was missed"
    for row in query(
        database_url,
        "SELECT unique_key FROM outgoing WHERE state = 'queued' AND not_before < :now",
        now=now,
    ):
        yield f"message {row['unique_key']} still waits"


def staff_numbers() -> dict[str, str]:
    """The phones to which the ladder leads where WeCom does not answer."""
    with STAFF.open(encoding="utf-8") as lines:
        return {row["userid"]: row["phone"] for row in csv.DictReader(lines)}


def to_residents(database_url: str, providers: Providers) -> list[Sent]:
    """What residents' phones showed, by the fakes' truth."""
    numbers = [row["number"] for row in query(database_url, "SELECT number FROM report_case")]
    staff = set(staff_numbers().values())

    def about(content: str) -> str:
        return next((number for number in numbers if number in content), "")

    shown = [
        (one["touser"], one["text"] or f"{one['template']} {one['fields']}")
        for one in providers.wechat.sent
    ]
    shown += [(one.to, one.body) for one in providers.twilio.sent if one.to not in staff]
    return [Sent(to, about(content), content) for to, content in shown]


def _doubled(database_url: str, providers: Providers) -> Iterator[str]:
    """No resident hears anything twice, whatever became of the process that said it."""
    sent = to_residents(database_url, providers)
    for one, times in Counter(sent).items():
        if times > 1 and not one.content.startswith("template"):
            yield f"{times} times to one resident: {one.content[:60]!r}"
    attempted = {
        row["number"]: row["n"]
        for row in query(
            database_url,
            "SELECT c.number, count(DISTINCT o.id) AS n FROM outgoing o"
            " JOIN attempt a ON a.outgoing_id = o.id AND a.channel = 'wechat_template'"
            " JOIN report_case c ON c.id = o.case_id WHERE o.resident_id IS NOT NULL"
            " GROUP BY c.number",
        )
    }
    templates = Counter(one.number for one in sent if one.content.startswith("template"))
    for number, times in templates.items():
        if times > attempted.get(number, 0):
            yield f"{times} template messages about {number}, {attempted.get(number, 0)} written"


def _never_sent(database_url: str, providers: Providers) -> Iterator[str]:
    """What counts as taken by Twilio was taken by Twilio."""
    sids = {one.sid for one in providers.twilio.sent}
    for row in query(
        database_url,
        "SELECT unique_key, provider_id FROM outgoing"
        " WHERE channel = 'sms' AND state IN ('accepted', 'delivered')",
    ):
        if row["provider_id"] not in sids:
            yield f"message {row['unique_key']} counts as sent and never was"


def _untold(database_url: str, providers: Providers) -> Iterator[str]:
    """Of a first response that did not come, the manager has heard, in WeCom or on the phone."""
    told = "\n".join(
        [push.text for push in providers.wecom.sent if push.userid == "qian"]
        + providers.twilio.sent_to(staff_numbers()["qian"])
    )
    for row in query(
        database_url,
        "SELECT c.number FROM deadline d JOIN report_case c ON c.id = d.case_id"
        " WHERE d.kind = 'first_response' AND d.state = 'fired'",
    ):
        if row["number"] not in told:
            yield f"the manager never heard of {row['number']}"


def _broken_files(database_url: str) -> Iterator[str]:
    if not database_url.startswith("sqlite"):
        return
    for row in query(database_url, "PRAGMA integrity_check"):
        if row["integrity_check"] != "ok":
            yield f"the file is broken: {row['integrity_check']}"
    for row in query(database_url, "PRAGMA foreign_key_check"):
        yield f"a row without its other: {row}"
