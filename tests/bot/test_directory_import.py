"""The directory follows the office's files: an import adds, changes, and may be repeated."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from bot.directory_columns import RESIDENT_COLUMNS, Directory
from bot.directory_import import take_over
from flows.rules.policy_text import packaged
from flows.rules.vocabulary import Language, ResidenceRole, Role
from storage.database import Database
from storage.directory_entries import Entered
from storage.estates import Home, estates, homes_written, policy_in_force
from storage.residents import (
    SMS,
    Residence,
    Resident,
    bind,
    find_identity,
    homes_of,
    meet,
    name_of,
    phone_of,
    residents_of,
    residents_with_phone,
)
from storage.staff import Staff, find_staff, staff_name, staff_phone
from tests.bot.directory_world import (
    LATER,
    NOW,
    empty_tables,
    resident,
    residents_csv,
    staff,
    staff_csv,
    xlsx_of,
)

TODAY = date(2026, 11, 24)
PHONE = "+85255500101"


@pytest.fixture
def database(sqlite_database: str) -> Iterator[Database]:
    """A migrated, empty database."""
    with empty_tables(sqlite_database) as database:
        yield database


@pytest.fixture
def each_database(database_url: str) -> Iterator[Database]:
    """A migrated, empty database, once of each kind."""
    with empty_tables(database_url) as database:
        yield database


def enter(database: Database, content: bytes, now: datetime = NOW) -> Entered:
    with database.transaction() as session:
        return take_over(session, Directory.RESIDENTS, content, now)


def enter_staff(database: Database, content: bytes, now: datetime = NOW) -> Entered:
    with database.transaction() as session:
        return take_over(session, Directory.STAFF, content, now)


def names_at(session: Session, code: str) -> list[str]:
    (home,) = homes_written(session, code)
    return [name_of(session, one) for one in residents_of(session, home.id, TODAY)]


def test_a_row_becomes_an_estate_a_home_and_a_resident(each_database: Database) -> None:
    done = enter(each_database, residents_csv(resident(key_client="yes")))

    assert done == Entered(added=1, new_estates=["回音花园"])
    with each_database.reading() as session:
        (estate,) = estates(session)
        (home,) = homes_written(session, "8-1-302", estate.id)
        (found,) = residents_of(session, home.id, TODAY)
        (tie,) = session.exec(select(Residence)).all()
        assert estate.name == "回音花园"
        assert policy_in_force(session, estate.id, NOW) == packaged("strict")
        assert home.key_client
        assert (name_of(session, found), phone_of(session, found)) == ("陈大文", PHONE)
        assert (found.language, found.in_directory) == (Language.TRADITIONAL, True)
        assert (tie.role, tie.moved_in, tie.moved_out) == (
            ResidenceRole.OWNER,
            date(2020, 5, 1),
            None,
        )


def test_a_home_without_a_unit_is_written_in_two_parts(database: Database) -> None:
    enter(database, residents_csv(resident(building="C", unit="", room="906")))

    with database.reading() as session:
        assert names_at(session, "C-906") == ["陈大文"]


def test_homes_are_filed_as_residents_words_are_read(database: Database) -> None:
    enter(database, residents_csv(resident(building="８栋", unit="1单元", room="302室")))

    with database.reading() as session:
        assert names_at(session, "8-1-302") == ["陈大文"]


def test_the_same_file_again_changes_nothing(each_database: Database) -> None:
    content = residents_csv(resident(), resident(room="303", name="王小明", phone=""))
    enter(each_database, content)

    assert enter(each_database, content, LATER) == Entered(unchanged=2)
    with each_database.reading() as session:
        assert len(session.exec(select(Resident)).all()) == 2


def test_what_differs_is_changed_and_counted(each_database: Database) -> None:
    enter(each_database, residents_csv(resident(), resident(room="303", name="王小明", phone="")))

    done = enter(
        each_database,
        residents_csv(
            resident(language="en", role="tenant", moved_out="2026-10-31"),
            resident(room="303", name="王小明", phone=""),
            resident(room="304", name="李四", phone="+85255500103"),
        ),
    )

    assert done == Entered(added=1, changed=1, unchanged=1)
    with each_database.reading() as session:
        (chen,) = residents_with_phone(session, PHONE)
        assert chen.language is Language.ENGLISH
        assert names_at(session, "8-1-302") == []


def test_a_home_becomes_a_key_clients_and_ceases_to_be(database: Database) -> None:
    enter(database, residents_csv(resident()))

    one_of_two = residents_csv(resident(key_client="yes"), resident(name="陈太", phone=""))
    assert enter(database, one_of_two) == Entered(added=1, changed=1)
    assert enter(database, residents_csv(resident())) == Entered(changed=1)

    with database.reading() as session:
        assert not homes_written(session, "8-1-302")[0].key_client


def test_the_same_phone_and_name_are_one_resident_with_several_homes(database: Database) -> None:
    enter(database, residents_csv(resident(), resident(estate="听涛苑", building="C", unit="")))
    enter(database, residents_csv(resident(room="777")))

    with database.reading() as session:
        (chen,) = residents_with_phone(session, PHONE)
        assert [home.code for home in homes_of(session, chen.id, TODAY)] == [
            "8-1-302",
            "8-1-777",
            "C-302",
        ]


def test_a_household_may_share_one_phone(each_database: Database) -> None:
    rows = [resident(), resident(name="陈太", role="family", language="en")]
    enter(each_database, residents_csv(*rows))

    with each_database.reading() as session:
        sharing = residents_with_phone(session, PHONE)
        assert [name_of(session, one) for one in sharing] == ["陈大文", "陈太"]
    assert enter(each_database, residents_csv(*rows)) == Entered(unchanged=2)


def test_two_people_of_one_name_in_one_home_are_told_apart_by_their_phones(
    database: Database,
) -> None:
    rows = [resident(), resident(phone="+85255500102", role="family")]
    enter(database, residents_csv(*rows))

    assert enter(database, residents_csv(*rows)) == Entered(unchanged=2)
    with database.reading() as session:
        assert names_at(session, "8-1-302") == ["陈大文", "陈大文"]


def test_a_resident_keeps_their_history_under_a_new_phone(each_database: Database) -> None:
    enter(each_database, residents_csv(resident(), resident(room="303")))
    with each_database.reading() as session:
        (before,) = residents_with_phone(session, PHONE)

    new = "+85255500188"
    done = enter(each_database, residents_csv(resident(phone=new), resident(room="303", phone=new)))

    assert done == Entered(changed=2)
    with each_database.reading() as session:
        assert residents_with_phone(session, PHONE) == []
        (after,) = residents_with_phone(session, new)
        assert after.id == before.id


def test_a_number_that_was_given_up_speaks_for_the_resident_no_more(
    each_database: Database,
) -> None:
    enter(each_database, residents_csv(resident()))
    with each_database.transaction() as session:
        identity = meet(session, SMS, "", PHONE, Language.TRADITIONAL, NOW)
        (chen,) = residents_with_phone(session, PHONE)
        bind(session, identity, chen, NOW)

    enter(each_database, residents_csv(resident(phone="+85255500188")), LATER)

    with each_database.reading() as session:
        left = find_identity(session, SMS, "", PHONE)
        (chen,) = residents_with_phone(session, "+85255500188")
        assert left is not None
        assert left.proven_at is None
        assert left.resident_id != chen.id
        assert not session.get_one(Resident, left.resident_id).in_directory


def test_a_number_that_was_missing_is_filled_in(database: Database) -> None:
    enter(database, residents_csv(resident(phone="")))

    assert enter(database, residents_csv(resident())) == Entered(changed=1)
    with database.reading() as session:
        assert len(residents_with_phone(session, PHONE)) == 1
        assert names_at(session, "8-1-302") == ["陈大文"]


def test_whoever_is_not_in_the_file_stays(database: Database) -> None:
    enter(database, residents_csv(resident()))
    enter(database, residents_csv(resident(room="999", name="王小明", phone="")))

    with database.reading() as session:
        assert names_at(session, "8-1-302") == ["陈大文"]


def test_a_resident_without_a_language_reads_simplified_chinese(database: Database) -> None:
    enter(database, residents_csv(resident(language="")))

    with database.reading() as session:
        (found,) = residents_with_phone(session, PHONE)
        assert found.language is Language.SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_may_be_written_in_what_offices_use(database: Database, encoding: str) -> None:
    enter(database, residents_csv(resident(), encoding=encoding))

    with database.reading() as session:
        assert names_at(session, "8-1-302") == ["陈大文"]


def test_a_workbook_says_the_same_with_numbers_and_dates_of_its_own(database: Database) -> None:
    enter(database, residents_csv(resident()))

    row = {**resident(), "building": 8, "unit": 1.0, "room": 302, "moved_in": date(2020, 5, 1)}
    assert enter(database, xlsx_of(RESIDENT_COLUMNS, row)) == Entered(unchanged=1)


def test_what_looks_like_a_formula_is_only_text(database: Database) -> None:
    name = '=HYPERLINK("http://evil.example","点我")'
    enter(database, residents_csv(resident(name=name)))

    assert enter(database, xlsx_of(RESIDENT_COLUMNS, resident(name=name))) == Entered(unchanged=1)
    with database.reading() as session:
        assert names_at(session, "8-1-302") == [name]


def test_columns_may_stand_in_any_order_and_lines_may_be_empty(database: Database) -> None:
    turned = xlsx_of(reversed(RESIDENT_COLUMNS), resident(), dict.fromkeys(RESIDENT_COLUMNS, ""))

    assert enter(database, turned) == Entered(added=1, new_estates=["回音花园"])


def test_staff_are_entered_with_who_they_report_to(each_database: Database) -> None:
    done = enter_staff(
        each_database,
        staff_csv(
            staff(userid="Lin.XiaoHong", reports_to="ZHOU"),
            staff(userid="zhou", name="周主管", role="lead", phone=""),
            staff(userid="gm", name="高总", role="general_manager", estate=""),
        ),
    )

    assert done == Entered(added=3, new_estates=["回音花园"])
    with each_database.reading() as session:
        lin, gm = find_staff(session, "LIN.xiaohong"), find_staff(session, "gm")
        assert lin is not None
        assert (lin.role, lin.department, lin.reports_to) == (Role.ASSISTANT, "客服部", "zhou")
        assert (staff_name(session, lin), staff_phone(session, lin)) == ("林小虹", "+85255500201")
        assert gm is not None
        assert (gm.estate_id, gm.reports_to) == (None, None)


def test_staff_may_report_to_somebody_of_an_earlier_import(database: Database) -> None:
    enter_staff(database, staff_csv(staff(userid="zhou", role="lead")))

    assert enter_staff(database, staff_csv(staff(reports_to="zhou"))) == Entered(added=1)


def test_staff_change_and_come_back(each_database: Database) -> None:
    enter_staff(each_database, staff_csv(staff(), staff(userid="zhou", role="lead")))
    with each_database.transaction() as session:
        left = session.exec(select(Staff).where(col(Staff.userid) == "zhou")).one()
        left.active = False
    changed = staff_csv(
        staff(department="工程部", role="technician", phone="+85255500299"),
        staff(userid="zhou", role="lead"),
    )

    assert enter_staff(each_database, changed, LATER) == Entered(changed=2)
    assert enter_staff(each_database, changed, LATER) == Entered(unchanged=2)
    with each_database.reading() as session:
        lin = find_staff(session, "lin.xiaohong")
        assert lin is not None
        assert (lin.role, lin.department) == (Role.TECHNICIAN, "工程部")
        assert staff_phone(session, lin) == "+85255500299"
        assert find_staff(session, "zhou") is not None


def test_neither_phone_nor_name_lies_readable_in_the_files(
    database: Database, tmp_path: Path
) -> None:
    canaries = ("+85255577777", "金丝雀", "Canary Wharf-Smith")
    with database.reading() as holds_the_log_open:
        holds_the_log_open.exec(select(Home)).all()
        enter(database, residents_csv(resident(name=canaries[1], phone=canaries[0])))
        enter_staff(database, staff_csv(staff(name=canaries[2], phone=canaries[0])))
        files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    assert {"huiyin.db", "huiyin.db-wal"} <= set(files)
    assert "回音花园".encode() in b"".join(files.values())
    for name, content in files.items():
        for canary in (*canaries, canaries[0].lstrip("+"), "55577777"):
            assert canary.encode() not in content, name
            assert canary.encode("utf-16-le") not in content, name
