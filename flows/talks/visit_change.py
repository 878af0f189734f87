"""改约 / 取消预约: another time for a visit that is agreed on, or none after all (R56)."""

from dataclasses import dataclass
from datetime import datetime

from flows.engine.ask import Flow
from flows.engine.choices import Pick
from flows.talks.appointment import AppointmentSeed, ask_when, visit_time
from flows.talks.results import VisitChange
from flows.wording.say import Say, plain, say


@dataclass(frozen=True)
class AgreedVisit:
    """A visit as it stands: its task and case, what it is about, and when (ISO; `until` or "")."""

    task: int
    number: str
    about: str
    at: str
    until: str

    def when(self) -> Say:
        """Its time, as people read it."""
        until = datetime.fromisoformat(self.until) if self.until else None
        return visit_time(datetime.fromisoformat(self.at), until)


@dataclass(frozen=True)
class VisitChangeSeed:
    """The visits that may be meant, each as the fields of an AgreedVisit; and other times.

    The rest is as in AppointmentSeed.
    """

    visits: tuple[tuple[int, str, str, str, str], ...]
    slots: tuple[tuple[str, str], ...]
    parts: tuple[tuple[int, int], ...]
    quiet: tuple[int, int]
    latest: str

    def agreed(self) -> tuple[AgreedVisit, ...]:
        """The visits, by name."""
        return tuple(AgreedVisit(*one) for one in self.visits)

    def about(self, visit: AgreedVisit) -> AppointmentSeed:
        """What asking for a time needs."""
        return AppointmentSeed(
            visit.task, visit.number, visit.about, self.slots, self.parts, self.quiet, self.latest
        )


def visit_change(seed: VisitChangeSeed) -> Flow[VisitChange]:
    """Which visit, where there are several, and when instead."""
    visit = yield from _which(seed.agreed())
    prompt = say("visit_change.when", number=visit.number, about=visit.about, when=visit.when())
    answer = yield from ask_when(seed.about(visit), prompt)
    return VisitChange(visit.task, answer)


def _which(visits: tuple[AgreedVisit, ...]) -> Flow[AgreedVisit]:
    if len(visits) == 1:
        return visits[0]
    choices = tuple((str(one.task), plain(f"{one.number} {one.about}")) for one in visits)
    task = yield from Pick("visit", say("visit_change.which"), choices=choices)
    return {str(one.task): one for one in visits}[task]
