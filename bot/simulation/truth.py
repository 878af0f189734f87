"""What must hold between the rows and what providers and people know: no code of the house."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Date, DateTime, text

from bot.channels import Incoming
from bot.simulation.digest import Rows
from bot.simulation.phones import Lines
from bot.simulation.providers import Delivery

ZONE = ZoneInfo("Asia/Shanghai")
UNDER_WAY = timedelta(minutes=2)
QUOTA = 5
WINDOW = timedelta(hours=49)
"""WeChat's 48 hours, and one by which the house's clock may be wrong."""
OUT, BACK = ("退订", "TD", "STOP"), "恢复"
NIGHT_BEGINS, NIGHT_ENDS = time(20, 30), time(9, 0)
STAFFS_NIGHT_BEGINS, STAFFS_NIGHT_ENDS = time(21, 30), time(7, 30)
DEPARTED = timedelta(days=180)
"""After so long the house forgets by itself who moved out."""


def lost(connection: Connection, lines: Lines, now: datetime) -> Iterator[str]:
    """Whatever was acknowledged lies there, once; and a repeated message got the same answer.

    What somebody wrote who moved out long ago may lie there without its name.
    """
    kept = Counter(connection.execute(text("SELECT provider_key FROM inbound")).scalars())
    nameless = [key for key in kept if key.startswith("erased ")]
    erased = {one.key for _, one in lines.heard if one.sender in lines.erased}
    if len(nameless) < len(erased):
        yield f"2 of {len(erased)} messages of the erased {len(nameless)} are there"
    forgotten = {who for who, at in lines.departed.items() if at + DEPARTED <= now}
    theirs = {one.key for _, one in lines.heard if one.sender in forgotten}
    for key in lines.acknowledged.keys() - erased:
        if kept[key] > 1 or (kept[key] < 1 and key not in theirs):
            yield f"2 acknowledged message {key} is there {kept[key]} times"
    for key in lines.changed:
        yield f"1 message {key} was answered in two ways"
    for key in kept.keys() - lines.acknowledged.keys() - {*lines.unheard, *nameless}:
        yield f"24 message {key} was written by nobody"


def misdelivered(connection: Connection, taken: Iterable[Delivery]) -> Iterator[str]:
    """Nothing twice, nothing that was not written, nothing at night."""
    asked = text(
        "SELECT id, unique_key, purpose, urgent, passes_quiet_hours, staff_id, room FROM outgoing"
    )
    messages = {row.id: row for row in connection.execute(asked)}
    attempts = connection.execute(text("SELECT outgoing_id, channel FROM attempt"))
    calls = {(row.outgoing_id, row.channel) for row in attempts}
    times: Counter[tuple[int, str]] = Counter()
    for one in taken:
        message = messages.get(one.letter)
        if message is None or (one.letter, one.channel) not in calls:
            yield f"11 a letter was sent that nobody wrote: {one.letter} by {one.channel}"
            continue
        times[one.letter, one.channel] += 1
        to_staff = message.staff_id is not None or message.room is not None
        if times[one.letter, one.channel] > 1 and not to_staff and message.purpose != "safety":
            yield f"10 sent {times[one.letter, one.channel]} times: {message.unique_key}"
        passes = message.urgent or message.passes_quiet_hours or message.purpose == "safety"
        if not passes and not one.is_change and _is_night(one.house_time, to_staff=to_staff):
            yield f"16 sent at night, {one.house_time:%d %H:%M} UTC: {message.unique_key}"


def unwanted(connection: Connection, taken: Iterable[Delivery], lines: Lines) -> Iterator[str]:
    """Nothing goes to a number after it has said STOP, but an alarm, or what was under way."""
    stopped: dict[str, datetime] = {}
    words = iter(lines.heard)
    alarms = text("SELECT id FROM outgoing WHERE purpose = 'safety'")
    allowed = set(connection.execute(alarms).scalars())
    said = next(words, None)
    for one in taken:
        while said is not None and said[0] <= one.at:
            _listen(stopped, *said)
            said = next(words, None)
        since = stopped.get(one.address)
        if since is not None and one.at > since + UNDER_WAY and one.letter not in allowed:
            yield f"15 sent to {one.address} after it was closed: letter {one.letter}"


def beyond_quota(taken: Iterable[Delivery], lines: Lines) -> Iterator[str]:
    """WeChat is written to by hand five times at most after somebody's words, within two days."""
    words, said = iter(lines.spoken), None
    heard: dict[str, datetime] = {}
    since: Counter[str] = Counter()
    said = next(words, None)
    for one in taken:
        while said is not None and said[0] <= one.at:
            heard[said[1]], since[said[1]] = said[0], 0
            said = next(words, None)
        if one.channel != "wechat":
            continue
        since[one.address] += 1
        last = heard.get(one.address)
        if last is None or one.at > last + WINDOW or since[one.address] > QUOTA:
            yield f"17 letter {one.letter} is the {since[one.address]}th since {last}"


def to_the_erased(taken: Iterable[Delivery], lines: Lines) -> Iterator[str]:
    """Whoever was erased hears no more."""
    for one in taken:
        since = lines.erased.get(one.address)
        if since is not None and one.at > since + UNDER_WAY:
            yield f"21 sent to somebody who was erased: letter {one.letter} by {one.channel}"


def to_former_homes(connection: Connection) -> Iterator[str]:
    """Whoever has moved out hears nothing more of the home."""
    asked = text(
        "SELECT o.unique_key, a.started_at AS at, r.moved_out AS day FROM attempt a"
        " JOIN outgoing o ON o.id = a.outgoing_id JOIN report_case c ON c.id = o.case_id"
        " JOIN residence r ON r.resident_id = o.resident_id AND r.home_id = c.home_id"
        " WHERE r.moved_out IS NOT NULL"
    ).columns(at=DateTime(timezone=True), day=Date)
    for unique_key, at, day in connection.execute(asked):
        if (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(ZONE).date() > day:
            yield f"19 sent to somebody about a home that they had left: {unique_key}"


def remembered(rows: Rows, tokens: Sequence[str]) -> Iterator[str]:
    """Nothing in any row tells of whoever was erased: neither a name nor an address."""
    if not tokens:
        return
    sign = re.compile(rf"(?<!\d)(?:{'|'.join(map(re.escape, tokens))})(?!\d)")
    for name, of_table in rows.items():
        for row in of_table:
            if found := sign.search(repr(row)):
                yield f"21 {found.group()} was erased and still stands in {name} {row[0]}"


def _listen(stopped: dict[str, datetime], at: datetime, incoming: Incoming) -> None:
    if incoming.channel != "sms":
        return
    if incoming.text in OUT:
        stopped[incoming.sender] = at
    elif incoming.text == BACK:
        stopped.pop(incoming.sender, None)


def _is_night(at: datetime, *, to_staff: bool) -> bool:
    clock = at.astimezone(ZONE).time()
    if to_staff:
        return clock >= STAFFS_NIGHT_BEGINS or clock < STAFFS_NIGHT_ENDS
    return clock >= NIGHT_BEGINS or clock < NIGHT_ENDS
