"""Whatever people or files wrote, every page keeps its bones and shows the words as they are (S9).

Each text that anybody can fill in is found in the schema and becomes markup; then all pages must
have the same elements with the same attributes as before.
"""

import re
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from io import BytesIO
from itertools import product
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pypdfium2
from sqlalchemy import Table, update
from sqlmodel import Session, select
from sqlmodel.sql.sqltypes import AutoString

from bot.console.pages import desk_routes
from bot.spreadsheets import as_csv
from flows.rules.vocabulary import MessageState
from storage.campaigns import Campaign
from storage.cases import Case
from storage.keys import keyring
from storage.tables import metadata
from storage.tasks import Task
from tests.bot.console.browser import Browser
from tests.bot.console.desk import Desk
from tests.bot.console.test_delivery import a_message, tried
from tests.campaigns import Survey
from tests.each import each
from tests.estate import Garden
from tests.seeded.lives import a_second_round, nobody_picks_up

WRITTEN = {
    "report_case": "place text plan_text plan_reason result measures improvement verdict_remark"
    " hold_reason adoption_reason flag_reason unit unit_reason",
    "case_event": "text",
    "outgoing": "text error provider_status",
    "attempt": "error provider_error",
    "task": "text",
    "task_record": "outcome without_appointment",
    "follower": "text",
    "sign_off": "remark",
    "home": "building unit room code",
    "estate": "name",
    "staff": "department",
    "policy_version": "why",
    "knowledge_version": "content why",
    "campaign": "title part",
    "measure": "about text decision result",
    "response_check": "remark",
    "campaign_signature": "remark",
    "notice_text": "text",
    "own_wording": "text",
    "media": "failure",
    "provider_token": "failure",
    "conversation": "failure",
    "audit_entry": "why",
    "early_report": "error",
    "table_export": "why",
}
"""Free text by table: of people, of files, or of a provider."""
MACHINE = frozenset(
    "number by via kind channel state userid reports_to account unique_key room claimed_by flow"
    " provider_id provider_key provider_status phone_index address_index account_index token_hash"
    " content_type sha256 reference subject action purpose text_version template day_prefix job"
    " period form digest content form_content seed frame_digest caller key request_digest body"
    " status version plan_by plan_decision flagged_by told_to outcome role decided_by name"
    " response_code password_hash url process loop ended_by".split()
)
"""What the house itself writes, from lists of its own or as a digest."""
SHOWN = (
    "report_case.text report_case.plan_text report_case.result report_case.measures"
    " report_case.improvement report_case.verdict_remark case_event.text outgoing.text task.text"
    " task_record.outcome home.code estate.name resident.name_sealed staff.name_sealed"
    " report_case.place policy_version.why"
).split()
"""What must stand somewhere, letter by letter."""
ATTACKS = (
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "</textarea></title><svg/onload=alert(1)>",
    "{{7*7}}{% raw %}",
    '=HYPERLINK("javascript:alert(1)")',
    "@SUM(1+1)|cmd",
)
BOT = Path(__file__).parents[3] / "bot"
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape|Markup")
PART = re.compile(r"\{(\w+)(:[^}]*)?\}")
FILES = (".pdf", "{wanted}")
"""They are opened by the tests below, and take long to write."""
ROUTES = [one for one in desk_routes() if one.method == "GET" and not one.path.endswith(FILES)]


class Bones(HTMLParser):
    """The elements of a page with the names of their attributes, and all that can be read in it."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = " ".join(name for name, _ in attrs)
        assert not [name for name, _ in attrs if name.startswith("on")]
        assert tag != "script" or str(dict(attrs).get("src")).startswith("/console/files/")
        assert dict(attrs).get("src") != "x"
        self.elements.append(f"{tag} {names}")
        for name, value in attrs:
            assert not (name in {"href", "src", "action"} and "script:" in str(value))
            self.words += f"\n{value}"

    def handle_data(self, data: str) -> None:
        self.words += data


def test_every_text_of_the_schema_is_either_written_by_people_or_by_the_house() -> None:
    for table in metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, AutoString) and not column.foreign_keys:
                written = column.name in WRITTEN.get(table.name, "").split()
                assert written or column.name in MACHINE, f"{table.name}.{column.name}"


def attack(nth: int, where: str) -> str:
    """The words that a place is filled with: each another one, and it can be told whose it is."""
    return f"{ATTACKS[nth % len(ATTACKS)]} {where}"


def poison(session: Session, *, is_mild: bool) -> None:
    """Fill every written text of every row; mild words show what the bones are."""
    places = [(table, name) for table, names in WRITTEN.items() for name in names.split()]
    for nth, (name, column) in enumerate(places):
        table: Table = metadata.tables[name]
        words = f"mild {nth}" if is_mild else attack(nth, f"{name}.{column}")
        where = table.c[column].is_not(None) & (table.c[column] != "")
        if table.c[column].unique or name == "home":
            for (row,) in session.execute(select(table.c.id).where(where)).all():
                told = {column: f"{words} {row}"}
                session.execute(update(table).where(table.c.id == row).values(told))
        else:
            session.execute(update(table).where(where).values({column: words}))
    for nth, name in enumerate(("resident", "staff")):
        sealed = "mild" if is_mild else attack(nth, f"{name}.name_sealed")
        table = metadata.tables[name]
        session.execute(update(table).values(name_sealed=keyring(session).seal(sealed)))


def lived_in(garden: Garden) -> None:
    """Cases that went all ways, messages that did not arrive, tasks, and a survey's opinions."""
    a_second_round(garden)
    nobody_picks_up(garden)
    garden.report("门口的路灯不亮", home=None)
    case_id = garden.report()
    message_id = a_message(garden, case_id, state=MessageState.REFUSED)
    tried(garden, message_id, "sms", "21610", "refused")
    survey = Survey(garden)
    survey.answers(survey.homes[0], opinion="电梯太慢")


async def walked(desk: Desk, browser: Browser) -> dict[str, Bones]:
    """Every page that the member can open, by its address."""
    found = {}
    for address in addresses(desk.garden):
        shown = await browser.open(address)
        if shown.headers.get("Content-Type", "").startswith("text/html"):
            found[address] = Bones(shown.text)
            assert shown.status in {200, 404}, address
    return found


def addresses(garden: Garden) -> Iterator[str]:
    with garden.looking() as session:
        cases = session.exec(select(Case.number)).all()
        surveys = session.exec(select(Campaign.number)).all()
        ids = {*range(1, 8), *session.exec(select(Task.id))}
    for route in ROUTES:
        numbers = surveys if route.path.startswith("/campaigns") else cases
        named = numbers if "{number}" in route.path else ("",)
        for number, one in product(named, sorted(ids) if "{id" in route.path else (1,)):
            parts = {"what": "reported", "number": number, "id": str(one)}
            path = PART.sub(partial(_filled, parts), route.path)
            yield f"/console{path}"
    for shelf in ("/console?shelf=ended", "/console/tasks?shelf=ended"):
        yield shelf
    for shelf in ("refused", "unknown"):
        yield f"/console/delivery?shelf={shelf}"


def _filled(parts: dict[str, str], part: re.Match[str]) -> str:
    return parts.get(part[1], "1")


async def test_no_words_change_a_page_and_none_is_lost(desk: Desk) -> None:
    garden = desk.garden
    lived_in(garden)
    browser = desk.seat("boss")
    with garden.changing() as session:
        poison(session, is_mild=True)
    mild = await walked(desk, browser)
    with garden.changing() as session:
        poison(session, is_mild=False)
    wild = await walked(desk, browser)

    assert mild.keys() == wild.keys()
    assert len(wild) > len(ROUTES) / 2
    for address, page in wild.items():
        assert page.elements == mild[address].elements, address
    everything = "".join(page.words for page in wild.values())
    places = [f"{table}.{name}" for table, names in WRITTEN.items() for name in names.split()]
    sealed = ["resident.name_sealed", "staff.name_sealed"]
    for place in SHOWN:
        nth = sealed.index(place) if place in sealed else places.index(place)
        assert attack(nth, place) in everything, place


async def test_the_sheet_to_sign_holds_the_words_and_nothing_that_runs(desk: Desk) -> None:
    garden = desk.garden
    words = "<script>alert(1)</script> =1+1 {{7*7}}"
    number = garden.case(garden.report(words)).number
    content = await desk.seat("zhou").download(f"/console/cases/{number}/sheet.pdf")
    read = pypdfium2.PdfDocument(content)
    told = "".join(page.get_textpage().get_text_range() for page in read)
    read.close()

    assert words.replace(" ", "") in re.sub(r"\s", "", told)
    assert b"/JavaScript" not in content


async def test_no_file_of_the_desk_calculates_or_links_what_somebody_wrote(desk: Desk) -> None:
    garden = desk.garden
    lived_in(garden)
    with garden.changing() as session:
        poison(session, is_mild=False)
    browser = desk.seat("zhou")
    for address in ("/figures/file/1-2026-11/xlsx", "/audit/file/xlsx"):
        book = openpyxl.load_workbook(BytesIO(await browser.download(f"/console{address}")))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}, address
        assert [cell for cell in cells if "(zhou) 于 2026-" in str(cell.value)]
    content = await browser.download("/console/figures/file/1-2026-11/docx")
    with ZipFile(BytesIO(content)) as parts:
        for name in parts.namelist():
            assert b"<w:fldSimple" not in parts.read(name)
            assert b'TargetMode="External"' not in parts.read(name)


@each("start", [*"=+-@＝＋－＠\t\r"])
def test_no_cell_of_a_csv_file_begins_like_a_formula(start: str) -> None:
    line = as_csv(["a"], [[f"{start}1+1"]]).decode("utf-8-sig").splitlines()[1]

    assert line.lstrip('"').startswith("'"), line


def test_no_template_leaves_anything_unescaped() -> None:
    for file in BOT.rglob("*.html"):
        assert not UNESCAPED.search(file.read_text(encoding="utf-8")), file
