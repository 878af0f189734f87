"""A file with one bad row changes nothing, and every bad row is named with its reason."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select

from bot.directory_columns import RESIDENT_COLUMNS, STAFF_COLUMNS, Directory
from bot.directory_files import FILE_BYTES_MAX, ROWS_MAX, read_table
from bot.directory_import import read_file, take_over
from bot.directory_lines import FileRefused, Problem
from bot.directory_workbooks import UNPACKED_BYTES_MAX
from flows.rules.vocabulary import Role
from storage.database import Database
from storage.estates import Estate, Home
from storage.residents import Residence, Resident
from storage.staff import Staff
from tests.bot.directory_world import (
    NOW,
    Computed,
    empty_tables,
    resident,
    residents_csv,
    staff,
    staff_csv,
    xlsx_of,
)

LONG = "很" * 61


@pytest.fixture
def database(sqlite_database: str) -> Iterator[Database]:
    with empty_tables(sqlite_database) as database:
        yield database


def refusal(database: Database, directory: Directory, content: bytes) -> list[Problem]:
    """Why a file is refused; nothing of it is there afterwards."""
    with pytest.raises(FileRefused) as refused, database.transaction() as session:
        take_over(session, directory, content, NOW)
    with database.reading() as session:
        for table in (Estate, Home, Resident, Residence, Staff):
            assert session.exec(select(table)).all() == []
    return list(refused.value.problems)


@pytest.mark.parametrize(
    ("changes", "column", "reason"),
    [
        ({"estate": ""}, "estate", "is empty"),
        ({"estate": LONG}, "estate", "is longer than 60 characters"),
        ({"building": ""}, "building", "is empty"),
        ({"building": "B" * 21}, "building", "is longer than 20 characters"),
        ({"unit": "1" * 21}, "unit", "is longer than 20 characters"),
        ({"room": " \u3000"}, "room", "is empty"),
        ({"name": ""}, "name", "is empty"),
        ({"name": LONG}, "name", "is longer than 60 characters"),
        ({"name": "陈\u200b大文"}, "name", "holds the invisible character U+200B"),
        ({"name": "陈\x00"}, "name", "holds the invisible character U+0000"),
        ({"phone": "55500101"}, "phone", "'55500101' is no number in E.164 such as +85255500101"),
        ({"phone": "+852 5550 0101"}, "phone", "is +85255500101 meant?"),
        ({"phone": "+12025"}, "phone", "has too many or too few digits for its country"),
        ({"phone": "+999123456"}, "phone", "is no number in E.164"),
        ({"phone": "=1+1"}, "phone", "'=1+1' is no number in E.164"),
        ({"role": ""}, "role", "'' is none of owner, tenant, family"),
        ({"role": "Owner"}, "role", "'Owner' is none of owner, tenant, family"),
        ({"language": "cn"}, "language", "'cn' is none of zh-Hans, zh-Hant, en"),
        ({"moved_in": "1.5.2020"}, "moved_in", "'1.5.2020' is no date such as 2026-11-24"),
        ({"moved_in": "20200501"}, "moved_in", "'20200501' is no date"),
        ({"moved_in": "2020-02-30"}, "moved_in", "'2020-02-30' is no date"),
        ({"moved_in": "0020-05-01"}, "moved_in", "is not between the years 1900 and 2200"),
        ({"moved_out": "soon"}, "moved_out", "'soon' is no date"),
        ({"moved_out": "2020-04-30"}, "moved_out", "2020-04-30 is before moved_in, 2020-05-01"),
        ({"key_client": "no"}, "key_client", "'no' is neither yes nor empty"),
    ],
)
def test_a_bad_resident_is_refused_with_line_column_and_reason(
    database: Database, changes: dict[str, str], column: str, reason: str
) -> None:
    content = residents_csv(resident(room="101"), resident(**changes))

    (problem,) = refusal(database, Directory.RESIDENTS, content)

    assert (problem.line, problem.column) == (3, column)
    assert reason in problem.reason
    assert str(problem).startswith(f"line 3: {column}: ")


@pytest.mark.parametrize(
    ("changes", "column", "reason"),
    [
        ({"userid": ""}, "userid", "is empty"),
        ({"userid": "林小虹"}, "userid", "'林小虹' is no userid"),
        ({"userid": "a" * 65}, "userid", "is no userid: 1 to 64 letters"),
        ({"userid": "ZHOU"}, "userid", "zhou stands on line 2 already; case makes no difference"),
        ({"name": ""}, "name", "is empty"),
        ({"role": "boss"}, "role", "'boss' is none of assistant, lead, manager"),
        ({"department": LONG}, "department", "is longer than 60 characters"),
        ({"phone": "123"}, "phone", "'123' is no number in E.164"),
        ({"estate": LONG}, "estate", "is longer than 60 characters"),
        ({"reports_to": "nobody"}, "reports_to", "nobody is nobody's userid, neither in this file"),
        ({"reports_to": "no body"}, "reports_to", "'no body' is no userid"),
        ({"reports_to": "Lin.xiaohong"}, "reports_to", "lin.xiaohong → lin.xiaohong"),
    ],
)
def test_a_bad_member_of_staff_is_refused_with_line_column_and_reason(
    database: Database, changes: dict[str, str], column: str, reason: str
) -> None:
    content = staff_csv(staff(userid="zhou", role="lead"), staff(**changes))

    (problem,) = refusal(database, Directory.STAFF, content)

    assert (problem.line, problem.column) == (3, column)
    assert reason in problem.reason


def test_every_bad_row_is_named_and_every_mistake_of_it(database: Database) -> None:
    content = residents_csv(
        resident(name="", role="cat"),
        resident(),
        resident(room="303", phone="+85255500102", moved_in="x"),
    )

    problems = refusal(database, Directory.RESIDENTS, content)

    assert [(problem.line, problem.column) for problem in problems] == [
        (2, "name"),
        (2, "role"),
        (4, "moved_in"),
    ]


def test_a_resident_stands_there_once_for_each_home(database: Database) -> None:
    content = residents_csv(resident(), resident(role="tenant"), resident(phone=""))

    first, second = refusal(database, Directory.RESIDENTS, content)

    assert str(first) == "line 3: name: 陈大文 of 8-1-302 stands on line 2 already"
    assert (second.line, second.column) == (4, "name")


def test_one_resident_does_not_read_two_languages(database: Database) -> None:
    content = residents_csv(resident(), resident(room="303", language="en"))

    (problem,) = refusal(database, Directory.RESIDENTS, content)

    assert (problem.line, problem.column) == (3, "language")
    assert "陈大文 reads zh-Hant on line 2" in problem.reason


def test_two_homes_are_not_written_alike(database: Database) -> None:
    content = residents_csv(resident(), resident(building="8-1", unit="", name="王小明"))

    (problem,) = refusal(database, Directory.RESIDENTS, content)

    assert (problem.line, problem.column) == (3, "building")
    assert "8-1-302 is another home's code already: building 8, unit 1" in problem.reason


def test_a_home_is_not_written_like_one_that_is_there_already(database: Database) -> None:
    with database.transaction() as session:
        take_over(session, Directory.RESIDENTS, residents_csv(resident()), NOW)

    again = residents_csv(resident(building="8-1", unit=""))
    alike = "8-1-302 is another home's code already"
    with pytest.raises(FileRefused, match=alike), database.transaction() as session:
        take_over(session, Directory.RESIDENTS, again, NOW)


def test_nobody_reports_in_the_end_to_themselves(database: Database) -> None:
    content = staff_csv(
        staff(userid="a", reports_to="b"),
        staff(userid="b", reports_to="c"),
        staff(userid="c", reports_to="A"),
        staff(userid="d", reports_to="a"),
    )

    problems = refusal(database, Directory.STAFF, content)

    assert [problem.line for problem in problems] == [2, 3, 4]
    assert problems[0].reason == "goes round in a circle: a → b → c → a"


def test_a_circle_may_close_through_those_who_are_there_already(database: Database) -> None:
    with database.transaction() as session:
        above = staff_csv(staff(userid="a", reports_to="b"), staff(userid="b"))
        take_over(session, Directory.STAFF, above, NOW)

    with pytest.raises(FileRefused, match="b → a → b"), database.transaction() as session:
        take_over(session, Directory.STAFF, staff_csv(staff(userid="b", reports_to="a")), NOW)


def test_somebody_who_has_left_is_nobody_to_report_to(database: Database) -> None:
    with database.transaction() as session:
        take_over(session, Directory.STAFF, staff_csv(staff(userid="zhou")), NOW)
        session.exec(select(Staff)).one().active = False

    with pytest.raises(FileRefused, match="zhou is nobody"), database.transaction() as session:
        take_over(session, Directory.STAFF, staff_csv(staff(reports_to="zhou")), NOW)


def test_a_row_that_is_wrong_elsewhere_is_still_somebody_to_report_to(database: Database) -> None:
    content = staff_csv(staff(reports_to="zhou"), staff(userid="zhou", role="boss"))

    (problem,) = refusal(database, Directory.STAFF, content)

    assert (problem.line, problem.column) == (3, "role")


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        (b"", ["the file is empty"]),
        (b"\xff\xfe\x00\x00\xff", ["is neither UTF-8 nor GB18030; save it as CSV UTF-8"]),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", ["this is an .xls file of old; save it as .xlsx or as CSV"]),
        (b"PK\x03\x04 and no more", ["this XLSX file is damaged; save it anew, or as CSV"]),
        (b"x" * (FILE_BYTES_MAX + 1), ["the file is larger than 20,000,000 bytes"]),
        (
            b"userid,name,role,department,phone,fax,phone\n",
            [
                f"line 1: the first line must name {','.join(STAFF_COLUMNS)}",
                "line 1: estate: this column is missing",
                "line 1: fax: there is no such column",
                "line 1: phone: this column stands there twice",
                "line 1: reports_to: this column is missing",
            ],
        ),
        (
            ",".join(STAFF_COLUMNS).encode() + b"\na,b\n\nc,d,lead,,,,,surplus,\n",
            [
                "line 2: has 2 cells instead of the 7 of the first line",
                f"line 2: role: '' is none of {', '.join(Role)}",
                "line 4: has more than the 7 cells of the first line",
            ],
        ),
        (
            ",".join(STAFF_COLUMNS).encode() + b'\n"a"b,c\n',
            ["line 2: is no CSV: ',' expected after '\"'"],
        ),
        (
            ",".join(STAFF_COLUMNS).encode() + b'\na,"' + b"x" * 200_000,
            ["line 2: is no CSV: field larger than field limit (131072)"],
        ),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(
    database: Database, content: bytes, problems: list[str]
) -> None:
    assert [str(one) for one in refusal(database, Directory.STAFF, content)] == problems


def test_lines_are_counted_as_an_editor_counts_them(database: Database) -> None:
    content = residents_csv(resident(name="陈\n大文"), resident(room="303", role="x"))

    (problem,) = refusal(database, Directory.RESIDENTS, content)

    assert problem.line == 4


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("building", date(2026, 8, 1), "was made a date by the spreadsheet"),
        ("name", Computed("=B2&C2"), "holds a formula; put its value there"),
        ("room", Computed("#N/A"), "holds the spreadsheet's error #N/A"),
        ("phone", 85255500101, "'85255500101' is no number in E.164"),
        (
            "moved_in",
            datetime.combine(date(2020, 5, 1), time(12, 30)),
            "'2020-05-01 12:30:00' is no date",
        ),
        ("key_client", True, "'True' is neither yes nor empty"),
    ],
)
def test_what_a_spreadsheet_made_of_a_cell_is_not_guessed_at(
    database: Database, column: str, value: object, reason: str
) -> None:
    content = xlsx_of(RESIDENT_COLUMNS, {**resident(), column: value})

    (problem,) = refusal(database, Directory.RESIDENTS, content)

    assert (problem.line, problem.column) == (2, column)
    assert reason in problem.reason


def test_there_is_a_limit_of_rows() -> None:
    line = "a,b,lead,,,,\n"
    content = ",".join(STAFF_COLUMNS) + "\n" + line * (ROWS_MAX + 1)

    with pytest.raises(FileRefused, match="more than 10,000 rows"):
        read_table(content.encode(), STAFF_COLUMNS, frozenset())


def test_a_workbook_that_unpacks_without_end_is_not_unpacked() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(3):
            packed.writestr(f"xl/{number}.xml", b" " * (UNPACKED_BYTES_MAX // 2))

    with pytest.raises(FileRefused, match="unpacks to more than 200,000,000 bytes"):
        read_table(bomb.getvalue(), STAFF_COLUMNS, frozenset())


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"staff\.csv: No such file or directory"):
        read_file(tmp_path / "staff.csv")


@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_are_refused_with_a_sentence(content: bytes) -> None:
    header = ",".join(STAFF_COLUMNS).encode() + b"\n"

    for file in (content, header + content, b"PK\x03\x04" + content):
        assert all(problem.reason for problem in problems_of(file))


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(4, 1_000_000), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_workbook_with_spoilt_bytes_is_read_or_refused(spoilt: list[tuple[int, int]]) -> None:
    content = bytearray(xlsx_of(STAFF_COLUMNS, staff()))
    for position, byte in spoilt:
        content[position % len(content)] = byte

    assert all(problem.reason for problem in problems_of(bytes(content)))


def problems_of(content: bytes) -> list[Problem]:
    try:
        return read_table(content, STAFF_COLUMNS, frozenset()).problems
    except FileRefused as refused:
        return list(refused.problems)
