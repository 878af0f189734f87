"""`huiyin policy`: an estate's policy as a TOML file, checked, brought in, written out."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Check a policy file, bring it in as a new version, or write out the one in force.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

TomlFile = Annotated[Path, typer.Argument(metavar="FILE", help="A policy as TOML.")]
EstateName = Annotated[str | None, typer.Option("--estate", metavar="NAME", help="Its estate.")]


@app.command("check")
def check(file: TomlFile) -> None:
    """Say whether a policy file is right; every mistake with its line and reason."""
    from bot.commands.policy_versions import read_policy

    read_policy(file)
    typer.echo(f"{file}: no mistakes")


@app.command("import")
def import_(
    file: TomlFile,
    begins: Annotated[
        str, typer.Option("--from", metavar="TIME", help="In force from then, 2026-12-01T08:00.")
    ],
    by: Annotated[str, typer.Option("--by", metavar="STAFF", help="The userid of who decided it.")],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for the audit.")],
    estate: EstateName = None,
) -> None:
    """Bring a policy in as a new version: of one estate, or of all."""
    from bot.commands.opening import current_database, read_settings, service_now
    from bot.commands.policy_versions import add_versions, instant, read_policy
    from bot.policy_decisions import Decision

    settings = read_settings()
    policy = read_policy(file)
    decision = Decision(policy, instant(begins, settings.timezone), by.strip().lower(), why.strip())
    with current_database(settings) as database:
        now = service_now(settings, database)
        with database.transaction() as session:
            names = add_versions(session, decision, estate, now)
    for name in names:
        typer.echo(f"{name}: a new version, in force from {_shown(decision.begins)}")


@app.command("export")
def export(file: TomlFile, estate: EstateName = None) -> None:
    """Write the policy in force to a file, as it can be brought in again."""
    from bot.commands.opening import current_database, read_settings, service_now
    from bot.commands.policy_versions import policy_text

    settings = read_settings()
    with current_database(settings) as database:
        now = service_now(settings, database)
        with database.reading() as session:
            name, text = policy_text(session, estate, now)
    file.write_text(text, encoding="utf-8")
    typer.echo(
        f"{file}: the policy of {name} in force at {_shown(now.astimezone(settings.timezone))}"
    )


def _shown(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds")
