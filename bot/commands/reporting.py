"""`huiyin report`: tables of what has happened, for spreadsheet programs."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Write tables of what has happened.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Moment = Annotated[str, typer.Option(metavar="TIME", help="As 2026-11-01, or 2026-11-01T08:00.")]


@app.callback()
def report() -> None:
    """Write tables of what has happened."""


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
