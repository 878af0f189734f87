"""One estate's office: the providers, the database, the server, and people with their phones."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.directory_columns import Directory
from bot.directory_import import take_over
from bot.setting_values import key_bytes
from storage.database import Database
from storage.keys import Keyring
from storage.migrate import upgrade
from tests.e2e.phones import SmsPhone, StaffPhone, WeChatPhone
from tests.e2e.providers import RESIDENTS, STAFF, Providers, service_time
from tests.e2e.service import Api, Service, ServiceClock, found_in_log, run_command

SHANGHAI = ZoneInfo("Asia/Shanghai")
STAFF_NUMBERS = {"gao": "+85261230206"}

Settle = Callable[[Session, datetime], object]
"""Enters the residents of an estate."""


@dataclass
class Office:
    """Everything that a story needs."""

    providers: Providers
    service: Service
    database_url: str
    folder: Path
    phones: dict[str, StaffPhone] = field(default_factory=dict)

    @property
    def base(self) -> str:
        return self.service.base

    @property
    def api(self) -> Api:
        return Api(self.base, self.providers.api_token)

    @property
    def clock(self) -> ServiceClock:
        return ServiceClock(self.base)

    def wechat(self, openid: str) -> WeChatPhone:
        return WeChatPhone(self.providers, self.base, openid)

    def sms(self, number: str) -> SmsPhone:
        return SmsPhone(self.providers, self.base, number)

    def staff(self, userid: str) -> StaffPhone:
        """The phone of a member of staff, who has one only."""
        return self.phones.setdefault(userid, StaffPhone(self.providers, self.base, userid))

    def pushes(self, userid: str, words: str) -> list[datetime]:
        """When WeCom showed this member what contains `words`, in the estate's time."""
        return [
            datetime.fromtimestamp(push.at, SHANGHAI)
            for push in self.providers.wecom.sent
            if push.userid == userid and words in push.text
        ]

    def leaks(self, **more: str) -> list[str]:
        """What stands in the server's log and must not."""
        return found_in_log(self.service.log, {**self.providers.secrets(), **more})


def settle_a_few(session: Session, now: datetime) -> None:
    """Import the residents of residents.csv."""
    take_over(session, Directory.RESIDENTS, RESIDENTS.read_bytes(), now)


@contextmanager
def open_office(
    database_url: str,
    folder: Path,
    *,
    by_commands: bool = False,
    settle: Settle = settle_a_few,
    **settings: str,
) -> Iterator[Office]:
    """Set an office up, perhaps by the commands that an operator types, and close it afterwards."""
    adjustable = settings.get("CLOCK") == "adjustable"
    of_the_service = service_time(database_url) if adjustable else nullcontext(time.time)
    with of_the_service as clock:
        providers = Providers(clock)
        with providers.running():
            environment = providers.environment(database_url, folder, **settings)
            if by_commands:
                furnish_by_commands(environment, folder)
            else:
                furnish(database_url, providers.secret_key, settle=settle)
            service = Service(environment, folder, afresh=by_commands)
            service.start()
            try:
                yield Office(providers, service, database_url, folder)
            finally:
                if service.is_running():
                    service.kill()


def furnish_by_commands(environment: Mapping[str, str], folder: Path) -> None:
    """Tables, residents and staff, as README says."""
    for arguments in (
        ("migrate",),
        ("import", "residents", str(RESIDENTS)),
        ("import", "staff", str(STAFF)),
    ):
        done = run_command(environment, folder, *arguments, afresh=True)
        assert done.returncode == 0, done.stderr


def furnish(
    database_url: str, secret_key: str, *, with_staff: bool = True, settle: Settle = settle_a_few
) -> None:
    """The same, without three processes; nor are tables made where they are already."""
    database = Database(database_url, Keyring((key_bytes(secret_key),)))
    now = datetime.now(UTC)
    try:
        upgrade(database, now)
        with database.transaction() as session:
            settle(session, now)
            if with_staff:
                take_over(session, Directory.STAFF, STAFF.read_bytes(), now)
    finally:
        database.close()


def next_monday_morning() -> datetime:
    """Ten o'clock on the next Monday: everybody is awake and at work."""
    now = datetime.now(UTC).astimezone(SHANGHAI)
    monday = now + timedelta(days=7 - now.weekday())
    return monday.replace(hour=10, minute=0, second=0, microsecond=0)
