"""`huiyin knowledge`: what an estate answers by itself, as a TOML file that people edit."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Check a file of answers, bring it in as a new version, or write out the one that holds.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

TomlFile = Annotated[Path, typer.Argument(metavar="FILE", help="Questions and answers as TOML.")]
EstateName = Annotated[str | None, typer.Option("--estate", metavar="NAME", help="Its estate.")]


@app.command("check")
def check(file: TomlFile) -> None:
    """Say whether a file is right; every mistake with its line and reason."""
    from bot.commands.knowledge_versions import BYTES_MAX
    from bot.commands.text_files import read_text_file
    from flows.rules.knowledge import parse_knowledge

    entries = len(parse_knowledge(read_text_file(file, BYTES_MAX), name=str(file)).entries)
    typer.echo(f"{file}: no mistakes, {entries} entries")


@app.command("import")
def import_(
    file: TomlFile,
    by: Annotated[str, typer.Option("--by", metavar="STAFF", help="The userid of who decided it.")],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for the audit.")],
    estate: EstateName = None,
) -> None:
    """Bring a file in as a new version, which holds at once: of one estate, or of all."""
    from bot.commands.knowledge_versions import BYTES_MAX, add_versions
    from bot.commands.opening import current_database, read_settings, service_now
    from bot.commands.text_files import read_text_file

    settings = read_settings()
    content = read_text_file(file, BYTES_MAX)
    with current_database(settings) as database:
        now = service_now(settings, database)
        with database.transaction() as session:
            names = add_versions(
                session, content, str(file), estate, by=by.strip().lower(), why=why.strip(), now=now
            )
    for name in names:
        typer.echo(f"{name}: a new version holds now")


@app.command("export")
def export(file: TomlFile, estate: EstateName = None) -> None:
    """Write the version that holds to a file; where there is none yet, an example to begin with."""
    from bot.commands.knowledge_versions import held
    from bot.commands.opening import current_database, read_settings

    settings = read_settings()
    with current_database(settings) as database, database.reading() as session:
        name, text = held(session, estate)
    file.write_text(text, encoding="utf-8")
    typer.echo(f"{file}: what {name} answers by itself")
