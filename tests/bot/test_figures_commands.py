"""`huiyin report indicators` and `huiyin audit`, typed over a garden with a history."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from sqlmodel import select

from flows.rules.vocabulary import Source, Verb
from storage.audit import AuditEntry
from storage.database import DEFAULT_ZONE
from storage.keys import Keyring
from tests.bot.commands_typed import OLD, Run
from tests.databases import open_database
from tests.estate import Garden, plant_in

FORMULA = "=HYPERLINK(1)"
NOW = datetime.now(UTC)


def reported_at(now: datetime) -> datetime:
    """Some days ago, and so that the answer is due within the same month, as figures count."""
    days_ago = (now.astimezone(DEFAULT_ZONE) - timedelta(days=days) for days in (3, 5))
    return next(one for one in days_ago if (one + timedelta(days=1)).month == one.month)


MONTH = reported_at(NOW)


@pytest.fixture
def garden(typed: Run, sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Garden]:
    """One complaint answered in time, and one never; commands go to their database."""
    assert typed is not None
    monkeypatch.setenv("DATABASE_URL", sqlite_database)
    database = open_database(sqlite_database, Keyring((OLD,)))
    plant_in(database)
    planted = Garden(database)
    planted.now = MONTH.astimezone(UTC)
    answered = planted.report(f"{FORMULA} 漏水", source=Source.PHONE)
    planted.do(Verb.RESPOND, answered, "xiao.lin", text="来了")
    planted.report("电梯坏了", source=Source.PHONE, home=None)
    planted.until(NOW - timedelta(hours=1))
    yield planted
    database.close()


def numbers(garden: Garden) -> tuple[str, str]:
    return garden.case(1).number, garden.case(2).number


def indicators(typed: Run, wanted: str, *more: str) -> bytes:
    ran = typed("report", "indicators", "--month", f"{MONTH:%Y-%m}", "--estate", "回音花园",
                "--format", wanted, *more)  # fmt: skip
    assert ran.code == 0, ran.err
    return Path(ran.out.strip()).read_bytes()


def test_the_figures_of_a_month_are_written_with_the_rows_behind_them(
    typed: Run, garden: Garden
) -> None:
    answered, never = numbers(garden)
    told = json.loads(indicators(typed, "json"))

    first = next(one for one in told["indicators"] if one["measured"] == "first_response")
    assert (first["part"], first["base"], first["share"]) == (1, 2, 0.5)
    assert (first["rule"], first["aim_percent"], first["short"]) == ("R32", 100, True)
    assert (first["counted"], first["missing"]) == ([answered], [never])
    assert first["query"] == {
        "estate": "回音花园",
        "period": f"{MONTH:%Y-%m}",
        "measured": "first_response",
    }
    assert told["came_by"] == {"phone": 2}
    with garden.looking() as session:
        subject = f"figures {garden.id}-{MONTH:%Y-%m}"
        read = session.exec(select(AuditEntry).where(AuditEntry.subject == subject))
        assert [one.action for one in read] == ["read"]


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-Hans", "按时首次回复"), ("zh-Hant", "按時首次回覆"), ("en", "First answer in time")],
)
def test_the_report_is_printed_in_the_language_of_its_readers(
    typed: Run, garden: Garden, language: str, words: str
) -> None:
    page = indicators(typed, "html", "--language", language).decode()
    assert words in page
    assert numbers(garden)[1] in page
    assert "50.0%" in page


def test_the_workbook_holds_numbers_and_no_formula(typed: Run, garden: Garden) -> None:
    assert garden.case(1).text.startswith("=")
    book = openpyxl.load_workbook(BytesIO(indicators(typed, "xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert 0.5 in [cell.value for cell in cells]


@pytest.mark.parametrize(
    "typed_wrong",
    [(), ("--month", "2026-13"), ("--month", "2026-10", "--quarter", "2026-Q4")],
)
def test_another_period_is_refused_with_what_would_do(
    typed: Run, garden: Garden, typed_wrong: tuple[str, ...]
) -> None:
    assert garden.id
    ran = typed("report", "indicators", "--estate", "回音花园", *typed_wrong)
    assert ran.code == 2
    assert "2026-10" in ran.err


def test_of_several_estates_one_has_to_be_named(typed: Run, garden: Garden) -> None:
    assert garden.id
    ran = typed("report", "indicators", "--quarter", "2026-Q4")
    assert (ran.code, "回音花园" in ran.err) == (2, True)


def test_the_audit_names_each_broken_rule_and_ends_with_one(typed: Run, garden: Garden) -> None:
    _, never = numbers(garden)
    ran = typed("audit", "--estate", "回音花园")

    assert ran.code == 1
    (line,) = [one for one in ran.out.splitlines() if " R32 " in one]
    assert line.strip().startswith("✗ R32")
    assert never in line
    rules = [one for one in ran.out.splitlines() if one.startswith(("  ✓", "  ✗", "  ·"))]
    assert len(rules) == 71


def test_the_audit_for_programs_holds_every_row(typed: Run, garden: Garden) -> None:
    answered, never = numbers(garden)
    ran = typed("audit", "--json", "--since", f"{NOW - timedelta(days=9):%Y-%m-%d}")

    assert ran.code == 1
    told = json.loads(ran.out)
    assert (told["ok"], len(told["estates"])) == (False, 2)
    here = next(one for one in told["estates"] if one["estate"] == "回音花园")
    first = next(one for one in here["rules"] if one["rule"] == "R32")
    assert (first["standing"], first["met"], first["broken"]) == ("not_met", [answered], [never])


@pytest.mark.parametrize("since", ["yesterday", "2999-01-01"])
def test_a_day_that_is_none_or_to_come_is_refused(typed: Run, garden: Garden, since: str) -> None:
    assert garden.id
    ran = typed("audit", "--since", since)
    assert (ran.code, since in ran.err) == (2, True)


def test_no_day_of_the_year_takes_the_story_over_the_end_of_a_month() -> None:
    days = [datetime(2027, 1, 1, hour, tzinfo=UTC) for hour in (0, 15, 16, 23)]
    opened = [reported_at(day + timedelta(days=n)) for day in days for n in range(400)]

    assert all(one.month == (one + timedelta(days=1)).month for one in opened)
