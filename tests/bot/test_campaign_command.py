"""`huiyin campaign`, typed from a draft to the proof of its draw."""

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.commands.opening import current_database, read_settings
from flows.forms.built_in import built_in
from flows.rules.vocabulary import Purpose
from storage.campaigns import find_campaign
from storage.consents import Given, record_consent
from storage.database import Database, public_url_of
from storage.invitations import Invitation
from storage.keys import Keyring
from storage.residents import Resident
from storage.response_checks import ResponseCheck
from storage.responses import FormResponse
from storage.staff import find_staff
from storage.survey_measures import propose_measure
from tests.bot.commands_typed import OLD, Run
from tests.campaign_rows import Asked, closed_campaign
from tests.estate import plant_in

TODAY = datetime.now(UTC).date()
STARTS_ON = TODAY + timedelta(days=20)
DRAFT = (
    "campaign", "draft", "--title", "下半年满意度调查", "--form", "half_year", "--size", "2",
    "--starts", STARTS_ON.isoformat(), "--by", "zhou", "--estate", "回音花园", "--seed", "2026-2",
)  # fmt: skip


@pytest.fixture
def database(typed: Run, sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> Database:
    """The garden, whose residents have agreed to surveys; commands go to it."""
    assert typed is not None
    monkeypatch.setenv("DATABASE_URL", sqlite_database)
    database = Database(sqlite_database, Keyring((OLD,)))
    plant_in(database)
    with database.transaction() as session:
        for one in session.exec(select(Resident)):
            given = Given("wechat")
            record_consent(
                session, one.id, Purpose.SURVEY, given, granted=True, now=datetime.now(UTC)
            )
    database.close()
    return database


@pytest.fixture
def number(typed: Run, database: Database) -> str:
    """A draft."""
    assert database is not None
    drafted = typed(*DRAFT)
    assert drafted.code == 0, drafted.err
    assert drafted.out.endswith("seed 2026-2\n")
    return drafted.out.partition(":")[0]


def test_a_survey_is_frozen_watched_and_proved(typed: Run, number: str, tmp_path: Path) -> None:
    assert typed("campaign", "freeze", number, "--by", "zhou").out == f"{number}: frozen\n"

    status = typed("campaign", "status", number).out
    assert "returned 0 of 2 (0.0 %, goal 60 %), 2 more needed" in status
    assert f"next: start at {STARTS_ON}T09:00+08:00" in status
    document = json.loads(typed("campaign", "status", number, "--json").out)
    assert document["dispositions"]["unreturned"] == 2
    expected = typed("campaign", "forecast", number).out.splitlines()
    assert expected[1:] == [
        "  no way at present      2 homes",
        "expected 0 answers (0.0 %, goal 60 %), 2 too few",
        "texts cost at most 0.00",
    ]
    assert typed("campaign", "proof", number, "--check").out.startswith(f"{number}: the same 2")
    written = typed("campaign", "proof", number)
    assert written.out == f"{number}.csv: 3 homes, 2 drawn by seed 2026-2\n"
    with (tmp_path / f"{number}.csv").open(encoding="utf-8-sig") as file:
        rows = {row["home"]: row for row in csv.DictReader(file)}
    assert rows["8-1-302"]["why"] == "抽中"
    assert rows["8-1-401"]["why"] == "没有登记在住的人"
    listed = typed("campaign", "list", "--state", "frozen").out
    assert listed.startswith(f"{number}  frozen     {STARTS_ON} - ")


def test_a_draw_that_somebody_has_changed_is_told_and_fails(
    typed: Run, number: str, database: Database
) -> None:
    typed("campaign", "freeze", number, "--by", "zhou")
    with database.transaction() as session:
        session.delete(session.exec(select(Invitation)).first())
    database.close()

    checked = typed("campaign", "proof", number, "--check")

    assert checked.code == 1
    assert "is drawn, but not invited" in checked.out
    assert checked.out.endswith("not the same homes\n")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ("start {} --by zhou", 1, "start is not possible while the survey is draft"),
        ("freeze {} --by shen", 1, "freeze is not for the role auditor"),
        ("freeze {} --by liu", 1, "belongs to another estate"),
        ("freeze {} --by nobody", 2, "'nobody' is nobody's userid"),
        ("freeze DC-20200101-0001 --by zhou", 2, "there is no survey DC-20200101-0001"),
        ("proof {}", 2, "have not been drawn yet"),
        ("sign {} --by zhou --as service", 1, "sign is not possible while the survey is draft"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(
    typed: Run, number: str, words: str, code: int, says: str
) -> None:
    refused = typed("campaign", *words.format(number).split())

    assert (refused.code, refused.out) == (code, "")
    assert says in refused.err


def test_a_draft_with_a_mistake_is_not_kept(typed: Run, database: Database) -> None:
    assert database is not None
    wrong = typed(*DRAFT[:-2], "--until", "2020-01-01")
    assert (wrong.code, "last_day is not between" in wrong.err) == (1, True)
    assert "no such file, and no form but" in typed(*DRAFT, "--form", "nothing").err
    assert "say which one" in typed(*(one for one in DRAFT if one not in DRAFT[-4:-2])).err
    assert typed(*DRAFT, "--starts", "morgen").code == 2
    assert typed("campaign", "list").out == ""


def test_a_draft_is_corrected_and_then_given_up(typed: Run, number: str) -> None:
    moved = STARTS_ON + timedelta(days=7)
    words = ("--size", "1", "--from", moved.isoformat(), "--owner", "wang", "--title", "年末")

    revised = typed("campaign", "revise", number, *words, "--by", "zhou")

    ends = moved + timedelta(days=13)
    assert revised.out == f"{number}: a draft, 1 homes, from {moved} to {ends}, seed 2026-2\n"
    same = typed("campaign", "revise", number, "--size", "1", "--by", "zhou")
    assert (same.code, "the draft says so already" in same.err) == (1, True)
    assert typed("campaign", "drop", number, "--by", "zhou").code == 2
    dropped = typed("campaign", "drop", number, "--by", "zhou", "--why", "重复")
    assert dropped.out == f"{number}: draft, given up\n"
    assert typed("campaign", "list").out == ""
    assert typed("campaign", "list", "--dropped").out.endswith("1 homes  年末, given up\n")
    assert typed("campaign", "status", number).out.startswith(f"{number} 年末: draft, given up\n")
    assert "has been given up" in typed("campaign", "freeze", number, "--by", "zhou").err


def test_homes_too_few_are_told_at_the_draw_alone(typed: Run, database: Database) -> None:
    assert database is not None
    drafted = typed(*DRAFT, "--size", "9").out.partition(":")[0]

    assert "homes too few" in typed("campaign", "freeze", drafted, "--by", "zhou").out
    started = typed("campaign", "start", drafted, "--by", "wang", "--why", "早些开始")
    assert started.out == f"{drafted}: running\n"


def test_what_a_command_sends_leads_to_the_pages_of_the_house(
    typed: Run, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert typed is not None
    assert database is not None
    monkeypatch.setenv("PUBLIC_BASE_URL", "https://wy.example.com")
    with current_database(read_settings()) as opened, opened.reading() as session:
        assert public_url_of(session) == "https://wy.example.com"


def test_what_a_survey_led_to_is_listed(typed: Run, number: str, sqlite_database: str) -> None:
    database = Database(sqlite_database, Keyring((OLD,)))
    with database.transaction() as session:
        campaign = find_campaign(session, number)
        member = find_staff(session, "zhou")
        assert campaign is not None
        assert member is not None
        propose_measure(session, campaign, member, "东门加一盏灯", "", datetime.now(UTC))
    database.close()

    assert (
        "#1 proposed 东门加一盏灯  nobody, due never" in typed("campaign", "measures", number).out
    )
    (shown,) = json.loads(typed("campaign", "measures", number, "--json").out)
    assert shown["text"] == "东门加一盏灯"
    assert typed("campaign", "measures", "DC-20200101-0001").code == 2


def test_papers_are_not_keyed_in_before_the_survey_runs(
    typed: Run, number: str, tmp_path: Path
) -> None:
    typed("campaign", "freeze", number, "--by", "zhou")
    items = [item.id for item in built_in("half_year").items]
    blanks = "," * len(items)
    papers = tmp_path / "papers.csv"
    papers.write_text(f"home,mode,original,{','.join(items)}\n8-1-302,letter,{blanks}\n", "utf-8")

    refused = typed("campaign", "answers", number, str(papers), "--by", "xiao.lin")

    assert refused.code == 1
    assert "line 2: home: " in refused.err
    assert "while the survey is frozen" in refused.err
    assert "nothing was imported" in refused.err


def test_answers_are_compared_with_their_originals_at_a_terminal(
    typed: Run, database: Database, sqlite_database: str
) -> None:
    assert database is not None
    current = Database(sqlite_database, Keyring((OLD,)))
    with current.transaction() as session:
        asked = Asked("回音花园", "8-1-302", {"overall": "satisfied", "opinion": "电梯太慢"})
        campaign = closed_campaign(session, "DC-20261116-0001", (asked,), datetime.now(UTC))
        response = session.exec(select(FormResponse)).one()
        session.add(ResponseCheck(campaign_id=campaign.id, response_id=response.id))
    current.close()

    shown = typed("campaign", "checks", "DC-20261116-0001").out
    assert "running, 1 of 1 to compare" in shown
    assert "#1 8-1-302 by wechat: to compare" in shown
    assert "opinion 电梯太慢, overall satisfied" in shown
    refused = typed("campaign", "check", "DC-20261116-0001", "1", "match", "--by", "wang")
    assert (refused.code, "company office" in refused.err) == (1, True)
    assert typed("campaign", "check", "DC-20261116-0001", "2", "match", "--by", "shen").code == 2
    marked = typed("campaign", "check", "DC-20261116-0001", "1", "match", "--by", "shen")
    assert marked.out == "DC-20261116-0001: answer 1 is a match; the check is passed\n"
    told = json.loads(typed("campaign", "checks", "DC-20261116-0001", "--json").out)
    assert [one["mark"] for one in told["items"]] == ["match"]
