"""What `huiyin campaign` does: one transaction a command, and sentences for whoever typed it."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import typer
from sqlmodel import Session, col, select

from bot.campaign_seeds import new_seed
from bot.campaign_showing import show_watched
from bot.commands.form_files import form_meant
from bot.commands.opening import CannotRun, current_database, read_settings, service_now
from bot.commands.policy_versions import estate_named
from bot.private_files import open_private
from bot.spreadsheets import as_csv
from flows.rules.survey.draw import ProofLine
from flows.rules.survey.words import CampaignKind, CampaignState, CampaignVerb
from flows.rules.vocabulary import Language
from flows.wording.catalogue import render
from flows.wording.say import say
from storage.audit import COMMAND
from storage.campaign_drafting import Draft, draft_campaign
from storage.campaign_proof import NotDrawn, Proof, prove
from storage.campaign_runner import Runner
from storage.campaign_signing import Spoken
from storage.campaign_verbs import run_campaign
from storage.campaign_watching import watch
from storage.campaigns import Campaign, find_campaign, lock_campaign
from storage.database import Database, zone_of
from storage.estates import Estate, estates
from storage.staff import Staff, find_staff

PROOF_HEAD = ("estate", "building", "home", "standing", "why", "asked_in", "cycle", "lot")


@dataclass(frozen=True)
class Wanted:
    """A draft as it was typed."""

    title: str
    form: str
    size: int
    starts_on: date
    last_day: date | None
    estates: tuple[str, ...]
    kind: CampaignKind
    prizes: int
    owner: str | None
    seed: str | None


def keep_draft(wanted: Wanted, by: str) -> str:
    """Keep a draft; raises NotAllowed, FormError or CannotRun with what is wrong with it."""
    with opened() as (database, now), database.transaction() as session:
        draft = Draft(
            title=wanted.title,
            form=form_meant(session, wanted.form),
            estates=_estates(session, wanted.estates),
            size=wanted.size,
            seed=wanted.seed or new_seed(),
            starts_on=wanted.starts_on,
            last_day=wanted.last_day,
            kind=wanted.kind,
            prizes=wanted.prizes,
            owner=None if wanted.owner is None else member_named(session, wanted.owner, "--owner"),
        )
        runner = Runner(member_named(session, by), COMMAND)
        campaign = draft_campaign(session, draft, runner, now)
        return (
            f"{campaign.number}: a draft, from {campaign.starts_on} to {campaign.last_day}, "
            f"seed {campaign.seed}"
        )


def run(verb: CampaignVerb, number: str, by: str, spoken: Spoken) -> str:
    """Do a verb; raises NotAllowed, and then nothing has changed."""
    from bot.commands.campaign_lines import given_up

    with opened() as (database, now), database.transaction() as session:
        campaign = lock_campaign(session, campaign_named(session, number).id)
        runner = Runner(member_named(session, by), COMMAND)
        if verb is CampaignVerb.FREEZE:
            with _bar(f"{verb} {campaign.number}", campaign.size) as told:
                run_campaign(session, verb, campaign, runner, now, spoken=spoken, told=told)
        else:
            run_campaign(session, verb, campaign, runner, now, spoken=spoken)
        is_short = verb is CampaignVerb.FREEZE and campaign.lacking
        more = f", {campaign.lacking} homes too few" if is_short else ""
        return f"{campaign.number}: {campaign.state}{more}{given_up(campaign)}"


def listed(state: CampaignState | None, *, dropped: bool) -> list[str]:
    """A line for each survey, the newest first; those that were given up only if asked for."""
    from bot.commands.campaign_lines import given_up

    query = select(Campaign).order_by(col(Campaign.id).desc())
    if state is not None:
        query = query.where(Campaign.state == state)
    if not dropped:
        query = query.where(col(Campaign.dropped_at).is_(None))
    with opened() as (database, _now), database.reading() as session:
        return [
            f"{one.number}  {one.state:9}  {one.starts_on} - {one.last_day}  "
            f"{one.size:>6} homes  {one.title}{given_up(one)}"
            for one in session.exec(query)
        ]


def status_lines(number: str, *, for_machines: bool) -> list[str]:
    """How far a survey is, as lines or as one JSON document."""
    with opened() as (database, now), database.reading() as session:
        campaign = campaign_named(session, number)
        watched = watch(session, campaign, now)
        zone = zone_of(session)
    if for_machines:
        return [json.dumps(show_watched(campaign, watched, zone), ensure_ascii=False)]
    from bot.commands.campaign_lines import lines_of

    return list(lines_of(campaign, watched, zone))


def forecast_lines(number: str) -> list[str]:
    """What may be expected of a survey before it starts."""
    from bot.commands.campaign_lines import lines_of_forecast
    from bot.delivery.reachable import forecast_of
    from bot.open_ways import open_ways

    ways = open_ways(read_settings())
    with opened() as (database, now), database.reading() as session:
        campaign = campaign_named(session, number)
        if campaign.frozen_at is None:
            raise CannotRun(f"the homes of {campaign.number} have not been drawn yet")
        expected = forecast_of(session, campaign, ways, now)
    return list(lines_of_forecast(campaign, expected))


def check_draw(number: str) -> tuple[list[str], bool]:
    """Draw again; what differs from what was written down, and whether it is the same."""
    with opened() as (database, _now), database.reading() as session:
        campaign, proof = _proved(session, number)
    if proof.mistakes:
        return [*proof.mistakes, f"{campaign.number}: not the same homes"], False
    drawn = len(proof.draw.drawn)
    return [f"{campaign.number}: the same {drawn} homes again, frame {proof.digest}"], True


def write_proof(number: str, out: Path | None) -> tuple[list[str], bool]:
    """Write the table of a draw to a file of its own; what was written, and whether it is so."""
    with opened() as (database, _now), database.reading() as session:
        campaign, proof = _proved(session, number)
        zone = zone_of(session)
        rows = [_proof_row(line, zone) for line in proof.draw.lines]
    path = out or Path(f"{campaign.number}.csv")
    with open_private(path) as written:
        written.write(as_csv(PROOF_HEAD, rows))
    sentence = f"{path}: {len(rows)} homes, {len(proof.draw.drawn)} drawn by seed {campaign.seed}"
    return [*proof.mistakes, sentence], not proof.mistakes


def _proof_row(line: ProofLine, zone: ZoneInfo) -> tuple[str, ...]:
    home = line.home
    why = render(say(f"Standing.{line.standing}"), Language.SIMPLIFIED, zone)
    return (
        home.estate, home.building, home.home, line.standing, why,
        str(home.asked_in), str(line.cycle), line.lot,
    )  # fmt: skip


@contextmanager
def opened() -> Iterator[tuple[Database, datetime]]:
    """The database of this place, and the time of its service."""
    settings = read_settings()
    with current_database(settings) as database:
        yield database, service_now(settings, database)


@contextmanager
def _bar(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """A progress bar beside what is printed, for whoever sits at a terminal."""
    with typer.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield bar.update


def _proved(session: Session, number: str) -> tuple[Campaign, Proof]:
    campaign = campaign_named(session, number)
    try:
        return campaign, prove(session, campaign)
    except NotDrawn as error:
        raise CannotRun(str(error)) from None


def campaign_named(session: Session, number: str) -> Campaign:
    """The survey of this number; raises CannotRun."""
    found = find_campaign(session, number)
    if found is None:
        raise CannotRun(f"there is no survey {number}; `huiyin campaign list` shows them")
    return found


def member_named(session: Session, userid: str, option: str = "--by") -> Staff:
    """The member of staff whom an option names. Raises CannotRun."""
    found = find_staff(session, userid)
    if found is None:
        raise CannotRun(f"{option}: {userid!r} is nobody's userid among the staff")
    return found


def _estates(session: Session, names: tuple[str, ...]) -> list[Estate]:
    """The estates of these names; without a name, the only one there is."""
    if names:
        return [estate_named(session, name) for name in names]
    known = estates(session)
    if len(known) != 1:
        listed_names = ", ".join(one.name for one in known) or "none yet"
        raise CannotRun(f"--estate: say which one; there are {listed_names}")
    return known
