"""The drill: a machine is lost with all that it has, and its backup is put back elsewhere.

It is early on the estate, and residents are not to be disturbed yet. They write over real HTTP
while the backup is made. What was written to one of them waits until the quiet hours end, goes out
after the backup, and must not go out again. What was acknowledged, and what providers took, is kept
outside.
"""

import time
from base64 import urlsafe_b64decode
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flows.rules.vocabulary import Role
from storage.clock import ClockOffset
from storage.keys import Keyring
from tests.drill.neighbours import Message, Neighbours, Noted
from tests.drill.outcome import Letter, Moments, Outcome
from tests.drill.places import Operator, Place
from tests.e2e.phones import StaffPhone
from tests.e2e.providers import Providers
from tests.e2e.reporting import LEAK, report
from tests.e2e.rows import query
from tests.e2e.service import Service, ServiceClock
from tests.e2e.waiting import until
from tests.estate import MORNING
from tests.seeded.estate import seeded_estate

DAWN = MORNING - timedelta(minutes=100)
STILL_QUIET = DAWN + timedelta(minutes=35)
"""So long after somebody has written, no answer disturbs them until the quiet hours end."""
AWAKE = DAWN + timedelta(minutes=45)
CLERK, ANSWER = "lin", "师傅上午到"
OTHERS_WITH_WECOM = {"zhou", "wang", "boss", "xiao.lin", "chen.lin", "he.jing"}
PHOTO_BYTES = 200_000
WAITS = (
    "SELECT id FROM outgoing"
    " WHERE text LIKE :words AND state = 'queued' AND not_before > created_at"
)
IN_HAND = (
    "SELECT id FROM outgoing WHERE resident_id IS NOT NULL"
    " AND (state = 'claimed' OR (state = 'queued' AND not_before < :now))"
)
KEYS = "SELECT provider_key FROM inbound"
HELD_BACK = "SELECT id FROM outgoing WHERE state = 'unknown' AND error LIKE 'restored%'"


@dataclass(frozen=True)
class Size:
    """How large the estate is; how many write at once each way, and what they write between steps.

    `afresh`: as an operator starts it, which takes several times as long.
    """

    homes: int
    cases: int
    unfinished: int
    photos: int
    writers: int
    messages: int
    afresh: bool


CUT = Size(20, cases=6, unfinished=0, photos=2, writers=1, messages=3, afresh=False)
FULL = Size(2_000, cases=5_000, unfinished=60, photos=500, writers=2, messages=100, afresh=True)


@dataclass
class HouseTime:
    """What the fakes look at: Unix time, ahead of ours by as much as the service's clock."""

    ahead: float = 0.0

    def set_to(self, now: datetime) -> float:
        """It is now so late; how far ahead that is."""
        self.ahead = (now - datetime.now(UTC)).total_seconds()
        return self.ahead

    def __call__(self) -> float:
        return time.time() + self.ahead


@dataclass
class Drill:
    """One drill on empty tables at `place`; it ends `elsewhere`, where nothing is yet."""

    size: Size
    place: Place
    elsewhere: Place
    house_time: HouseTime = field(default_factory=HouseTime)
    moments: Moments = field(default_factory=Moments)

    def __post_init__(self) -> None:
        self.operator = Operator(in_haste=not self.size.afresh)
        self.providers = Providers(self.house_time)
        self.providers.wecom.members |= OTHERS_WITH_WECOM
        self.neighbours = Neighbours(
            self.providers, self.providers.twilio_world.public_base_url, self.size.writers
        )

    def run(self) -> Outcome:
        """From the estate's last morning to the same one elsewhere."""
        self._settle()
        photos = self.place.photos()
        with self.providers.running():
            backup = self._until_all_is_lost()
            before = self._letters()
            self.house_time.set_to(STILL_QUIET)
            first = self._back_elsewhere(backup)
        return Outcome(
            moments=self.moments,
            journal=self.neighbours.journal,
            first_afterwards=first,
            kept={_message(row["provider_key"]) for row in self._rows(KEYS)},
            before=before,
            afterwards=self._letters()[len(before) :],
            held_back=len(self._rows(HELD_BACK)),
            photos=(photos, self.elsewhere.photos()),
            backup_bytes=sum(path.stat().st_size for path in backup.iterdir()),
        )

    def _settle(self) -> None:
        size, key = self.size, urlsafe_b64decode(self.providers.secret_key + "=")
        garden = seeded_estate(
            self.place.url,
            homes=size.homes,
            cases=size.cases,
            unfinished=size.unfinished,
            keys=Keyring((key,)),
        )
        garden.employ(CLERK, Role.ASSISTANT, "zhou")
        with garden.changing() as session:
            session.add(ClockOffset(seconds=self.house_time.set_to(DAWN)))
        garden.close()
        self.place.keep_photos(size.photos, PHOTO_BYTES)

    def _until_all_is_lost(self) -> Path:
        service = self._service(self.place)
        service.start()
        try:
            told = self._answer_somebody_early(service)
            with self.neighbours.busy():
                self._more_is_written()
                self.moments.backup_began = time.monotonic()
                backup = self._back_up()
                self.moments.backup_ended = time.monotonic()
                self._more_is_written()
            self._go_to(AWAKE, service)
            until(told.received, "what waited for the quiet hours to end has gone out")
            with self.neighbours.busy():
                self._more_is_written()
                service.kill()
                self.moments.lost = time.monotonic()
        finally:
            if service.is_running():
                service.kill()
        self.place.lose()
        return backup

    def _back_elsewhere(self, backup: Path) -> Message:
        service = self._service(self.elsewhere)
        self.moments.restore_began = time.monotonic()
        self.operator.restore(self.elsewhere, service.environment, backup)
        self.moments.restored = time.monotonic()
        try:
            service.start()
            self.moments.ready = time.monotonic()
            somebody = Noted(self.neighbours.in_wechat().phone, [])
            assert somebody.says(LEAK) != ""
            self._go_to(AWAKE, service)
            until(lambda: not self._rows(IN_HAND, now=_in_sql(AWAKE)), "all has gone out")
        finally:
            service.kill()
        return somebody.journal[0]

    def _service(self, place: Place) -> Service:
        settings = self.providers.environment(place.url, place.folder, CLOCK="adjustable")
        return Service(settings, place.folder, afresh=self.size.afresh)

    def _back_up(self) -> Path:
        settings = self._service(self.place).environment
        return self.operator.back_up(self.place, settings, self.elsewhere.folder / "backups")

    def _more_is_written(self) -> None:
        journal = self.neighbours.journal
        enough = len(journal) + self.size.messages
        until(lambda: len(journal) >= enough, "the neighbours have written more")

    def _answer_somebody_early(self, service: Service) -> Noted:
        """A clerk answers what came at dawn: it is to be read when the quiet hours are over."""
        somebody = self.neighbours.in_wechat()
        number = report(somebody)
        self._go_to(STILL_QUIET, service)
        StaffPhone(self.providers, self.neighbours.base, CLERK).says(f"回复 {number} {ANSWER}")
        until(
            lambda: query(self.place.url, WAITS, words=f"%{ANSWER}"),
            "it waits for the quiet hours to end",
        )
        assert somebody.received() == []
        return somebody

    def _go_to(self, moment: datetime, service: Service) -> None:
        self.house_time.set_to(moment)
        ServiceClock(service.base).to(moment.isoformat())

    def _letters(self) -> list[Letter]:
        """What residents were sent by itself, by the providers' truth."""
        wechat, twilio = self.providers.wechat.sent, self.providers.twilio.sent
        in_wechat = [
            (one["touser"], f"{one['text']}{one['template']}{one['fields']}") for one in wechat
        ]
        return [*in_wechat, *((one.to, one.body) for one in twilio)]

    def _rows(self, statement: str, **bound: str) -> list[dict[str, Any]]:
        return query(self.elsewhere.url, statement, **bound)


def _message(provider_key: str) -> str:
    """WeChat's keys carry the id behind a letter; Twilio's are the id itself."""
    return provider_key.split(":")[1] if ":" in provider_key else provider_key


def _in_sql(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S")
