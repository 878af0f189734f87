"""Others reported the same: one question in a report, and the report joins theirs (R31)."""

import re
from dataclasses import dataclass
from datetime import datetime

from flows.engine.ask import Flow, Reply
from flows.engine.choices import YesNo
from flows.understanding.places import read_home
from flows.understanding.shared_trouble import (
    SharedTrouble,
    building_in,
    may_be_one,
    shared_troubles,
)
from flows.understanding.words import without_courtesy
from flows.wording.say import say

IncidentRow = tuple[str, str, str, int, str] | tuple[str, str, str, int, str, bool]
"""Number, troubles, building, homes, since (ISO), and whether somebody has taken it.

As a seed keeps it, without anybody's words. Older seeds did not keep the last: nobody is said to.
"""

_ME_TOO = re.compile(
    r"我(?:们|哋)?(?:家|屋企)?(?:这[边里]|呢[边度])?(?:也|都)(?:是|系|一样)(?:的|呀|啊)?|一样的?"
    r"|(?:me|mine|us|ours|here)(?:as)?too|same(?:here|withus|thing|forme|forus)?"
)


@dataclass(frozen=True)
class SameTrouble(YesNo):
    """Whether it is the same: 我家也是, 我哋都係 or "same here" is an answer too."""

    def read(self, reply: Reply, shown: tuple[str, ...]) -> bool:
        """Whether it is. Raises Unreadable."""
        if any(_ME_TOO.fullmatch(form) for form in without_courtesy(reply.text)):
            return True
        return super().read(reply, shown)


@dataclass(frozen=True)
class Incident:
    """A trouble that other homes reported and that is not over yet."""

    number: str
    troubles: frozenset[SharedTrouble]
    building: str
    homes: int
    since: datetime
    is_taken: bool = False

    def dump(self) -> IncidentRow:
        """As it is kept in a seed."""
        troubles = " ".join(sorted(self.troubles))
        since = self.since.isoformat()
        return self.number, troubles, self.building, self.homes, since, self.is_taken

    @classmethod
    def load(cls, row: IncidentRow) -> "Incident":
        """As a seed kept it."""
        number, troubles, building, homes, since, *taken = row
        kinds = frozenset(SharedTrouble(one) for one in troubles.split())
        return cls(number, kinds, building, homes, datetime.fromisoformat(since), any(taken))


def ask_whether_same(
    details: str, homes: tuple[str, ...], rows: tuple[IncidentRow, ...]
) -> Flow[str | None]:
    """The number of the case that these words are about too, if they say so."""
    home = read_home(details) or (homes[0] if len(homes) == 1 else None)
    building = building_in(details) or building_in("", home)
    ours = shared_troubles(details)
    for incident in map(Incident.load, rows):
        if may_be_one(ours, incident.troubles, building=building, their_building=incident.building):
            same = yield from SameTrouble(
                "same",
                say(
                    "report.same_taken" if incident.is_taken else "report.same",
                    homes=incident.homes,
                    since=incident.since,
                ),
                yes=say("report.same_yes"),
                no=say("report.same_no"),
            )
            return incident.number if same else None
    return None
