"""`huiyin staff`: who of the staff may enter the console."""

from typing import Annotated

import typer

from flows.rules.vocabulary import Role

app = typer.Typer(
    help="Let members of staff into the console, or shut it for them.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Userid = Annotated[str, typer.Argument(metavar="USERID", help="As the directory writes it.")]
By = Annotated[
    str | None, typer.Option(metavar="STAFF", help="Whose userid the audit log is to show.")
]


@app.command("add")
def add(
    userid: Userid,
    role: Annotated[
        Role | None, typer.Option(help="Refuse, unless the directory gives them this role.")
    ] = None,
    by: By = None,
) -> None:
    """Give a member an account, or a new beginning: prints a password for the first login."""
    from bot.commands.console_accounts import open_account
    from bot.commands.opening import read_settings

    for sentence in open_account(read_settings(), userid, role, by):
        typer.echo(sentence)


@app.command("shut")
def shut(userid: Userid, by: By = None) -> None:
    """Take a member's account away: every browser of theirs is out at once."""
    from bot.commands.console_accounts import shut_account
    from bot.commands.opening import read_settings

    typer.echo(shut_account(read_settings(), userid, by))
