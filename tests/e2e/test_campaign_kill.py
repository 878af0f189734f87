"""kill -9 while a survey starts, reminds and closes: nobody is asked twice, and nobody forgotten.

CHAOS_ROUNDS (`make chaos`) says how often, CHAOS_SEED makes the same pauses again.
"""

import json
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from http.client import HTTPException
from pathlib import Path

import pytest

from tests.e2e.many_homes import ESTATE, Kind, TheirHome, settle
from tests.e2e.office import Office, next_monday_morning, open_office
from tests.e2e.rows import query
from tests.e2e.service import ask
from tests.e2e.survey_people import LINK
from tests.fakes.faults import Hang
from tests.fakes.wechat import FakeWeChat

KILLS = max(int(os.environ.get("CHAOS_ROUNDS", "0")) // 10, 1)
"""In each of the three parts of a survey's life."""
SEED = int(os.environ.get("CHAOS_SEED", "1"))
HOMES = 16 * KILLS
FROZEN_DAYS, OPEN_DAYS, REMINDERS, PRIZES = 8, 14, 2, 2
ALIVE_SECONDS = (0.1, 1.0)
SLOW_PROVIDER = Hang(0.4, accepts=True)
"""So that a kill can come between a provider's taking and our writing it down."""
ANSWERS = ("满意", "2", "跳过", "没有")


@pytest.mark.timeout(300 + 120 * KILLS)
def test_a_survey_survives_kills_at_its_start_its_reminders_and_its_close(
    database_url: str, tmp_path: Path
) -> None:
    print(f"CHAOS_SEED={SEED}")  # noqa: T201  # to see it again
    chance = random.Random(SEED)  # noqa: S311  # pauses are no secret
    homes = [
        TheirHome(one, "1", f"{101 + one}", (Kind.SMS, Kind.WECHAT)[one % 2], "zh-Hans")
        for one in range(HOMES)
    ]
    account = FakeWeChat().app_id
    with open_office(
        database_url,
        tmp_path,
        settle=lambda session, now: settle(session, homes, account, now),
        CLOCK="adjustable",
    ) as office:
        monday = next_monday_morning()
        day = monday + timedelta(days=FROZEN_DAYS)
        office.clock.to(monday.isoformat())
        number = frozen_survey(office, day)
        office.clock.to(day.replace(hour=8).isoformat())
        for home in homes:
            if home.kind is Kind.WECHAT:  # then they are written to, not only told by a template
                office.wechat(home.openid).says("你好")
        for fake in (office.providers.wechat, office.providers.twilio):
            fake.always = SLOW_PROVIDER

        killed_until(office, day.replace(hour=12), chance)
        answering = homes[: HOMES // 2]
        for home in answering:
            answer(office, home)
        killed_until(office, day + timedelta(days=OPEN_DAYS - 2, hours=2), chance)
        closed = (day + timedelta(days=OPEN_DAYS)).replace(hour=9)
        killed_until(office, closed, chance)

        assert office.api.get(f"/campaigns/{number}")["state"] == "closed"
        check_messages(office, homes, len(answering))
        check_close(office, number, len(answering))
        assert office.leaks(a_number="+85291", an_openid="o-of-") == []


def frozen_survey(office: Office, day: datetime) -> str:
    last_day = day.date() + timedelta(days=OPEN_DAYS - 1)
    body = {
        "by": "zhou", "title": "季度小调查", "form": "quarter", "estates": ESTATE, "size": HOMES,
        "starts_on": str(day.date()), "last_day": str(last_day), "prizes": PRIZES, "seed": "4",
    }  # fmt: skip
    number: str = office.api.post("/campaigns", body).json()["number"]
    frozen = office.api.post(f"/campaigns/{number}/freeze", {"by": "zhou"})
    assert frozen.status == 200, frozen
    return number


def killed_until(office: Office, moment: datetime, chance: random.Random) -> None:
    """Let the clock go there; on the way the service is killed, and started again."""
    for _ in range(KILLS):
        with on_the_way(office, moment):
            time.sleep(chance.uniform(*ALIVE_SECONDS))
            office.service.kill()
        office.service.start()
    if datetime.fromisoformat(office.clock.now()) < moment:
        office.clock.to(moment.isoformat())
    # What was cut off in the middle is looked up at the provider, or told as unknown.
    office.clock.advance("PT1H")


@contextmanager
def on_the_way(office: Office, moment: datetime) -> Iterator[None]:
    """Somebody moves the clock meanwhile, and does not mind that the service dies over it."""

    def move() -> None:
        body = json.dumps({"to": moment.isoformat()}).encode()
        with suppress(OSError, HTTPException):
            ask("POST", f"{office.base}/simulator/clock", body)

    moving = threading.Thread(target=move)
    moving.start()
    try:
        yield
    finally:
        moving.join()


def answer(office: Office, home: TheirHome) -> None:
    phone = office.wechat(home.openid) if home.kind is Kind.WECHAT else office.sms(home.phone)
    shown = [phone.says(words) for words in ANSWERS][-1]
    assert "都记下了" in shown, (home, shown)


def check_messages(office: Office, homes: list[TheirHome], answered: int) -> None:
    """Each home is asked once and reminded as often as it was silent, and shown no more."""
    url = office.database_url
    written = {
        row["code"]: row["n"]
        for row in query(
            url,
            "SELECT h.code, count(*) AS n FROM outgoing o JOIN invitation i"
            " ON i.id = o.invitation_id JOIN home h ON h.id = i.home_id"
            " WHERE o.unique_key LIKE '% ask %' OR o.unique_key LIKE '% remind %' GROUP BY h.code",
        )
    }
    for place, home in enumerate(homes):
        assert written.get(home.code) == 1 + (REMINDERS if place >= answered else 0), home
    shown = Counter(
        one["touser"] for one in office.providers.wechat.sent if LINK.search(one["text"])
    ) + Counter(one.to for one in office.providers.twilio.sent if LINK.search(one.body))
    for home in homes:
        assert shown[home.openid] + shown[home.phone] <= written[home.code], home
    untold = (
        "SELECT unique_key FROM outgoing o WHERE o.unique_key LIKE '% ask %'"
        " AND (o.state IN ('queued', 'claimed') OR NOT EXISTS"
        " (SELECT 1 FROM attempt a WHERE a.outgoing_id = o.id))"
    )
    assert query(url, untold) == []


def check_close(office: Office, number: str, answered: int) -> None:
    """What the close draws is drawn once: prizes, answers to compare, homes to telephone."""
    status = office.api.get(f"/campaigns/{number}/status")
    assert status["issued"] == HOMES == sum(status["dispositions"].values())
    assert status["returned"] == status["dispositions"]["returned"] == answered
    assert len(office.api.items(f"/campaigns/{number}/prizes")) == PRIZES
    assert len(office.api.items(f"/campaigns/{number}/checks")) == -(-answered // 10)
    calls = [one for one in office.api.items("/tasks") if one["reason"] == "unreturned"]
    silent = HOMES - answered
    assert len(calls) == len({one["home"] for one in calls}) == min(3, silent)
    verbs = Counter(
        row["action"]
        for row in query(
            office.database_url,
            "SELECT action FROM audit_entry WHERE subject = :about",
            about=f"campaign {number}",
        )
    )
    assert verbs == {"draft": 1, "freeze": 1, "start": 1, "remind": REMINDERS, "close": 1}
