"""Several processes are killed, halted, cut off and set back in time: nothing is lost or doubled.

In every run of the tests it does each kind of harm once, in about a minute for both databases.
CHAOS_SECONDS says how long (`make chaos`: five minutes for each), CHAOS_SEED makes the same harm
again.
"""

import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.chaos.cluster import Cluster, cluster
from tests.chaos.databases import own_postgres
from tests.chaos.faults import Nemesis
from tests.chaos.people import People
from tests.chaos.stepped_clock import stepped_clock
from tests.e2e.checker import violations
from tests.e2e.rows import query
from tests.e2e.waiting import until
from tests.hostile.figures import write_down

SECONDS = int(os.environ.get("CHAOS_SECONDS", "0"))
SEED = int(os.environ.get("CHAOS_SEED", "1"))
BREATH_SECONDS = 0.5
REST_SECONDS = 3 * 24 * 3600
RESTS = 3 if SECONDS else 1
"""So that every promise falls due: in three steps, or, in the cut, as after three days' outage."""
REST_SECONDS_MAX = 900 if SECONDS else 300
MESSAGES_EACH = None if SECONDS else 5
PAUSE_SECONDS = 4.0 if SECONDS else 0.2
"""Of minutes of emergencies every fifth of a second, staff would have tens of thousands to read."""
SOON_SECONDS = 300
"""What a provider's limit puts off waits for a minute or so, and then for what else is put off."""
NUDGE_SECONDS = 15
NUDGE_PAUSE_SECONDS = 0.2
DUE = "SELECT kind AS what FROM deadline WHERE next_at < :now AND held_until IS NULL"
ON_POSTGRES = {"web 1": "web", "web 2": "web", "work 1": "scheduler", "work 2": "scheduler"}
ON_SQLITE = {"all": "all"}


@pytest.mark.timeout(900 + 10 * SECONDS)
@pytest.mark.parametrize("database", ["postgres", "sqlite"])
def test_whatever_goes_wrong_nothing_is_lost_doubled_or_late(
    request: pytest.FixtureRequest, database: str, tmp_path: Path
) -> None:
    print(f"CHAOS_SECONDS={SECONDS} CHAOS_SEED={SEED}")  # noqa: T201  # to see it again
    with ExitStack() as stack:
        clock = stack.enter_context(stepped_clock(tmp_path / "clock"))
        postgres = None
        if database == "postgres":
            furnished = request.getfixturevalue("furnished_postgres")
            postgres = stack.enter_context(own_postgres(furnished))
        url = request.getfixturevalue("sqlite_database") if postgres is None else postgres.url
        roles = ON_SQLITE if postgres is None else ON_POSTGRES
        house = stack.enter_context(cluster(url, roles, clock, tmp_path))
        nemesis = Nemesis(house, random.Random(SEED), postgres)  # noqa: S311  # harm is no secret
        people = People(house, PAUSE_SECONDS, MESSAGES_EACH)
        with people.busy():
            rage(nemesis)
            until(lambda: len(people.journal) >= len(nemesis.harms()), "enough was said")
        now = come_to_rest(house)

        found = violations(url, house.providers, told(house, people), now)
        line = report(house, people, found)
    tell(database, line)
    assert found == []
    assert set(house.counts) >= {one.__name__.replace("_", " ") for one in nemesis.harms()}


def rage(nemesis: Nemesis) -> None:
    """Do harm of each kind, and go on until the time is over."""
    latest = time.monotonic() + SECONDS
    left = len(nemesis.harms())
    while left > 0 or time.monotonic() < latest:
        time.sleep(BREATH_SECONDS)
        nemesis.strike()
        left -= 1


def come_to_rest(house: Cluster) -> str:
    """Let everything fall due that is still open, and end; the time then, in UTC as SQL has it.

    What waits to be sent goes first: a reply that a three days' outage overtakes answers nothing.
    """
    for fake in (house.providers.wechat, house.providers.wecom, house.providers.twilio):
        fake.faults.clear()
    if not SECONDS:
        # A step of the clock is noticed at the next tick, but by whoever starts at once.
        house.stop(*house.working)
        house.start(*house.working)
    until(lambda: is_at_rest(house), "all that waited is sent", REST_SECONDS_MAX)
    for _ in range(RESTS):
        house.stop(*house.working)
        house.clock.step(REST_SECONDS // RESTS)
        house.start(*house.working)
        until(lambda: is_at_rest(house), "all that is due is done", REST_SECONDS_MAX)
    now = utc_now()
    house.stop(*house.services.values())
    return now


def is_at_rest(house: Cluster) -> bool:
    """Whether nothing is due now or soon; where all that is left is later, a little time goes by.

    So too for what somebody who was killed held in hand, which is free when their time is over, and
    for what stands behind it or behind another try in its reader's queue.
    """
    if not left(house):
        return True
    if not ready(house):
        time.sleep(NUDGE_PAUSE_SECONDS)
        house.clock.step(NUDGE_SECONDS)
    return False


def left(house: Cluster) -> list[str]:
    """What is due and not done, is to be sent soon, or is in somebody's hand, dead or alive."""
    due = query(
        house.database_url,
        f"{DUE} UNION ALL SELECT unique_key AS what FROM outgoing"  # noqa: S608  # words of ours
        " WHERE state = 'claimed' OR (state = 'queued' AND not_before < :soon)",
        now=utc_now(),
        soon=utc_now(SOON_SECONDS),
    )
    return [row["what"] for row in due]


def ready(house: Cluster) -> list[str]:
    """What could be done or sent at once."""
    due = query(
        house.database_url,
        f"{DUE} UNION ALL SELECT unique_key AS what FROM outgoing AS one"  # noqa: S608  # as above
        " WHERE state = 'queued' AND not_before < :now AND NOT EXISTS"
        " (SELECT 1 FROM outgoing AS other WHERE other.id <> one.id"
        "  AND (other.resident_id = one.resident_id OR other.staff_id = one.staff_id"
        "   OR other.room = one.room)"
        "  AND (other.state = 'claimed'"
        "   OR (other.state = 'queued' AND other.attempts > 0 AND other.not_before > :now)))",
        now=utc_now(),
    )
    return [row["what"] for row in due]


def utc_now(ahead: int = 0) -> str:
    return (datetime.now(UTC) + timedelta(seconds=ahead)).strftime("%Y-%m-%d %H:%M:%S")


def told(house: Cluster, people: People) -> Iterator[tuple[str, str]]:
    """The recorder's journal; what followed by itself, or is in doubt and shown to staff, is told.

    WeChat cannot be asked what became of a message whose answer was lost.
    """
    followed = [one["text"] for one in house.providers.wechat.sent]
    followed += [one.body for one in house.providers.twilio.sent]
    in_doubt = "SELECT text FROM outgoing WHERE state = 'unknown' AND resident_id IS NOT NULL"
    followed += [row["text"] for row in query(house.database_url, in_doubt)]
    yield from people.journal[:-1]
    message_id, reply = people.journal[-1]
    yield message_id, "\n".join([reply, *followed])


def report(house: Cluster, people: People, found: list[str]) -> str:
    """What happened, in one line."""
    sort = Counter(_sort_of(one) for one in found)
    harm = ", ".join(f"{what} {times}" for what, times in sorted(house.counts.items()))
    return (
        f"{len(people.journal)} messages acknowledged, {len(people.resolved)} cases resolved;"
        f" harm: {harm}; lost {sort['lost']}, doubled {sort['doubled']}, late {sort['late']},"
        f" otherwise wrong {sort['wrong']}; seed {SEED}, {SECONDS} s"
    )


def tell(database: str, line: str) -> None:
    """Print it, and keep it on the page where it was measured."""
    if SECONDS:
        write_down(f"chaos on {database}", line)
    else:
        print(line)  # noqa: T201  # a report for whoever runs it


def _sort_of(violation: str) -> str:
    if "missed" in violation or "still waits" in violation:
        return "late"
    if "twice" in violation or "times" in violation:
        return "doubled"
    return "lost" if "acknowledged" in violation or "nobody" in violation else "wrong"
