"""`huiyin erase`: what is known of a resident goes, for good (R66)."""

from typing import Annotated

import typer

app = typer.Typer(
    help="Erase what is known of a resident.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.callback()
def erase() -> None:
    """Erase what is known of a resident."""


@app.command("resident")
def resident(
    resident_id: Annotated[int, typer.Argument(metavar="ID", help="As `GET /residents` shows it.")],
    by: Annotated[str, typer.Option("--by", metavar="STAFF", help="The userid of who asks.")],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for the audit.")],
) -> None:
    """Erase all that tells of a resident; figures stay, and whatever is on hold."""
    from bot.commands.opening import read_settings
    from bot.commands.privacy import erase as erase_resident

    for sentence in erase_resident(read_settings(), resident_id, by, why):
        typer.echo(sentence)
