"""Run a simulated stretch of time from a seed, and tell what came of it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from bot.channels import Channel, ChannelName, Letter
from bot.channels.sms_status import StatusReport
from bot.simulation.agenda import DAYS_A_YEAR, Agenda
from bot.simulation.colleagues import ColleaguePlayed
from bot.simulation.complaints import Complaints, listening
from bot.simulation.digest import digest, rows_of
from bot.simulation.errands import Errands
from bot.simulation.faults import ANSWERS_LOST, Fault, Weather
from bot.simulation.house import House
from bot.simulation.judging import Judge
from bot.simulation.life import Life, MortalDatabase, Point
from bot.simulation.phones import Lines
from bot.simulation.providers import Mood, Moods, Post
from bot.simulation.reached import REPORTS_ENOUGH, missed, reached
from bot.simulation.residents import ResidentPlayed
from bot.simulation.town import Neighbour, Town, plan_town, settle
from bot.simulation.truth import remembered
from storage.keys import Keyring
from storage.tables import metadata

BEGINS = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
"""Monday, nine o'clock in Shanghai, in a year whose holidays are known."""
IN_MEMORY = "sqlite://"
KEYS = Keyring((b"simulated simulated simulated si",))
CHANNELS = (
    ChannelName.WECHAT,
    ChannelName.WECHAT_TEMPLATE,
    ChannelName.SMS,
    ChannelName.WECOM,
    ChannelName.ROBOT,
)
REPORT_TRIES = 3
REPORT_PAUSE = timedelta(minutes=1)
REST = timedelta(hours=2)
"""How long the house may come to rest, with nothing going wrong any more, before it is judged."""
EVERY_DAY_UNTIL, LONGEST_UNREFLECTED = 30, 7
"""The judge reads everything at the end of every day, then ever more rarely, and once a week."""


@dataclass(frozen=True)
class Plan:
    """What is simulated: everything that comes of it follows from these numbers.

    Each home reports something `reports_a_year` times: by default far more often than homes do, so
    that weeks are eventful. Each survey asks the share `asked` of them; `harm` is how many times as
    often as usual something goes wrong.
    """

    homes: int
    days: int
    seed: int
    reports_a_year: float = 4
    faults: bool = True
    harm: float = 1.0
    asked: float = 0.2

    @property
    def reports(self) -> float:
        """How many reports are to be expected."""
        return self.homes * self.days * self.reports_a_year / DAYS_A_YEAR


@dataclass
class Outcome:
    """What came of a plan."""

    plan: Plan
    digest: str
    violations: list[str]
    missed: list[str]
    counts: Counter[str] = field(default_factory=Counter)


class World:
    """Everything that a simulation is made of; `run` lets it happen.

    Where `reports_enough` are to be expected, every state must be reached.
    """

    def __init__(
        self, plan: Plan, url: str = IN_MEMORY, reports_enough: float = REPORTS_ENOUGH
    ) -> None:
        self.plan = plan
        self._reports_enough = reports_enough
        self.agenda = Agenda(BEGINS)
        self.life = Life(self._dice("life"))
        self.database = MortalDatabase(url, KEYS, self.life)
        self.town = plan_town(plan.homes, self._dice("town"))
        self._furnish(self.town)
        self.post = Post(
            self.agenda, self.life, self._dice("post"), Moods(), self.house_time, self._show
        )
        channels: dict[str, Channel] = {name: self.post.channel(name) for name in CHANNELS}
        self.house = House(self.database, channels, self.life, self.house_time, self._dice("house"))
        self.post.report = self._bring
        self.lines = Lines(self.agenda, self._dice("lines"), self.house.hear)
        dice = self._dice("weather")
        self.weather = Weather(self.agenda, dice, self.life, self.post, self._set_down, plan.harm)
        self._move_in()
        self._judge = Judge(self.post, self.lines)
        self._reflects_on = 1

    def run(self) -> Outcome:
        """Let everything happen until the end, judged day by day; the first bad day ends it."""
        for resident in self.errands.living:
            resident.begin()
        self.errands.begin()
        if self.plan.faults:
            self.lines.again = ANSWERS_LOST
            self.weather.begin(timedelta(days=self.plan.days))
        with listening() as complaints:
            found = self._live(complaints)
        counts, rows = self._counts(), rows_of(self.database)
        found.extend(f"at the end: {one}" for one in remembered(rows, self._erased()))
        unseen = list(missed(counts)) if self._is_large() else []
        return Outcome(self.plan, digest(rows), found, unseen, counts)

    def _live(self, complaints: Complaints) -> list[str]:
        """Day after day, until one is bad; at the end the house may come to rest."""
        for day in range(1, self.plan.days + 1):
            self._until(BEGINS + timedelta(days=day))
            if found := complaints.heard or self._judged(day):
                return [f"by day {day}: {one}" for one in found]
        self.weather.mend()
        self._until(self.agenda.now + REST)
        found = self._judged(self._reflects_on)
        return [f"at the end: {one}" for one in (*complaints.heard, *found)]

    def _is_large(self) -> bool:
        return self.plan.faults and self.plan.reports >= self._reports_enough

    def _judged(self, day: int) -> list[str]:
        """Which promises are broken at the end of a day; while something goes wrong, none is."""
        if self.weather.going_on.total():
            return []
        now = self.house_time()
        with self.database.engine.execution_options(reading=True).connect() as connection:
            found = list(self._judge.at_once(connection, now))
            if day >= self._reflects_on:
                self._reflects_on = day + min(1 + day // EVERY_DAY_UNTIL, LONGEST_UNREFLECTED)
                found.extend(self._judge.on_reflection(connection, now))
        return found

    def close(self) -> None:
        """Give back what the simulation was made of."""
        self.house.close()

    def house_time(self) -> datetime:
        """What the house's clock says."""
        return self.agenda.now + self.weather.skew

    def _until(self, end: datetime) -> None:
        """Let everything happen that comes before a moment."""
        while (at := self._next()) is not None and at < end:
            if at == self.agenda.next_at():
                self.agenda.do_next()
            else:
                self.agenda.now = at
            self.house.work()
        self.agenda.now = end
        self.house.work()

    def _next(self) -> datetime | None:
        """When people, providers, faults or the house itself do something next."""
        own = self.house.next_due()
        due = None if own is None else max(own - self.weather.skew, self.agenda.now)
        people = self.agenda.next_at()
        return min((one for one in (people, due) if one is not None), default=None)

    def _set_down(self, is_down: bool) -> None:  # noqa: FBT001 - it is called with the state alone
        self.house.is_down = is_down

    def _furnish(self, town: Town) -> None:
        metadata.create_all(self.database.engine)
        profile = "office" if self.plan.seed % 2 else "strict"
        with self.database.transaction() as session:
            settle(session, town, profile, BEGINS)

    def _move_in(self) -> None:
        self.residents: dict[str, ResidentPlayed] = {}
        self.by_phone: dict[str, ResidentPlayed] = {}
        living = [self._arrive(who) for who in self.town.neighbours]
        dice = self._dice("errands")
        homes = self.plan.homes
        asked = max(round(homes * self.plan.asked), 1)
        self.errands = Errands(
            self.house, self.agenda, self.lines, dice, living, homes, asked, self._arrive
        )
        self.colleagues = {
            userid: ColleaguePlayed(
                userid, self.agenda, self.lines, self._dice(userid), self.database.zone
            )
            for userid in self.town.staff
        }

    def _arrive(self, who: Neighbour) -> ResidentPlayed:
        """Somebody lives here from now on; the first of a shared phone is who reads it."""
        rate = self.plan.reports_a_year * self.plan.homes / len(self.town.neighbours)
        one = ResidentPlayed(who, self.agenda, self.lines, self._dice(who.name), rate)
        self.residents[one.address] = one
        self.by_phone.setdefault(who.phone, one)
        return one

    def _erased(self) -> list[str]:
        """What no row may tell of any more: a phone that is somebody else's too is not meant."""
        gone = [one.who for one in self.residents.values() if one.address in self.lines.erased]
        phones = Counter(one.phone for one in self.town.neighbours)
        return [
            *(one.name for one in gone),
            *(one.openid for one in gone if one.openid),
            *(one.phone for one in gone if phones[one.phone] <= 1),
        ]

    def _show(self, channel: str, letter: Letter) -> None:
        if channel == ChannelName.WECOM:
            self.colleagues[letter.address].shown(letter)
        elif channel == ChannelName.SMS:
            reader = self.by_phone.get(letter.address)
            if reader is not None:
                reader.shown(letter)
        elif channel != ChannelName.ROBOT:
            self.residents[letter.address].shown(letter)

    def _bring(self, report: StatusReport, tries: int = 1) -> None:
        if self.house.hear_report(report):
            self.post.told.setdefault(report.provider_id, set()).add(report.status)
        elif tries < REPORT_TRIES:
            self.agenda.after(REPORT_PAUSE, lambda: self._bring(report, tries + 1))

    def _counts(self) -> Counter[str]:
        with self.database.engine.execution_options(reading=True).connect() as connection:
            counts = reached(connection)
        counts.update({f"{fault}": self.weather.met[fault] for fault in Fault})
        counts.update({f"killed {point}": self.life.deaths[point] for point in Point})
        counts.update({f"a provider {mood}": self.post.met_moods[mood] for mood in Mood})
        counts["messages from people"] = self.lines.written
        counts["letters taken"] = len(self.post.taken)
        counts["brought again"] = self.lines.redelivered
        counts["starts"] = self.house.starts
        return counts

    def _dice(self, name: str) -> Random:
        """Chance of its own for everybody: who comes later changes nobody's luck."""
        return Random(f"{self.plan.seed} {name}")  # noqa: S311 - a story, no secret
