"""`huiyin form`: a questionnaire as a YAML file, checked, and shown as residents will see it."""

from pathlib import Path
from typing import Annotated

import typer

from flows.rules.vocabulary import Language

app = typer.Typer(
    help="Check the file of a questionnaire, or show it as residents will see it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

YamlFile = Annotated[Path, typer.Argument(metavar="FILE", help="A questionnaire as YAML.")]
FileOrId = Annotated[
    str, typer.Argument(metavar="FILE|ID", help="A YAML file, or a built-in form.")
]
Reader = Annotated[Language, typer.Option("--language", help="The language of its reader.")]


@app.command("check")
def check(file: YamlFile) -> None:
    """Say whether a questionnaire is right; every mistake with its line and reason."""
    from bot.commands.form_files import read_form

    form = read_form(file)
    typer.echo(f"{file}: no mistakes, {form.id} version {form.version}, {len(form.items)} items")


@app.command("preview")
def preview(form: FileOrId, language: Reader = Language.SIMPLIFIED) -> None:
    """Show the dialogue as text; without a file of that name, of a built-in form."""
    from bot.commands.form_files import file_or_built_in
    from flows.talks.form_preview import preview as shown

    typer.echo(shown(file_or_built_in(form), language), nl=False)


@app.command("list")
def list_() -> None:
    """List the forms that come with the house: id, version, items, title."""
    from flows.forms.built_in import BUILT_IN, built_in

    for form_id in BUILT_IN:
        form = built_in(form_id)
        title = f"{form.title.simplified} | {form.title.english}"
        typer.echo(f"{form_id:14} {form.version:3} {len(form.items):3}  {title}")
