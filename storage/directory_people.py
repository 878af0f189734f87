"""Who an entry of the directory is: somebody known, perhaps under a new number, or somebody new."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from storage.directory_entries import ResidentEntry
from storage.estates import Home
from storage.keys import keyring
from storage.proofs import part_with
from storage.residents import (
    SMS,
    SMS_ACCOUNT,
    Residence,
    Resident,
    find_identity,
    name_of,
    phone_of,
)


class People:
    """The directory's residents as an import finds them, and what becomes of them.

    The same phone and name make one resident with several homes; the same phone and another name,
    another resident. Without a phone, one is who is named so in that home. `changed` holds the ids
    of those whom an entry changed, `newly_reached` those who have their number from it.
    """

    def __init__(self, session: Session, entries: Sequence[ResidentEntry], now: datetime) -> None:
        self._session = session
        self._now = now
        self._in_file = {(entry.phone, entry.name) for entry in entries}
        self._met: dict[tuple[str, str, int], Resident] = {}
        self._taken: set[int] = set()
        self.newly_reached: list[Resident] = []
        self.changed: set[int] = set()
        self._phones: dict[int, str] = {}
        self._by_phone: dict[tuple[str, str], Resident] = {}
        self._by_home: dict[tuple[int, str], list[Resident]] = defaultdict(list)
        self._read()

    def enter(self, entry: ResidentEntry, home: Home) -> Resident:
        """The resident of an entry, told what it says; a new one has its id after a flush."""
        key = (entry.phone, entry.name, 0 if entry.phone else home.id)
        if key not in self._met:
            known = self._known(entry, home)
            if known is None:
                self._met[key] = self._make(entry, home)
            else:
                self._met[key] = known
                self._taken.add(known.id)
                self._update(known, entry)
        return self._met[key]

    def _read(self) -> None:
        residents = self._session.exec(
            select(Resident).where(col(Resident.in_directory).is_(True)).order_by(col(Resident.id))
        )
        names: dict[int, tuple[Resident, str]] = {}
        for resident in residents:
            phone, name = phone_of(self._session, resident), name_of(self._session, resident)
            self._phones[resident.id] = phone
            names[resident.id] = (resident, name)
            if phone:
                self._by_phone.setdefault((phone, name), resident)
        for tie in self._session.exec(select(Residence).order_by(col(Residence.id))):
            if tie.resident_id in names:
                resident, name = names[tie.resident_id]
                self._by_home[tie.home_id, name].append(resident)

    def _known(self, entry: ResidentEntry, home: Home) -> Resident | None:
        if entry.phone and (entry.phone, entry.name) in self._by_phone:
            return self._by_phone[entry.phone, entry.name]
        # Named so in this home before: the same person, unless the file knows that one apart.
        before = [
            resident
            for resident in self._by_home[home.id, entry.name]
            if resident.id not in self._taken
            and (
                self._phones[resident.id] == entry.phone
                or (self._phones[resident.id], entry.name) not in self._in_file
            )
        ]
        return before[0] if len(before) == 1 else None

    def _make(self, entry: ResidentEntry, home: Home) -> Resident:
        resident = Resident(
            estate_id=home.estate_id,
            name_sealed=keyring(self._session).seal(entry.name),
            language=entry.language,
            in_directory=True,
            created_at=self._now,
        )
        self._set_phone(resident, entry.phone)
        self._session.add(resident)
        return resident

    def _update(self, resident: Resident, entry: ResidentEntry) -> None:
        is_chosen = resident.language_chosen_at is not None
        if resident.language is not entry.language and not is_chosen:
            resident.language = entry.language
            self.changed.add(resident.id)
        old = self._phones[resident.id]
        if old != entry.phone:
            self._part_with(resident, old)
            self._set_phone(resident, entry.phone)
            self.changed.add(resident.id)

    def _set_phone(self, resident: Resident, phone: str) -> None:
        keys = keyring(self._session)
        if phone:
            self.newly_reached.append(resident)
        resident.phone_sealed = keys.seal(phone) if phone else None
        resident.phone_index = keys.index(phone) if phone else None

    def _part_with(self, resident: Resident, phone: str) -> None:
        """Let go of a number that is theirs no more: soon a stranger may write from it."""
        identity = find_identity(self._session, SMS, SMS_ACCOUNT, phone) if phone else None
        if identity is not None and identity.resident_id == resident.id:
            part_with(self._session, identity, self._now)
