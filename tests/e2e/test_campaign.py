"""A whole survey by the clock, and an independent recount of what its residents meant.

`make test` asks 24 of 72 homes; `make campaign` 400 of 1,200, or SURVEY_HOMES and SURVEY_DRAWN.
"""

import json
import math
import os
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.many_homes import (
    BUILDINGS,
    ESTATE,
    MAY_BE_DRAWN,
    Kind,
    TheirHome,
    homes_of_estate,
    settle,
)
from tests.e2e.office import Office, next_monday_morning, open_office
from tests.e2e.recount import Recount, recount
from tests.e2e.rows import query
from tests.e2e.service import ask
from tests.e2e.survey_people import (
    LINK,
    Answerer,
    Fate,
    Said,
    after_the_close,
    on_the_first_day,
    on_the_next_day,
    people_of,
    when_reminded,
)
from tests.e2e.survey_words import GRADED, SKIPPED
from tests.fakes.wechat import FakeWeChat

HOMES = int(os.environ.get("SURVEY_HOMES", "72"))
DRAWN = int(os.environ.get("SURVEY_DRAWN", "24"))
PRIZES = 3
FROZEN_DAYS = 8
OPEN_DAYS = 14
DEAD_NUMBER = 21614
OFFICE_SIGNS = (("zhou", "service"), ("qian", "management"), ("gao", "executive"))


@pytest.mark.timeout(300 + 5 * DRAWN)
def test_a_survey_goes_all_the_way_and_is_counted_again(
    sqlite_database: str, tmp_path: Path
) -> None:
    homes = homes_of_estate(HOMES)
    account = FakeWeChat().app_id

    with open_office(
        sqlite_database,
        tmp_path,
        settle=lambda session, now: settle(session, homes, account, now),
        CLOCK="adjustable",
    ) as office:
        monday = next_monday_morning()
        office.clock.to(monday.isoformat())
        connect(office, homes)
        number = draft_and_freeze(office, monday)
        people = people_of(office, drawn_homes(office, number, homes))
        assert {one.fate for one in people} == {*Fate}, "whatever may become of a home does"

        live_through(office, number, people, monday + timedelta(days=FROZEN_DAYS))

        counted = recount(one for person in people for one in person.said)
        check_dispositions(office, number, people)
        check_contacts(people)
        check_raw_messages(office, people)
        check_truth(office, number, people, counted)
        check_report(office, number, people, counted)
        publish(office, number, counted)
        assert office.leaks(a_number="+85291", an_openid="o-of-") == []


def connect(office: Office, homes: Iterable[TheirHome]) -> None:
    """The providers know who follows the account, and which numbers are nobody's any more."""
    office.providers.twilio.afterwards = ("delivered",)
    for one in homes:
        if one.kind is Kind.WECHAT:
            office.providers.wechat.followers.add(one.openid)
        if one.kind is Kind.DEAD_NUMBER:
            office.providers.twilio.problems[one.phone] = DEAD_NUMBER


def draft_and_freeze(office: Office, monday: datetime) -> str:
    starts_on = (monday + timedelta(days=FROZEN_DAYS)).date()
    body = {
        "by": "zhou", "title": "下半年住户满意度调查", "form": "half_year", "estates": ESTATE,
        "size": DRAWN, "starts_on": str(starts_on), "seed": "2026-2", "prizes": PRIZES,
        "last_day": str(starts_on + timedelta(days=OPEN_DAYS - 1)),
    }  # fmt: skip
    drafted = office.api.post("/campaigns", body)
    assert drafted.status == 200, drafted
    number: str = drafted.json()["number"]
    done(office, number, "freeze", by="zhou")
    return number


def done(office: Office, number: str, verb: str, **said: str) -> dict[str, Any]:
    answer = office.api.post(f"/campaigns/{number}/{verb}", said)
    assert answer.status == 200, answer
    shown: dict[str, Any] = answer.json()
    return shown


def drawn_homes(office: Office, number: str, homes: Iterable[TheirHome]) -> list[TheirHome]:
    """R4-R6: only who may be asked, each building in proportion; drawn again it is the same."""
    proof = office.api.get(f"/campaigns/{number}/proof")
    assert proof["same"], proof["mistakes"]
    by_code = {one.code: one for one in homes}
    assert {one["home"] for one in proof["homes"]} == by_code.keys()
    invited = query(
        office.database_url,
        "SELECT h.code FROM invitation i JOIN home h ON h.id = i.home_id ORDER BY h.code",
    )
    drawn = [by_code[row["code"]] for row in invited]
    assert len(drawn) == DRAWN
    may_be = Counter(one.building for one in by_code.values() if one.kind in MAY_BE_DRAWN)
    asked = Counter(one.building for one in drawn)
    assert {one.kind for one in drawn} <= MAY_BE_DRAWN
    for building in BUILDINGS:
        fair = DRAWN * may_be[building] / may_be.total()
        assert abs(asked[building] - fair) < 1, building
    return drawn


def live_through(office: Office, number: str, people: list[Answerer], day: datetime) -> None:
    """From the day before the start to the day after the close, by the clock alone."""
    start = day.replace(hour=8)
    office.clock.to(start.isoformat())
    for one in people[::2]:
        if one.home.kind is Kind.WECHAT:
            one.writes("你好")
    assert office.api.get(f"/campaigns/{number}")["state"] == "frozen"
    office.clock.to(day.replace(hour=12).isoformat())
    assert office.api.get(f"/campaigns/{number}")["state"] == "running"
    all_do(office, number, people, on_the_first_day)
    office.clock.to((day + timedelta(days=1)).replace(hour=15).isoformat())
    all_do(office, number, people, on_the_next_day)
    office.clock.to((day + timedelta(days=4)).replace(hour=12).isoformat())
    all_do(office, number, people, when_reminded)
    last_day = day + timedelta(days=OPEN_DAYS - 1)
    office.clock.to((last_day - timedelta(days=4)).replace(hour=9).isoformat())
    check_alarm(office, number, people)
    office.clock.to((last_day + timedelta(days=1)).replace(hour=0, minute=10).isoformat())
    assert office.api.get(f"/campaigns/{number}")["state"] == "closed"
    all_do(office, number, people, after_the_close)


def all_do(
    office: Office, number: str, people: Iterable[Answerer], act: Callable[[Answerer], None]
) -> None:
    """Everybody does something; whenever one looks, all that was issued adds up."""
    for one in people:
        act(one)
    status = office.api.get(f"/campaigns/{number}/status")
    assert status["issued"] == DRAWN == sum(status["dispositions"].values())


def check_alarm(office: Office, number: str, people: Iterable[Answerer]) -> None:
    """R2: the owner hears in time, and only if too few have answered."""
    returned = sum(one.ends_as == "returned" for one in people)
    told = office.pushes("zhou", f"发了 {DRAWN} 户，收回 {returned} 户，目标 60%")
    assert len(told) == (returned < DRAWN * 0.6), (returned, office.staff("zhou").received()[-3:])


def check_dispositions(office: Office, number: str, people: Iterable[Answerer]) -> None:
    """Each home ends as what it did."""
    shown = {
        one["home"]: one["state"] for one in office.api.items(f"/campaigns/{number}/invitations")
    }
    wrong = {
        one.home.code: (one.fate, shown[one.home.code])
        for one in people
        if shown[one.home.code] != one.ends_as
    }
    assert wrong == {}


def check_contacts(people: Iterable[Answerer]) -> None:
    """Nobody is asked twice; the silent are reminded twice, and whoever answered never again."""
    asked = {Fate.SILENT: 3, Fate.TOO_LATE: 3, Fate.REMINDED: 2, Fate.PAPER: 1, Fate.UNREACHED: 0}
    wrong = {
        one.home.code: (one.fate, one.invitations())
        for one in people
        if len(one.invitations()) != asked.get(one.fate, 1)
    }
    assert wrong == {}


def check_raw_messages(office: Office, people: Iterable[Answerer]) -> None:
    """Every message of a resident is there once, as the provider brought it."""
    written = Counter(message for one in people for message, _ in one.phone.journal)  # type: ignore[attr-defined]
    kept = Counter(
        row["provider_key"].removeprefix("m:").partition(":")[0]
        for row in query(
            office.database_url,
            "SELECT provider_key FROM inbound WHERE channel IN ('wechat', 'sms')",
        )
    )
    assert kept == written


def check_truth(office: Office, number: str, people: Iterable[Answerer], counted: Recount) -> None:
    """R16: a tenth is compared with what came in, word for word; the answers are what was meant."""
    checks = office.api.items(f"/campaigns/{number}/checks")
    assert len(checks) == math.ceil(len(counted.homes) / 10)
    said = {one.home.code: one.said for one in people}
    for check in checks:
        meant = {one.item: one.meant for one in said[check["home"]] if one.item in GRADED}
        kept = {one["item"]: one["answer"] for one in check["answers"] if one["item"] in GRADED}
        assert {item: value or SKIPPED for item, value in kept.items()} == {
            item: value if kept[item] else SKIPPED for item, value in meant.items()
        }
        original = "\n".join(one["text"] for one in check["original"])
        for one in filter(_is_for_survey, said[check["home"]]):
            spoken = {"chat": one.words, "page": one.meant if one.meant != SKIPPED else ""}
            assert spoken.get(one.way, "") in original, (check, one)
        body = {"by": "gao", "mark": "match"}
        marked = office.api.post(f"/campaigns/{number}/checks/{check['id']}", body)
        assert marked.status == 200, marked


def _is_for_survey(one: Said) -> bool:
    return bool(one.item)


def check_report(office: Office, number: str, people: list[Answerer], counted: Recount) -> None:
    """The report says what the recount says: issued, returned, satisfied, abstained."""
    done(office, number, "report", by="zhou")
    report = office.api.get(f"/campaigns/{number}/report", format="json")

    fates = Counter(one.ends_as for one in people)
    assert Counter(report["invitations"]) == fates
    assert fates.total() == DRAWN
    assert report["whole"]["returned"] == fates["returned"] == len(counted.homes)
    assert report["excluded"] == []
    for shown in report["whole"]["items"]:
        item = shown["item"]
        told = {name: times for name, times in shown["options"].items() if times}
        assert (shown["skipped"], shown["unclear"]) == counted.abstained(item), item
        assert (
            Counter(told) + Counter({"skipped": shown["skipped"], "unclear": shown["unclear"]})
            == counted.answers[item]
        ), item
        rate = shown["satisfied"]
        assert (rate["part"], rate["base"]) == counted.satisfied(item), item
        assert math.isclose(rate["share"], counted.share(item))
    assert {one["item"] for one in report["whole"]["items"]} == {*GRADED}
    total = report["whole"]["total"]
    assert (total["part"], total["base"]) == counted.satisfied(*GRADED)
    calls = [one for one in office.api.items("/tasks") if one["reason"] == "opinion"]
    assert len(calls) == len(counted.opinions)
    html = office.api.ask("GET", f"/campaigns/{number}/report?format=html").body.decode()
    assert f"{100 * float(counted.share(*GRADED)):.1f}" in html
    print(json.dumps({"returned": len(counted.homes), "of": DRAWN, **fates}))  # noqa: T201  # for whoever runs it alone


def publish(office: Office, number: str, counted: Recount) -> None:
    """R18, R20: three people sign, then everybody may read it, and who took part is thanked."""
    for userid, part in OFFICE_SIGNS:
        done(office, number, "sign", by=userid, **{"as": part})
    assert done(office, number, "publish", by="qian")["state"] == "published"
    office.clock.advance("P1D")
    page = ask("GET", f"{office.base}/surveys/{number}")
    assert page.status == 200
    shown = page.body.decode()
    assert f"{100 * float(counted.share(*GRADED)):.1f} %" in shown
    assert str(len(counted.homes)) in shown
    assert not any(opinion in shown for opinion in counted.opinions)
    thanks = Counter(
        row["invitation_id"]
        for row in query(
            office.database_url,
            "SELECT invitation_id FROM outgoing WHERE unique_key LIKE '%published%'"
            " AND invitation_id IS NOT NULL AND state IN ('accepted', 'delivered')",
        )
    )
    assert set(thanks.values()) == {1}
    assert len(thanks) == len(counted.homes)
    assert LINK.search(shown) is None
