"""An estate of many homes for a whole survey: the table to import, and who agreed to be asked."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from bot.directory_columns import RESIDENT_COLUMNS, Directory
from bot.directory_import import take_over
from flows.rules.vocabulary import Purpose
from storage.consents import Given, record_consent
from storage.estates import Home
from storage.residents import WECHAT, Residence, Resident, add_identity

ESTATE = "回音花园"
BUILDINGS = {"1": 25, "2": 20, "3": 15, "5": 15, "6": 10, "7": 8, "8": 5, "9": 2}
"""The share of the homes that stands in each, in percent."""


class Kind(StrEnum):
    """What there is to know of a home before anybody asks it anything."""

    EMPTY = "empty"
    NEVER_AGREED = "never agreed"
    LEFT = "left"
    NO_ADDRESS = "no address"
    DEAD_NUMBER = "dead number"
    WECHAT = "wechat"
    SMS = "sms"


MAY_BE_DRAWN = frozenset({Kind.NO_ADDRESS, Kind.DEAD_NUMBER, Kind.WECHAT, Kind.SMS})
_OF_TWENTY = {3: Kind.NO_ADDRESS, 7: Kind.EMPTY, 11: Kind.DEAD_NUMBER, 13: Kind.NEVER_AGREED,
              17: Kind.LEFT}  # fmt: skip
_LANGUAGES = {4: "zh-Hant", 8: "en"}


@dataclass(frozen=True)
class TheirHome:
    """A home and the one adult of it who is in the directory."""

    number: int
    building: str
    room: str
    kind: Kind
    language: str

    @property
    def code(self) -> str:
        return f"{self.building}-1-{self.room}"

    @property
    def phone(self) -> str:
        return "" if self.kind is Kind.NO_ADDRESS else f"+85291{self.number:06}"

    @property
    def openid(self) -> str:
        return f"o-of-{self.code}"


def homes_of_estate(homes: int) -> list[TheirHome]:
    """So many homes, of all kinds in every building."""
    built: list[TheirHome] = []
    for building, percent in BUILDINGS.items():
        for room in range(homes * percent // 100):
            number = len(built)
            kind = _OF_TWENTY.get(number % 20, (Kind.SMS, Kind.WECHAT)[number // 2 % 2])
            language = _LANGUAGES.get(number % 10, "zh-Hans")
            built.append(TheirHome(number, building, f"{room + 101}", kind, language))
    return built


def residents_table(homes: Sequence[TheirHome]) -> bytes:
    """residents.csv; of an empty home the directory knows who has left it."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(RESIDENT_COLUMNS)
    for one in homes:
        moved_out = "2022-05-31" if one.kind is Kind.EMPTY else ""
        table.writerow(
            (ESTATE, one.building, "1", one.room, f"住户{one.number}", one.phone, "owner",
             one.language, "2019-06-01", moved_out, "")
        )  # fmt: skip
    return written.getvalue().encode()


def settle(session: Session, homes: Sequence[TheirHome], account: str, now: datetime) -> None:
    """Import them all, follow the estate in WeChat, and say yes or no to surveys."""
    take_over(session, Directory.RESIDENTS, residents_table(homes), now)
    query = (
        select(Home.code, Resident)
        .join(Residence, col(Residence.home_id) == col(Home.id))
        .join(Resident, col(Resident.id) == col(Residence.resident_id))
    )
    found: dict[str, Resident] = dict(session.exec(query).all())
    given = Given("test")
    for one in homes:
        resident = found[one.code]
        if one.kind is Kind.WECHAT:
            add_identity(session, resident, WECHAT, account, one.openid).proven_at = now
        if one.kind is not Kind.NEVER_AGREED:
            record_consent(session, resident.id, Purpose.SURVEY, given, granted=True, now=now)
        if one.kind is Kind.LEFT:
            record_consent(session, resident.id, Purpose.SURVEY, given, granted=False, now=now)
