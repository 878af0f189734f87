"""What is done at the service office's desk: people move out and in, are erased, are surveyed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from sqlmodel import Session, select

from bot.simulation.agenda import DAYS_A_YEAR, Agenda, Deed
from bot.simulation.house import House
from bot.simulation.phones import Lines
from bot.simulation.residents import ResidentPlayed
from bot.simulation.town import FIRST_NUMBER, Neighbour
from flows.forms.built_in import built_in
from flows.rules.refusals import NotAllowed
from flows.rules.survey.words import CampaignVerb
from flows.rules.vocabulary import ResidenceRole, ToldBy
from storage.campaign_drafting import Draft, draft_campaign
from storage.campaign_runner import Runner
from storage.campaign_verbs import run_campaign
from storage.campaigns import Campaign
from storage.database import zone_of
from storage.erasing import StillInHand, erase_resident
from storage.estates import Home, estates, homes_written
from storage.moving import Keyed, move_in, move_out
from storage.residents import Resident, name_of, residents_with_phone
from storage.staff import Staff, find_staff

MOVES_A_YEAR = 1.0
"""How often a year somebody of a home moves out, and somebody else in."""
WANTS_ERASURE = 0.5
QUIET = timedelta(hours=3)
"""Nothing that they wrote is still on its way so long after their last word."""
PATIENCE = timedelta(days=2)
SOON = timedelta(minutes=5)
BETWEEN_SURVEYS = timedelta(days=60)
AHEAD, OPEN = timedelta(days=8), timedelta(days=12)

Errand = Callable[[Session, datetime], None]


@dataclass
class Errands:
    """What is asked for at the desk; what is refused the second time, a dead process had done.

    Of `homes` each survey asks `asked`.
    """

    house: House
    agenda: Agenda
    lines: Lines
    chance: Random
    living: list[ResidentPlayed]
    homes: int
    asked: int
    arrive: Callable[[Neighbour], ResidentPlayed]
    gone: list[ResidentPlayed] = field(default_factory=list)
    surveys: int = 0
    moves: int = 0

    def begin(self) -> None:
        """Somebody will move some day, and the first survey is drawn up after a day."""
        self._wait_to_move()
        self.agenda.after(timedelta(days=1), self._survey)

    def _wait_to_move(self) -> None:
        days = DAYS_A_YEAR / (MOVES_A_YEAR * self.homes) * self.chance.expovariate(1.0)
        self.agenda.after(timedelta(days=days), self._move)

    def _move(self) -> None:
        self._wait_to_move()
        leaver = self.living.pop(self.chance.randrange(len(self.living)))
        leaver.has_left = True
        who, then = leaver.who, lambda: self._replace(leaver)
        self._insist(lambda session, now: _move_out(session, who, now), then)

    def _replace(self, leaver: ResidentPlayed) -> None:
        """Somebody else moves in; who never shared their address may want to be erased."""
        self.moves += 1
        self.lines.departed[leaver.address] = self.agenda.now
        phone = f"+852{FIRST_NUMBER + 100_000 + self.moves}"
        newcomer = Neighbour(f"租客{self.moves}", leaver.who.home, phone, "")

        def settled() -> None:
            played = self.arrive(newcomer)
            self.living.append(played)
            played.begin()

        self._insist(lambda session, now: _move_in(session, newcomer, now), settled)
        others = (*self.living, *self.gone)
        is_shared = any(leaver.address in {one.address, one.who.phone} for one in others)
        self.gone.append(leaver)
        if not is_shared and self.chance.random() < WANTS_ERASURE:
            self.agenda.after(timedelta(days=1), lambda: self._silence(leaver))

    def _silence(self, leaver: ResidentPlayed) -> None:
        """They write no more; some time after their last word they are erased."""
        leaver.is_silent = True
        self.agenda.after(QUIET, lambda: self._erase(leaver))

    def _erase(self, leaver: ResidentPlayed) -> None:
        def erased() -> None:
            self.lines.erased[leaver.address] = self.agenda.now

        self._insist(lambda session, now: _erase(session, leaver.who, now), erased)

    def _survey(self) -> None:
        self.agenda.after(BETWEEN_SURVEYS, self._survey)
        self.surveys += 1
        title, size = f"第{self.surveys}次小调查", self.asked
        self._insist(lambda session, now: _draw_up(session, title, size, now), self._watch(title))

    def _watch(self, title: str) -> Deed:
        report = AHEAD + OPEN + timedelta(days=2)
        return lambda: self.agenda.after(report, lambda: self._report(title))

    def _report(self, title: str) -> None:
        self._insist(lambda session, now: _report(session, title, now), lambda: None)

    def _insist(self, errand: Errand, then: Deed) -> None:
        """Ask until it is done: soon where the house failed, later where something is in hand."""
        try:
            pause = None if self.house.do(errand) else SOON
        except NotAllowed:
            pause = None
        except StillInHand:
            pause = PATIENCE
        if pause is None:
            then()
        else:
            self.agenda.after(pause, lambda: self._insist(errand, then))


def _move_out(session: Session, who: Neighbour, now: datetime) -> None:
    move_out(
        session, _found(session, who), _home(session, who), day=_day(session, now),
        keyed=Keyed(_lead(session), ToldBy.PHONE, now),
    )  # fmt: skip


def _move_in(session: Session, who: Neighbour, now: datetime) -> None:
    move_in(
        session, _home(session, who), name=who.name, phone=who.phone, role=ResidenceRole.TENANT,
        day=_day(session, now), keyed=Keyed(_lead(session), ToldBy.VISIT, now),
    )  # fmt: skip


def _erase(session: Session, who: Neighbour, now: datetime) -> None:
    found = [one for one in residents_with_phone(session, who.phone) if _is(session, one, who)]
    for resident in found:
        erase_resident(session, resident.id, now)


def _draw_up(session: Session, title: str, size: int, now: datetime) -> None:
    if session.exec(select(Campaign.id).where(Campaign.title == title)).first() is not None:
        return
    begins = _day(session, now) + AHEAD
    wishes = Draft(
        title, built_in("quarter"), estates(session), size, seed=title, starts_on=begins,
        last_day=begins + OPEN,
    )  # fmt: skip
    runner = Runner(_lead(session), "command")
    campaign = draft_campaign(session, wishes, runner, now)
    run_campaign(session, CampaignVerb.FREEZE, campaign, runner, now)


def _report(session: Session, title: str, now: datetime) -> None:
    campaign = session.exec(select(Campaign).where(Campaign.title == title)).one()
    run_campaign(session, CampaignVerb.REPORT, campaign, Runner(_lead(session), "command"), now)


def _found(session: Session, who: Neighbour) -> Resident:
    return next(one for one in residents_with_phone(session, who.phone) if _is(session, one, who))


def _is(session: Session, resident: Resident, who: Neighbour) -> bool:
    return name_of(session, resident) == who.name


def _home(session: Session, who: Neighbour) -> Home:
    (home,) = homes_written(session, who.home)
    return home


def _lead(session: Session) -> Staff:
    lead = find_staff(session, "zhou")
    assert lead is not None  # noqa: S101 - the town has one
    return lead


def _day(session: Session, now: datetime) -> date:
    return now.astimezone(zone_of(session)).date()
