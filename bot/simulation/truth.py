"""What must hold between the rows and what providers and people know: no code of the house."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, text

from bot.channels import Incoming
from bot.simulation.phones import Lines
from bot.simulation.providers import Delivery

ZONE = ZoneInfo("Asia/Shanghai")
UNDER_WAY = timedelta(minutes=2)
OUT, BACK = ("退订", "TD", "STOP"), "恢复"
NIGHT_BEGINS, NIGHT_ENDS = time(20, 30), time(9, 0)
STAFFS_NIGHT_BEGINS, STAFFS_NIGHT_ENDS = time(21, 30), time(7, 30)


def lost(connection: Connection, lines: Lines) -> Iterator[str]:
    """Whatever was acknowledged lies there, once; and a repeated message got the same answer."""
    kept = Counter(connection.execute(text("SELECT provider_key FROM inbound")).scalars())
    for key in lines.acknowledged:
        if kept[key] != 1:
            yield f"2 acknowledged message {key} is there {kept[key]} times"
    for key in lines.changed:
        yield f"1 message {key} was answered in two ways"
    for key in kept.keys() - lines.acknowledged.keys() - set(lines.unheard):
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
        if not passes and _is_night(one.house_time, to_staff=to_staff):
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
