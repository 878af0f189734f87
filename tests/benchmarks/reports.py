"""How long the report of a survey takes, from sealed rows to a page: `make bench`.

Each line is a step in seconds of the processor, so that other work on the machine counts for
nothing, with 1,000, 10,000 and 100,000 responses, and what that grows by from the first to the
last. The aim is that all of it together stays under three seconds.
"""

import resource
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import insert
from sqlmodel import Session

from bot.reports.document_files import ReportFormat
from bot.reports.survey_files import survey_file
from flows.forms.answers import Answer, Given
from flows.forms.built_in import built_in
from flows.forms.form import ItemKind
from flows.forms.kept import answers_text
from flows.rules.survey.invitations import Known
from flows.rules.survey.words import Abstention, CampaignKind, CampaignState
from flows.rules.vocabulary import Language, Satisfaction, Source
from storage.campaign_answers import count_campaign, kept_responses
from storage.campaign_reports import make_report, read_report
from storage.campaigns import Campaign, campaign_policy, set_estates
from storage.database import Database
from storage.estates import Home, ensure_estate
from storage.forms import publish_form
from storage.invitations import Invitation
from storage.keys import Keyring, keyring
from storage.responses import FormResponse
from storage.tables import metadata

SIZES = (1_000, 10_000, 100_000)
AIM_SECONDS = 3.0
BUILDINGS = 200
OPINIONS_SHARE = 0.1
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
FORM = built_in("half_year")
MOODS = (3, 4, 2, 1, 1)
WORDS = """
    电梯 太慢 停车 车位 不够 绿化 草坪 枯了 保安 态度 楼道 灯 坏了 垃圾 清运 不及时 噪音 装修
    希望 增加
""".split()

Made = TypeVar("Made")


@dataclass
class Stopwatch:
    """Seconds by step."""

    seconds: dict[str, float] = field(default_factory=dict)

    def time(self, step: str, work: Callable[[], Made]) -> Made:
        """Do some work, and note how long it took."""
        begins = time.process_time()
        made = work()
        self.seconds[step] = time.process_time() - begins
        return made


def main() -> None:
    """Measure all sizes and print the table."""
    found = [measured(size) for size in SIZES]
    print(f"{'step':28}" + "".join(f"{size:>12,}" for size in SIZES) + f"{'growth':>10}")  # noqa: T201
    for step in found[0]:
        times = [one[step] for one in found]
        line = f"{step:28}" + "".join(f"{each:11.2f}s" for each in times)
        print(f"{line}{times[-1] / times[0]:9.0f}x")  # noqa: T201
    whole = found[-1]["whole, to json and html"]
    verdict = "reached" if whole < AIM_SECONDS else "MISSED"
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"aim: under {AIM_SECONDS:.0f} s, {whole:.2f} s: {verdict}; peak memory {memory} MB")  # noqa: T201


def measured(size: int) -> dict[str, float]:
    """Plant a campaign of so many responses and time each step of its report."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'bench.db'}", Keyring((b"k" * 32,)))
        metadata.create_all(database.engine)
        with database.transaction() as session:
            campaign_id = plant(session, size)
        try:
            return _steps(database, campaign_id)
        finally:
            database.close()


def _steps(database: Database, campaign_id: int) -> dict[str, float]:
    watch = Stopwatch()
    with database.transaction() as session:
        campaign = session.get_one(Campaign, campaign_id)
        policy = campaign_policy(session, campaign_id, NOW)
        watch.time("rows read and opened", lambda: _drained(kept_responses(session, campaign_id)))
        watch.time(
            "read, counted and sealed", lambda: count_campaign(session, campaign, FORM, policy)
        )
        row = watch.time("report made", lambda: make_report(session, campaign, "bench", NOW))
        report = watch.time("report read again", lambda: read_report(session, row))
    for wanted in (ReportFormat.JSON, ReportFormat.HTML):
        watch.time(
            f"written as {wanted}",
            lambda wanted=wanted: survey_file(report, wanted, Language.SIMPLIFIED, ZONE),  # type: ignore[misc]
        )
    told = ("report made", "report read again", "written as json", "written as html")
    watch.seconds["whole, to json and html"] = sum(watch.seconds[step] for step in told)
    return watch.seconds


def _drained(responses: Iterable[object]) -> int:
    return sum(1 for _ in responses)


def plant(session: Session, size: int) -> int:
    """A closed campaign with as many homes as responses, each with its own mood."""
    estate_id = ensure_estate(session, "回音花园", NOW).id
    version = publish_form(session, FORM, NOW)
    campaign = Campaign(
        number="DC-20261116-0001",
        title="2026年下半年满意度调查",
        kind=CampaignKind.PERIODIC,
        state=CampaignState.CLOSED,
        form_content="",
        form_version_id=version.id,
        size=size,
        seed="bench",
        starts_on=date(2026, 11, 16),
        last_day=date(2026, 11, 22),
        frame_digest="0" * 64,
        drafted_at=NOW,
        closed_at=NOW,
    )
    session.add(campaign)
    session.flush()
    set_estates(session, campaign.id, [estate_id])
    connection = session.connection()
    numbers = range(1, size + 1)
    connection.execute(insert(Home), [_home(estate_id, number) for number in numbers])
    invited = {"campaign_id": campaign.id, "cycle": 1, "known": Known.COMPLETED, "reminders": 0}
    connection.execute(
        insert(Invitation), [{"id": one, "home_id": one, **invited} for one in numbers]
    )
    lots, seal = Random(1), keyring(session).seal_quickly  # noqa: S311 - a made-up estate, the same each time
    rows = [
        {
            "id": number,
            "form_version_id": version.id,
            "home_id": number,
            "invitation_id": number,
            "mode": Source.WECHAT,
            "answers_sealed": seal(answers_text(_answers(lots))),
            "handed_in_at": NOW - timedelta(seconds=size - number),
        }
        for number in numbers
    ]
    connection.execute(insert(FormResponse), rows)
    return campaign.id


def _home(estate_id: int, number: int) -> dict[str, object]:
    building, room = str(number % BUILDINGS + 1), str(number)
    code = f"{building}-1-{room}"
    return {
        "id": number,
        "estate_id": estate_id,
        "building": building,
        "unit": "1",
        "room": room,
        "code": code,
        "key_client": False,
    }


def _answers(lots: Random) -> Iterable[tuple[str, Answer]]:
    for item in FORM.items:
        if item.kind is ItemKind.SATISFACTION:
            yield item.id, Given(lots.choices(list(Satisfaction), MOODS)[0].value)
        elif lots.random() < OPINIONS_SHARE:
            yield item.id, Given("".join(lots.sample(WORDS, 5)))
        else:
            yield item.id, Abstention.SKIPPED


if __name__ == "__main__":
    main()
