"""One register of everything that came in: what became a case, what did not, and what is unread."""

import csv
from datetime import timedelta
from io import StringIO
from typing import cast

from sqlmodel import select

from bot.case_file import case_file
from bot.channels import ChannelName, Incoming
from bot.commands.intake_report import HEAD, intake_table
from bot.reception import receive
from bot.spreadsheets import harmless
from flows.rules.policy_text import packaged
from flows.rules.vocabulary import Source
from storage.audit import AuditEntry
from storage.cases import Case, lock_case
from storage.inbound import Inbound
from storage.intake import intake
from storage.upload_links import KeptFile, add_files, make_link
from tests.each import each
from tests.estate import CHEN, MORNING, Garden

TOMORROW = MORNING + timedelta(days=1)


def write(garden: Garden, key: str, text: str, *, understood: bool = True) -> None:
    incoming = Incoming(
        ChannelName.WECHAT, "gh", key, "openid-chen", text=text, raw=b"raw", understood=understood
    )
    receive(garden.database, incoming, garden.now)


def test_messages_and_what_staff_were_told_stand_in_one_register_in_order(garden: Garden) -> None:
    garden.report("来电说灯坏了", anonymous=True, source=Source.PHONE)
    garden.now += timedelta(minutes=1)
    write(garden, "m1", "着火了，8-1-302")
    garden.now += timedelta(minutes=1)
    write(garden, "m2", "", understood=False)

    with garden.looking() as session:
        entries = intake(session, MORNING, TOMORROW)

    assert [(one.original, one.text, one.quarantined) for one in entries] == [
        (entries[0].case, "来电说灯坏了", False),
        ("m1", "着火了，8-1-302", False),
        ("m2", "", True),
    ]
    assert (entries[1].case or "").startswith("BX-")
    assert entries[2].case is None


def test_what_came_by_a_link_stands_in_the_register_with_whose_it_is(garden: Garden) -> None:
    told = garden.report("来电说灯坏了", source=Source.PHONE)
    garden.now += timedelta(minutes=1)
    with garden.changing() as session:
        case = lock_case(session, told)
        link = make_link(session, case, "a token", packaged("strict"), garden.now)
        files = [KeptFile("a" * 64, 7, "image/jpeg"), KeptFile("b" * 64, 7, "audio/amr")]
        add_files(session, link, case, files, garden.now)

    with garden.looking() as session:
        entries = intake(session, MORNING, TOMORROW)

    number = garden.case(told).number
    assert [(one.channel, one.original, one.case) for one in entries] == [
        ("phone", number, number),
        ("web", "image " + "a" * 64, number),
        ("web", "audio " + "b" * 64, number),
    ]
    assert {(one.writer.name, one.writer.home) for one in entries} == {("chen", CHEN)}


def test_a_time_is_bounded_below_and_above(garden: Garden) -> None:
    write(garden, "early", "你好")
    garden.now = TOMORROW
    write(garden, "late", "你好")

    with garden.looking() as session:
        assert [one.original for one in intake(session, MORNING, TOMORROW)] == ["early"]
        assert [one.original for one in intake(session, TOMORROW, garden.now)] == []


def test_a_report_by_telephone_stays_in_the_register_when_a_neighbour_joins_it(
    garden: Garden,
) -> None:
    told = garden.report("8栋整栋楼停水了", source=Source.PHONE)
    garden.now += timedelta(minutes=1)
    write(garden, "m1", "8栋也没水")
    with garden.changing() as session:
        row = session.exec(select(Inbound)).one()
        row.case_id = told

    with garden.looking() as session:
        entries = intake(session, MORNING, TOMORROW)

    assert [one.original for one in entries] == [garden.case(told).number, "m1"]


def test_the_table_opens_in_a_spreadsheet_and_calculates_nothing(garden: Garden) -> None:
    write(garden, "m1", "=HYPERLINK(1)")

    with garden.changing() as session:
        content, lines = intake_table(session, MORNING, TOMORROW, garden.now)
        session.flush()
        read = session.exec(select(AuditEntry).where(AuditEntry.subject == "intake")).all()

    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    assert tuple(rows[0]) == HEAD
    assert rows[1][-1] == "'=HYPERLINK(1)"
    assert lines == 1
    assert len(read) == 1


@each("cell", ["=1+1", "+86", "-1", "@x", "\tx", "\rx"])
def test_a_cell_that_would_be_calculated_is_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert harmless("漏水") == "漏水"


def test_every_message_of_a_report_belongs_to_its_case(garden: Garden) -> None:
    said = ("你好", "报修", "我家厨房水管漏水", "没有", "1", "还有阳台也漏")
    for number, text in enumerate(said):
        garden.now += timedelta(minutes=1)
        write(garden, f"m{number}", text)

    with garden.looking() as session:
        entries = intake(session, MORNING, TOMORROW)
        (case,) = session.exec(select(Case)).all()
        incoming = cast("list[dict[str, object]]", case_file(session, case)["incoming"])

    assert [(one.original, one.case is not None) for one in entries] == [
        ("m0", False),
        *((f"m{number}", True) for number in range(1, len(said))),
    ]
    assert [one["text"] for one in incoming] == list(said[1:])
    assert {(one["name"], one["home"]) for one in incoming} == {("chen", CHEN)}


def test_the_register_says_who_wrote_and_of_which_home(garden: Garden) -> None:
    garden.report("来电说灯坏了", source=Source.PHONE)
    garden.now += timedelta(minutes=1)
    write(garden, "m1", "你好")
    garden.now += timedelta(minutes=1)
    stranger = Incoming(ChannelName.SMS, "", "m2", "+8613800000000", text="你好", raw=b"raw")
    receive(garden.database, stranger, garden.now)

    with garden.changing() as session:
        content, _ = intake_table(session, MORNING, TOMORROW, garden.now)

    rows = list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))
    assert [(row["name"], row["phone"], row["home"]) for row in rows] == [
        ("chen", "", CHEN),
        ("chen", "", CHEN),
        ("", "138****0000", ""),
    ]
