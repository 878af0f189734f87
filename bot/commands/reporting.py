"""`huiyin report`: what has happened, as tables and as documents for those who direct."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from flows.rules.vocabulary import Language

app = typer.Typer(
    help="Write what has happened, as tables and documents.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Moment = Annotated[str, typer.Option(metavar="TIME", help="As 2026-11-01, or 2026-11-01T08:00.")]
Kind = Annotated[
    Literal["html", "xlsx", "docx", "pdf", "json"],
    typer.Option("--format", help="What kind of file."),
]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Where to; else its own name here.")
]
Readers = Annotated[Language, typer.Option("--language", help="The language of its readers.")]
Font = Annotated[
    Path | None, typer.Option("--font", metavar="FILE", help="For a PDF: a Chinese font.")
]


@app.callback()
def report() -> None:
    """Write what has happened, as tables and documents."""


@app.command("intake")
def intake(
    since: Moment,
    until: Moment,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to.")] = Path(
        "intake.csv"
    ),
) -> None:
    """Everything that came in, by whatever way, with its original: the register of R25."""
    from bot.commands.intake_report import intake_table
    from bot.commands.opening import current_database, read_settings, service_now
    from bot.commands.policy_versions import instant
    from bot.private_files import open_private

    settings = read_settings()
    begins = instant(since, settings.timezone, "--since")
    ends = instant(until, settings.timezone, "--until")
    with current_database(settings) as database:
        now = service_now(settings, database)
        with database.transaction() as session:
            content, lines = intake_table(session, begins, ends, now)
    with open_private(out) as written:
        written.write(content)
    typer.echo(f"{out}: {lines} lines")


@app.command("survey")
def survey(
    campaign: Annotated[str, typer.Argument(metavar="CAMPAIGN", help="As DC-20261124-0001.")],
    wanted: Kind = "html",
    out: Out = None,
    language: Readers = Language.SIMPLIFIED,
    font: Font = None,
    *,
    public: Annotated[
        bool, typer.Option("--public", help="Only what anybody may see (R20).")
    ] = False,
) -> None:
    """The report on residents' satisfaction: 《客户满意度调查报告》 (R14)."""
    from bot.commands.opening import current_database, read_settings, service_now
    from bot.commands.survey_report import told_report, written_report
    from bot.private_files import open_private
    from bot.reports.document_files import ReportFormat

    settings = read_settings()
    with current_database(settings) as database:
        now = service_now(settings, database)
        with database.transaction() as session:
            report, since = told_report(session, campaign, now, public=public)
    kind = ReportFormat(wanted)
    content = written_report(report, since, kind, language, settings.timezone, font)
    path = out or Path(f"{report.asking.number}.{kind}")
    with open_private(path) as written:
        written.write(content)
    typer.echo(str(path))


@app.command("indicators")
def indicators(
    month: Annotated[str | None, typer.Option(metavar="MONTH", help="As 2026-10.")] = None,
    quarter: Annotated[str | None, typer.Option(metavar="QUARTER", help="As 2026-Q4.")] = None,
    estate: Annotated[
        str | None, typer.Option(metavar="NAME", help="Where there are several.")
    ] = None,
    wanted: Kind = "html",
    out: Out = None,
    language: Readers = Language.SIMPLIFIED,
    *,
    font: Font = None,
) -> None:
    """The figures of a month or a quarter, with the numbers of the cases behind each (R62)."""
    from bot.commands.indicators import told_indicators, wanted_period
    from bot.commands.opening import current_database, read_settings, service_now
    from bot.commands.survey_report import printable
    from bot.private_files import open_private
    from bot.reports.document_files import ReportFormat
    from bot.reports.indicator_files import indicator_file
    from flows.reports.period_names import period_name

    period = wanted_period(month, quarter)
    settings = read_settings()
    with current_database(settings) as database:
        now = service_now(settings, database)
        with database.transaction() as session:
            report = told_indicators(session, period, estate, now)
    kind = ReportFormat(wanted)
    with printable(font):
        content = indicator_file(report, kind, language, settings.timezone, font)
    path = out or Path(f"{report.estate}-{period_name(period)}.{kind}")
    with open_private(path) as written:
        written.write(content)
    typer.echo(str(path))
