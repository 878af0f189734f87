"""`huiyin campaign`: a survey, from its draft to its publication."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from flows.rules.survey.truth import Mark
from flows.rules.survey.words import CampaignKind, CampaignState, CampaignVerb, Reviewer

app = typer.Typer(
    help="Plan a survey, ask, watch what comes back, report it and publish it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Number = Annotated[str, typer.Argument(metavar="NUMBER", help="A survey, as DC-20261124-0001.")]
By = Annotated[str, typer.Option("--by", metavar="STAFF", help="The userid of who does it.")]
Why = Annotated[
    str, typer.Option("--why", metavar="TEXT", help="A manager's reason to do it out of time.")
]
Machines = Annotated[bool, typer.Option("--json", help="One JSON document instead of lines.")]


@app.command("draft")
def draft(  # noqa: PLR0913 - all that a survey is
    *,
    title: Annotated[str, typer.Option(metavar="TEXT", help="What residents will read.")],
    form: Annotated[str, typer.Option(metavar="FILE|ID", help="A questionnaire, or a built-in.")],
    size: Annotated[int, typer.Option(metavar="N", help="How many homes are to be asked.")],
    starts: Annotated[str, typer.Option(metavar="DAY", help="The first day, as 2026-12-05.")],
    by: By,
    estate: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Its estate; again for others.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DAY", help="The last day for answers.")
    ] = None,
    kind: Annotated[CampaignKind, typer.Option(help="Why residents are asked.")] = (
        CampaignKind.PERIODIC
    ),
    prizes: Annotated[int, typer.Option(metavar="N", help="Drawn among who answers.")] = 0,
    owner: Annotated[
        str | None, typer.Option(metavar="STAFF", help="Who answers for it, else --by.")
    ] = None,
    seed: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What the homes are drawn by.")
    ] = None,
) -> None:
    """Keep a draft: nobody is asked yet, and no home is drawn."""
    from bot.commands.campaigns import Wanted, keep_draft

    wanted = Wanted(
        title=title,
        form=form,
        size=size,
        starts_on=_day(starts, "--starts"),
        last_day=None if until is None else _day(until, "--until"),
        estates=tuple(estate or ()),
        kind=kind,
        prizes=prizes,
        owner=owner,
        seed=seed,
    )
    typer.echo(keep_draft(wanted, by))


@app.command("revise")
def revise(  # noqa: PLR0913 - all that a survey is
    number: Number,
    *,
    by: By,
    title: Annotated[str | None, typer.Option(metavar="TEXT")] = None,
    form: Annotated[str | None, typer.Option(metavar="FILE|ID")] = None,
    size: Annotated[int | None, typer.Option(metavar="N")] = None,
    starts: Annotated[
        str | None,
        typer.Option("--starts", "--from", metavar="DAY", help="The last day goes along with it."),
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY")] = None,
    estate: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="All of its estates, again for others.")
    ] = None,
    kind: Annotated[CampaignKind | None, typer.Option()] = None,
    prizes: Annotated[int | None, typer.Option(metavar="N")] = None,
    owner: Annotated[str | None, typer.Option(metavar="STAFF")] = None,
    seed: Annotated[str | None, typer.Option(metavar="TEXT")] = None,
) -> None:
    """Correct a draft: what is named is otherwise from now on, the rest stays."""
    from bot.commands.campaign_revising import Revised, revise_draft

    revised = Revised(
        title=title,
        form=form,
        size=size,
        starts_on=None if starts is None else _day(starts, "--starts"),
        last_day=None if until is None else _day(until, "--until"),
        estates=tuple(estate or ()),
        kind=kind,
        prizes=prizes,
        owner=owner,
        seed=seed,
    )
    typer.echo(revise_draft(number, revised, by))


@app.command("drop")
def drop(
    number: Number,
    by: By,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason.")],
) -> None:
    """Give up a survey before its start; once homes are drawn, this is a manager's."""
    _run(CampaignVerb.DROP, number, by, why)


@app.command("freeze")
def freeze(number: Number, by: By, why: Why = "") -> None:
    """Draw the homes and fix the list, a week before the start (R5)."""
    _run(CampaignVerb.FREEZE, number, by, why)


@app.command("start")
def start(number: Number, by: By, why: Why = "") -> None:
    """Begin to ask; a survey that is fixed starts on its day by itself."""
    _run(CampaignVerb.START, number, by, why)


@app.command("remind")
def remind(number: Number, by: By) -> None:
    """Remind the homes that have neither answered nor refused."""
    _run(CampaignVerb.REMIND, number, by)


@app.command("close")
def close(number: Number, by: By, why: Why = "") -> None:
    """Take no more answers; after its last day a survey closes by itself."""
    _run(CampaignVerb.CLOSE, number, by, why)


@app.command("report")
def report(number: Number, by: By) -> None:
    """Write down the figures; who has signed an earlier report signs again."""
    _run(CampaignVerb.REPORT, number, by)


@app.command("sign")
def sign(
    number: Number,
    by: By,
    reviewer: Annotated[Reviewer, typer.Option("--as", help="Which of the three parts (R18).")],
    remark: Annotated[str, typer.Option(metavar="TEXT", help="What to change next time.")] = "",
) -> None:
    """Sign the report, which three different people do."""
    _run(CampaignVerb.SIGN, number, by, reviewer=reviewer, remark=remark)


@app.command("answers")
def answers(
    number: Number,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV or XLSX, a row for each home.")],
    by: By,
) -> None:
    """Key in what came on paper, by phone or at the door: all rows of a file, or none (R8)."""
    from bot.commands.survey_answers import take_file

    typer.echo(take_file(number, file, by))


@app.command("publish")
def publish(number: Number, by: By, why: Why = "") -> None:
    """Show the result to the residents (R20), once a tenth of the answers is compared (R16)."""
    _run(CampaignVerb.PUBLISH, number, by, why)


@app.command("list")
def list_(
    state: Annotated[CampaignState | None, typer.Option(help="Only those in a state.")] = None,
    *,
    dropped: Annotated[bool, typer.Option("--dropped", help="Also those given up.")] = False,
) -> None:
    """List the surveys, the newest first."""
    from bot.commands.campaigns import listed

    for line in listed(state, dropped=dropped):
        typer.echo(line)


@app.command("status")
def status(number: Number, *, for_machines: Machines = False) -> None:
    """Show what was asked and returned, which buildings are missing, and what comes next."""
    from bot.commands.campaigns import status_lines

    for line in status_lines(number, for_machines=for_machines):
        typer.echo(line)


@app.command("measures")
def measures(number: Number, *, for_machines: Machines = False) -> None:
    """Show what a survey led to: who has it, until when, and what was decided (R20)."""
    from bot.commands.campaign_measures import measure_lines

    for line in measure_lines(number, for_machines=for_machines):
        typer.echo(line)


@app.command("checks")
def checks(number: Number, *, for_machines: Machines = False) -> None:
    """Show the answers that are compared with their originals, and what was found (R16)."""
    from bot.commands.campaign_checks import check_lines

    for line in check_lines(number, for_machines=for_machines):
        typer.echo(line)


@app.command("check")
def check(
    number: Number,
    answer: Annotated[int, typer.Argument(metavar="ID", help="Which, as `checks` shows it.")],
    mark: Annotated[Mark, typer.Argument(help="What was found.")],
    by: By,
    remark: Annotated[str, typer.Option(metavar="TEXT", help="What differs, and why.")] = "",
) -> None:
    """Say what was found of one; a falsified one has all of them compared (R16)."""
    from bot.commands.campaign_checks import mark_answer

    typer.echo(mark_answer(number, answer, mark, by, remark))


@app.command("forecast")
def forecast(number: Number) -> None:
    """Say how many of the homes can be asked now, what may come back, and what it costs (R69)."""
    from bot.commands.campaigns import forecast_lines

    for line in forecast_lines(number):
        typer.echo(line)


@app.command("proof")
def proof(
    number: Number,
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Only draw again, and say whether it is the same.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where the table goes, as CSV.")
    ] = None,
) -> None:
    """Write why each home of the frame was asked or not, drawn again from seed and frame (R4)."""
    from bot.commands.campaigns import check_draw, write_proof

    if check:
        sentences, is_same = check_draw(number)
    else:
        sentences, is_same = write_proof(number, out)
    for sentence in sentences:
        typer.echo(sentence)
    if not is_same:
        raise typer.Exit(1)


def _run(
    verb: CampaignVerb,
    number: str,
    by: str,
    why: str = "",
    *,
    reviewer: Reviewer | None = None,
    remark: str = "",
) -> None:
    from bot.commands.campaigns import run
    from storage.campaign_signing import Spoken

    typer.echo(run(verb, number, by, Spoken(reason=why, reviewer=reviewer, remark=remark)))


def _day(written: str, option: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise typer.BadParameter(f"{option}: {written!r} is no day such as 2026-12-05") from None
