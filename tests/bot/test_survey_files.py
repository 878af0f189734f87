"""The report of a survey as files: opened again by others, they say what the JSON says (R14)."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import docx
import openpyxl
import pypdfium2
import pytest

from bot.commands.opening import CannotRun
from bot.commands.survey_report import told_report, written_report
from bot.print_fonts import find_font
from bot.reports.document_files import ReportFormat
from bot.reports.survey_files import survey_file
from flows.forms.form import Texts
from flows.reports.public import public_report
from flows.reports.survey import Praise, SurveyReport, Won
from flows.reports.survey_since import Signed, SinceReport, Undertaken
from flows.rules.policy_text import packaged
from flows.rules.survey.invitations import Known
from flows.rules.survey.truth import Mark
from flows.rules.survey.words import MeasureState, Reviewer
from flows.rules.vocabulary import Language
from storage.campaign_reports import make_report, read_report
from storage.campaigns import newest_report
from tests.campaign_rows import SKIPPED, Asked, build, closed_campaign, the_campaign
from tests.estate import Garden
from tests.gardens import Ground

Told = dict[str, Any]
ZONE = ZoneInfo("Asia/Shanghai")
HERE, NEXT_DOOR = "回音花园", "隔壁花园"
NUMBER = "DC-20261116-0001"
FORMULA = '=HYPERLINK("http://evil.example","点我") 停车位不够'
SCRIPT = "<script>alert(1)</script> 停车位不够，晚上没地方停"


def homes() -> Iterator[Asked]:
    """Two estates; of building 2 next door only two homes have answered."""
    for room in range(1, 21):
        grade = ("very_satisfied", "satisfied", "neutral", "dissatisfied")[room % 4]
        opinion = {1: FORMULA, 2: SCRIPT, 3: "停车位不够啊，晚上没地方停"}.get(room, SKIPPED)
        answers = {"repairs": "satisfied", "overall": grade, "opinion": opinion}
        yield Asked(HERE, f"9-1-{room}", answers, after=timedelta(hours=room))
    for room in range(1, 11):
        grade = "dissatisfied" if room < 6 else "satisfied"
        yield Asked(NEXT_DOOR, f"1-1-{room}", {"repairs": grade, "overall": grade})
    yield Asked(NEXT_DOOR, "2-1-1", {"repairs": "dissatisfied", "overall": "dissatisfied"})
    yield Asked(NEXT_DOOR, "2-1-2", {"repairs": "satisfied"}, mark=Mark.FALSIFIED)
    yield Asked(NEXT_DOOR, "2-1-3", known=Known.REACHED)


def made(garden: Garden) -> SurveyReport:
    """The report of those homes."""
    with garden.changing() as session:
        build(session, HERE, "9", 20, garden.now)
        build(session, NEXT_DOOR, "1", 10, garden.now)
        build(session, NEXT_DOOR, "2", 4, garden.now)
        campaign = closed_campaign(session, NUMBER, tuple(homes()), garden.now)
        return read_report(session, make_report(session, campaign, "wang", garden.now))


@pytest.fixture(scope="module")
def report(grounds: dict[str, Ground]) -> SurveyReport:
    """One report for all files: what prints it asks no database."""
    return made(grounds["sqlite"].garden())


def written(
    report: SurveyReport, wanted: ReportFormat, language: Language = Language.SIMPLIFIED
) -> bytes:
    """The report as a file."""
    return survey_file(report, wanted, language, ZONE)


@pytest.fixture(scope="module")
def told(report: SurveyReport) -> Told:
    """What the JSON says."""
    document: Told = json.loads(written(report, ReportFormat.JSON))
    return document


def rates(told: Told) -> dict[str, str]:
    """The rate of each item as it is printed, by its label."""
    labels = {one["key"]: one["label"]["simplified"] for one in told["questions"]}
    return {
        labels[one["item"]]: f"{100 * one['satisfied']['share']:.1f}%"
        for one in told["whole"]["items"]
        if one["satisfied"] and one["satisfied"]["base"]
    }


def test_the_json_has_every_rate_with_its_share_and_its_interval(told: Told) -> None:
    total = told["whole"]["total"]

    # Overall: 10 of 15 here and 5 of 11 next door; repairs: 20 of 20 and 5 of 11.
    assert (total["part"], total["base"]) == (10 + 5 + 20 + 5, 15 + 11 + 20 + 11)
    assert total["share"] == total["part"] / total["base"]
    assert total["low"] < total["share"] < total["high"]
    assert rates(told) == {"维修": "80.6%", "总体": "57.7%"}
    assert told["asking"]["seed"] == "seed-1"
    assert len(told["answers_digest"]) == 64


def test_the_workbook_holds_the_figures_as_numbers_and_native_charts(
    report: SurveyReport, told: Told
) -> None:
    content = written(report, ReportFormat.XLSX)
    book = openpyxl.load_workbook(BytesIO(content))

    sheet = next(book[name] for name in book.sheetnames if "各项满意率" in name)
    rows = {row[1]: row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)}
    assert {label: f"{100 * row[2]:.1f}%" for label, row in rows.items()} == rates(told)  # type: ignore[operator]
    with ZipFile(BytesIO(content)) as parts:
        assert len([name for name in parts.namelist() if "charts/chart" in name]) >= 3


def test_nothing_that_a_resident_wrote_becomes_a_formula(report: SurveyReport) -> None:
    content = written(report, ReportFormat.XLSX)
    book = openpyxl.load_workbook(BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]

    assert any(isinstance(cell.value, str) and "HYPERLINK" in cell.value for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}
    with ZipFile(BytesIO(content)) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert not [name for name in sheets if b"<f>" in parts.read(name)]


def test_the_word_file_says_what_the_json_says_in_both_scripts(
    report: SurveyReport, told: Told
) -> None:
    word = docx.Document(BytesIO(written(report, ReportFormat.DOCX)))
    tables = [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in word.tables
        if len(table.columns) < 20
    ]

    ranking = next(table for table in tables if table[0][:2] == ["名次", "项目"])
    assert {row[1]: row[2] for row in ranking[1:]} == rates(told)
    fonts = word.styles["Normal"].element.rPr.rFonts
    assert {"Microsoft YaHei", "Calibri"} <= set(fonts.attrib.values())
    assert any(told["answers_digest"] in row for table in tables for row in table)


@pytest.mark.parametrize(
    ("language", "chinese"),
    [
        (Language.SIMPLIFIED, "zh-CN"),
        (Language.TRADITIONAL, "zh-HK"),
        (Language.ENGLISH, "zh-CN"),
    ],
)
def test_the_word_file_says_whose_characters_it_is_written_in(
    report: SurveyReport, language: Language, chinese: str
) -> None:
    with ZipFile(BytesIO(written(report, ReportFormat.DOCX, language))) as file:
        told = re.findall(r"<w:lang [^>]*>", file.read("word/styles.xml").decode())

    assert told
    assert all(f'w:eastAsia="{chinese}"' in one for one in told)


def test_a_sentence_of_the_workbook_stands_whole_in_lines_that_fit_a_page(
    report: SurveyReport,
) -> None:
    book = openpyxl.load_workbook(BytesIO(written(report, ReportFormat.XLSX)))

    sheet = next(one for one in book.worksheets if "总满意率" in one.title)
    sentence = next(
        cell for (cell,) in sheet.iter_rows(max_col=1) if "没有回答的" in str(cell.value)
    )
    wide = next(one for one in sheet.merged_cells.ranges if sentence.coordinate in one)
    assert wide.size["columns"] == 8
    assert sheet.row_dimensions[sentence.row or 0].height >= 15
    pages = [one.sheet_properties.pageSetUpPr for one in book.worksheets]
    assert all(one is not None and one.fitToPage for one in pages)


def test_the_bars_of_the_word_file_are_as_long_as_the_rates(report: SurveyReport) -> None:
    word = docx.Document(BytesIO(written(report, ReportFormat.DOCX)))
    drawing = next(table for table in word.tables if len(table.columns) > 20)
    first = drawing.rows[0]._tr  # noqa: SLF001 - shading has no public way
    namespace = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}

    spans = []
    for cell in first.findall("w:tc", namespace)[1:-1]:
        span = cell.find("w:tcPr/w:gridSpan", namespace)
        fill = cell.find("w:tcPr/w:shd", namespace)
        key = f"{{{namespace['w']}}}"
        width = 1 if span is None else int(str(span.get(f"{key}val")))
        spans.append((None if fill is None else fill.get(f"{key}fill"), width))
    best = report.item(report.ranking[0].item).satisfied

    assert best is not None
    assert sum(width for _, width in spans) == 40
    assert spans[0] == ("0B6B5D", round(40 * best.low))


def test_the_pdf_says_what_the_json_says_and_brings_its_font(
    report: SurveyReport, told: Told
) -> None:
    if find_font(None) is None:
        with pytest.raises(CannotRun, match="fonts-noto-cjk"):
            written_report(report, None, ReportFormat.PDF, Language.SIMPLIFIED, ZONE, None)
        return
    content = written(report, ReportFormat.PDF)
    reader = pypdfium2.PdfDocument(content)
    text = "\n".join(page.get_textpage().get_text_range() for page in reader)
    reader.close()

    assert "客户满意度调查报告" in text
    for label, rate in rates(told).items():
        assert re.search(rf"{label}\s+{re.escape(rate)}", text), label
    assert told["answers_digest"] in text.replace("\n", "")
    assert b"/FontFile" in content


def test_the_page_asks_nobody_else_for_anything_and_runs_nothing(
    report: SurveyReport, told: Told
) -> None:
    page = written(report, ReportFormat.HTML).decode()

    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not re.findall(r"(?:src|href|url|@import)\s*[=(]", page)
    assert all(f">{rate}<" in page for rate in rates(told).values())


def test_each_chart_of_the_page_is_told_to_those_who_cannot_see_it(report: SurveyReport) -> None:
    page = written(report, ReportFormat.HTML).decode()
    charts = re.findall(r"<svg.*?</svg>", page, flags=re.DOTALL)

    assert len(charts) >= 3
    for chart in charts:
        named = re.search(r'aria-labelledby="(\S+) (\S+)"', chart)
        assert named is not None
        assert re.search(rf'<title id="{named[1]}">\S', chart)
        assert re.search(rf'<desc id="{named[2]}">\S', chart)
    ids = re.findall(r' id="(\S+)"', page)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", Language)
def test_the_report_is_written_in_each_language(report: SurveyReport, language: Language) -> None:
    titles = {
        Language.SIMPLIFIED: "客户满意度调查报告",
        Language.TRADITIONAL: "客戶滿意度調查報告",
        Language.ENGLISH: "Report on residents’ satisfaction",
    }

    page = written(report, ReportFormat.HTML, language).decode()

    assert f"<h1>{titles[language]}</h1>" in page
    assert f'lang="{language}"' in page


def test_the_public_sees_nothing_of_fewer_than_five_homes_and_nobody_s_words(
    report: SurveyReport,
) -> None:
    public = public_report(packaged("strict"), report)
    figures = {(one.estate, one.building): one.figures for one in public.buildings}

    # Building 2 has one home that counts; building 1 next to it would tell it by subtraction.
    for building in ("1", "2"):
        assert not [one for one in figures[NEXT_DOOR, building].items if one.answered]
    assert not figures[NEXT_DOOR, "2"].total.base
    whole = {(one.estate, one.building): one.figures for one in report.buildings}
    assert figures[HERE, "9"] == whole[HERE, "9"]
    assert public.whole.total == report.whole.total
    for wanted in (ReportFormat.HTML, ReportFormat.JSON):
        page = written(public, wanted).decode()
        assert "2-1-2" not in page
        assert "停车位" not in page
    assert "2-1-2" in written(report, ReportFormat.HTML).decode()


SINCE = SinceReport(
    (
        Undertaken(
            Texts("加装路灯", "加裝路燈", "More street lamps"),
            MeasureState.ADOPTED,
            "王经理",
            date(2026, 12, 31),
            "",
        ),
    ),
    (Signed(Reviewer.SERVICE, "周主管", datetime(2026, 11, 30, 17, tzinfo=UTC)),),
)


def test_praise_and_prizes_stand_in_the_report_and_no_name_in_what_anybody_may_see(
    report: SurveyReport,
) -> None:
    thanked = replace(
        report, praise=(Praise(1, "林小姐", 3),), prizes=(Won(1, "9-1-***"), Won(2, "1-1-*"))
    )
    public = public_report(packaged("strict"), thanked)

    page = written(thanked, ReportFormat.HTML).decode()
    titles = re.findall(r"<h2[^>]*>([^<]+)", page)
    assert titles.index("共同意见") + 1 == titles.index("受表扬的员工")
    assert titles.index("抽奖结果") + 1 == titles.index("真实性与复核")
    assert "林小姐" in page
    assert "9-1-***" in page
    for wanted in (ReportFormat.HTML, ReportFormat.JSON):
        seen = written(public, wanted).decode()
        assert "林小姐" not in seen
        assert "9-1-***" in seen


@pytest.mark.parametrize("language", Language)
def test_measures_and_signatures_stand_at_the_end_also_who_has_not_signed(
    report: SurveyReport, language: Language
) -> None:
    content = survey_file(report, ReportFormat.DOCX, language, ZONE, since=SINCE)
    tables = [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in docx.Document(BytesIO(content)).tables
        if len(table.columns) < 20
    ]

    measures, signatures = tables[-2:]
    assert measures[1][0] == SINCE.measures[0].measure.by_language()[language]
    assert measures[1][2:] == ["王经理", "2026-12-31", "—"]
    assert [row[1:] for row in signatures[1:]] == [
        ["周主管", "2026-12-01"],
        ["—", "—"],
        ["—", "—"],
    ]
    told = json.loads(survey_file(report, ReportFormat.JSON, language, ZONE, since=SINCE))
    assert told["since"]["measures"][0]["due_on"] == "2026-12-31"
    assert told["since"]["signatures"][0]["reviewer"] == "service"


def test_who_had_a_report_written_is_noted_and_one_that_is_not_there_is_told(
    grounds: dict[str, Ground], tmp_path: Path
) -> None:
    garden = grounds["sqlite"].garden()
    made(garden)
    with garden.changing() as session:
        report, since = told_report(session, NUMBER.lower(), garden.now, public=False)
        assert report.whole.returned == 31
        assert since == SinceReport((), ())
        assert told_report(session, NUMBER, garden.now, public=True)[1] is None
        with pytest.raises(CannotRun, match="there is no campaign DC-1"):
            told_report(session, "DC-1", garden.now, public=False)
        row = newest_report(session, the_campaign(session, NUMBER).id)
        session.delete(row)
        session.flush()
        with pytest.raises(CannotRun, match="huiyin campaign report DC-20261116-0001"):
            told_report(session, NUMBER, garden.now, public=False)
