"""`huiyin export`: what is kept of a case (R46), or of a resident, for themselves (R66)."""

from pathlib import Path
from typing import Annotated, Literal

import typer

app = typer.Typer(
    help="Write out what is kept of a case or of a resident.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Number = Annotated[str, typer.Argument(metavar="NUMBER", help="A case, as TS-20261124-0001.")]


@app.callback()
def export() -> None:
    """Write out what is kept of a case or of a resident."""


@app.command("case")
def case(
    number: Number,
    format_: Annotated[
        Literal["json", "pdf"], typer.Option("--format", help="JSON whole, or PDF to print.")
    ] = "json",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="NUMBER.json or NUMBER.pdf.")
    ] = None,
    font: Annotated[
        Path | None, typer.Option("--font", metavar="FILE", help="A font with Chinese, for PDF.")
    ] = None,
) -> None:
    """Write the file of a case: its history, deadlines, messages, and hashes of its evidence."""
    from bot.commands.case_export import as_json, as_pdf, read_file
    from bot.commands.opening import current_database, read_settings, service_now
    from bot.private_files import open_private

    settings = read_settings()
    with current_database(settings) as database:
        now = service_now(settings, database)
        with database.transaction() as session:
            file = read_file(session, number, now)
    if format_ == "pdf":
        content = as_pdf(file, font, settings.timezone, settings.media_dir)
    else:
        content = as_json(file)
    path = out or Path(f"{file['number']}.{format_}")
    with open_private(path) as written:
        written.write(content)
    typer.echo(f"{path}: {len(content):,} bytes")


@app.command("resident")
def resident(
    resident_id: Annotated[int, typer.Argument(metavar="ID", help="As `GET /residents` shows it.")],
    by: Annotated[str, typer.Option("--by", metavar="STAFF", help="The userid of who asks.")],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for the audit.")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="resident-ID.zip, if left out.")
    ] = None,
) -> None:
    """Write all that is known of a resident, and their evidence, into one ZIP file for them."""
    from bot.commands.opening import read_settings
    from bot.commands.privacy import export as export_resident

    path = out or Path(f"resident-{resident_id}.zip")
    typer.echo(export_resident(read_settings(), resident_id, path, by, why))
