"""`huiyin menu`: the menu at the bottom of the chat in WeChat (R27)."""

from functools import partial

import typer

from flows.rules.vocabulary import Language
from flows.wording.catalogue import render

app = typer.Typer(no_args_is_help=True, help="The account's menu in WeChat.")


@app.callback()
def menu() -> None:
    """The account's menu in WeChat."""


@app.command()
def push() -> None:
    """Give WeChat the account's menu; followers see it within a day, who follows anew at once."""
    from bot.channels.wechat_client import OfficialAccount
    from bot.channels.wechat_menu import menu_document, menu_shown
    from bot.commands.opening import current_database, read_settings
    from bot.commands.wechat_account import app_id_of, ask_wechat

    settings = read_settings()
    app_id = app_id_of(settings)
    words = partial(render, language=Language.SIMPLIFIED, zone=settings.timezone)
    base_url = settings.public_base_url
    shown = menu_shown(base_url)
    document = menu_document(shown, words, base_url)

    async def create(account: OfficialAccount) -> None:
        await account.menu.create(document)

    with current_database(settings) as database:
        ask_wechat(settings, database, create)
    for button in shown:
        below = [words(label) for label in button.labels_below()]
        typer.echo(" / ".join([words(button.label), *below]))
    typer.echo(f"the menu is at {app_id}")
    if not base_url.startswith("https://"):
        typer.echo(f"without its links: nobody else can open {base_url} (PUBLIC_BASE_URL)")
