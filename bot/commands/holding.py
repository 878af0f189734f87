"""`huiyin hold`: a case that a dispute or an authority needs is neither erased nor anonymised."""

from typing import Annotated

import typer

app = typer.Typer(
    help="Put a case on hold, so that nothing of it is erased, or release it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Number = Annotated[str, typer.Argument(metavar="NUMBER", help="A case, as TS-20261124-0001.")]
By = Annotated[str, typer.Option("--by", metavar="STAFF", help="The userid of who decided it.")]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for the audit.")]


@app.command("case")
def case(number: Number, by: By, why: Why) -> None:
    """Keep a case as it is, whoever asks for erasure and however old it gets."""
    from bot.commands.opening import read_settings
    from bot.commands.privacy import hold

    typer.echo(hold(read_settings(), number, by, why, is_held=True))


@app.command("release")
def release(number: Number, by: By, why: Why) -> None:
    """Let a case go the way of all others again."""
    from bot.commands.opening import read_settings
    from bot.commands.privacy import hold

    typer.echo(hold(read_settings(), number, by, why, is_held=False))
