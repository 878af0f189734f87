"""The command line: `huiyin`, also `python -m bot`. Every command speaks plain text."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.commands import (
    campaign,
    erasing,
    exporting,
    form,
    holding,
    knowledge,
    menu,
    policy,
    reporting,
    staff,
)
from bot.directory_columns import Directory
from flows.rules.vocabulary import Language

DEMO_PORT = 8080
DEMO_DATA = Path("data/demo")

app = typer.Typer(
    name="huiyin",
    help="Huiyin 回音: every matter is taken up, and to every matter an answer comes back.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(menu.app, name="menu")
app.add_typer(policy.app, name="policy")
app.add_typer(knowledge.app, name="knowledge")
app.add_typer(form.app, name="form")
app.add_typer(campaign.app, name="campaign")
app.add_typer(exporting.app, name="export")
app.add_typer(erasing.app, name="erase")
app.add_typer(holding.app, name="hold")
app.add_typer(reporting.app, name="report")
app.add_typer(staff.app, name="staff")

PortNumber = Annotated[int, typer.Option(min=1, max=65535, help="Where the web pages are.")]
Rows = Annotated[Path, typer.Argument(metavar="FILE", help="CSV (UTF-8 or GB18030) or XLSX.")]


def main() -> None:
    """Run a command; what goes wrong is a sentence on stderr and exit code 1 or 2."""
    try:
        app()
    except Exception as error:
        from bot.commands.complaints import complaint

        found = complaint(error)
        if found is None:
            raise
        for sentence in found.sentences:
            typer.echo(sentence, err=True)
        sys.exit(found.code)


@app.command()
def demo(
    port: PortNumber = DEMO_PORT,
    data: Annotated[Path, typer.Option(metavar="DIR", help="Where its files lie.")] = DEMO_DATA,
) -> None:
    """Try it: a made-up estate, a simulated phone, a clock that can be moved; no account needed."""
    from bot import demo as house
    from bot import log

    log.set_up()
    house.demo(port, data)


@app.command()
def serve(
    role: Annotated[
        Literal["all", "web", "scheduler"], typer.Option(help="What this process does.")
    ] = "all",
) -> None:
    """Serve for real, with the settings of the environment and of .env."""
    from bot import log
    from bot.commands.opening import read_settings, require_current_database
    from bot.settings import ProcessRole

    settings = read_settings()
    settings.check_role(ProcessRole(role))
    require_current_database(settings)
    # The house takes seconds to load; what is wrong before it is said at once.
    from bot.garbage import collect_nothing

    collect_nothing()
    from bot import serving

    log.set_up()
    serving.serve(settings, ProcessRole(role))


@app.command()
def migrate() -> None:
    """Bring the database to this version, after a backup on SQLite, and to the newest key."""
    from bot.commands import migrating
    from bot.commands.opening import read_settings

    for sentence in migrating.migrate(read_settings()):
        typer.echo(sentence)


@app.command()
def restored() -> None:
    """After a backup was put back: try the key, and hold back what may have been sent since."""
    from bot.commands import restored as restoring
    from bot.commands.opening import read_settings

    for sentence in restoring.restored(read_settings()):
        typer.echo(sentence)


@app.command("import")
def import_(
    directory: Directory,
    file: Rows,
    by: Annotated[
        str | None, typer.Option(metavar="STAFF", help="Whose userid the audit log is to show.")
    ] = None,
) -> None:
    """Take over residents or staff from a file: all rows, or none if one of them is wrong."""
    from bot.commands.opening import current_database, read_settings, service_now
    from bot.directory_import import read_file, take_over
    from storage.audit import OPERATOR

    settings = read_settings()
    content = read_file(file)
    with current_database(settings) as database:
        now = service_now(settings, database)
        with database.transaction() as session:
            who = OPERATOR if by is None else by.strip().lower()
            done = take_over(session, directory, content, now, by=who, file=file.name)
    for name in done.new_estates:
        typer.echo(f"new estate: {name}")
    typer.echo(
        f"{directory}: {done.added} added, {done.changed} changed, {done.unchanged} unchanged"
    )


@app.command()
def jobs() -> None:
    """Show the jobs of the scheduler, their next run, and how many rows are due and overdue."""
    from bot import jobs_report
    from bot.commands.opening import current_database, read_settings, service_now

    settings = read_settings()
    with current_database(settings) as database:
        now = service_now(settings, database)
        with database.reading() as session:
            found = jobs_report.jobs(session, now)
    for line in jobs_report.table(found, now, settings.timezone):
        typer.echo(line)


@app.command()
def doctor(
    *,
    for_machines: Annotated[
        bool, typer.Option("--json", help="One JSON document instead of lines.")
    ] = False,
) -> None:
    """Look whether everything is in order, one line each; exit code 1 if anything fails."""
    from bot.commands.doctor import look_around

    if not look_around(for_machines=for_machines):
        raise typer.Exit(1)


@app.command()
def audit(
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="As 2026-10-01; else 90 days ago.")
    ] = None,
    estate: Annotated[
        str | None, typer.Option(metavar="NAME", help="One of several; else all of them.")
    ] = None,
    language: Annotated[
        Language, typer.Option("--language", help="The language of its readers.")
    ] = Language.SIMPLIFIED,
    *,
    for_machines: Annotated[
        bool, typer.Option("--json", help="One JSON document instead of lines.")
    ] = False,
) -> None:
    """Tell of every rule of the house whether it was kept; exit code 1 if one was not."""
    from bot.commands import rule_audit

    found = rule_audit.look_back(since, estate)
    if for_machines:
        typer.echo(rule_audit.document(found))
    else:
        for line in rule_audit.lines(found, language):
            typer.echo(line)
    if not rule_audit.is_kept(found):
        raise typer.Exit(1)


@app.command()
def understand(
    explain: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Say in words how this one is read.")
    ] = None,
) -> None:
    """Read JSON Lines from stdin and write them with what the bot makes of each utterance."""
    from bot.commands.understanding import explained, understood

    if explain is not None:
        typer.echo("\n".join(explained(explain)))
        return
    is_wrong = False
    for one in understood(sys.stdin.buffer):
        if one.mistake:
            is_wrong = True
            typer.echo(f"line {one.number}: {one.mistake}", err=True)
        else:
            sys.stdout.buffer.write(f"{one.line}\n".encode())
            sys.stdout.buffer.flush()
    if is_wrong:
        raise typer.Exit(1)


@app.command()
def simulate(
    homes: Annotated[int, typer.Option(min=1, max=5000, help="How many homes.")] = 20,
    days: Annotated[int, typer.Option(min=1, max=366, help="How long.")] = 7,
    seed: Annotated[int, typer.Option(min=0, help="Another number, another story.")] = 1,
    reports: Annotated[
        float, typer.Option(min=0.1, max=200, help="How often a year each home reports something.")
    ] = 4,
) -> None:
    """Let a made-up estate live for a while, with faults; exit code 1 if a promise was broken."""
    from bot.commands import simulating
    from bot.simulation.running import Plan

    outcome = simulating.tell(Plan(homes, days, seed, reports))
    for line in simulating.lines(outcome):
        typer.echo(line)
    if outcome.violations or outcome.missed:
        raise typer.Exit(1)


@app.command()
def qr(
    home: Annotated[
        str | None, typer.Argument(metavar="HOME", help="A home as it is written: 8-1-302.")
    ] = None,
    building: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="ESTATE BUILDING", help="All homes of a building, as a page."),
    ] = None,
    estate: Annotated[
        str | None, typer.Option(metavar="NAME", help="Where several have such a home.")
    ] = None,
    form: Annotated[
        Literal["png", "svg"], typer.Option("--as", help="The picture of one home.")
    ] = "png",
    days: Annotated[
        int | None, typer.Option(min=1, max=30, help="A code that ends; without it, one for ever.")
    ] = None,
) -> None:
    """Write the WeChat QR code of a home to a file here, or a page to print for a building."""
    from bot.commands.opening import read_settings
    from bot.commands.qr import code_of_home, sheet_of_building

    if (home is None) == (building is None):
        raise typer.BadParameter("name a HOME, or a --building with its estate")
    settings = read_settings()
    if home is not None:
        typer.echo(str(code_of_home(settings, home, estate, form, days)))
    elif building is not None:
        path, count = sheet_of_building(settings, *building, days)
        typer.echo(f"{path}: {count} homes")
