"""The register of personal data (R66): why each column is there, on which basis, until when."""

import tomllib
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache

from flows.resources import read_text
from flows.rules.policy_privacy import Retention

FILE = "personal_data.toml"
EMPLOYMENT, PROOF = "employment", "proof"
TERMS = frozenset({EMPLOYMENT, PROOF, *(field.name for field in fields(Retention))})

Place = tuple[str, str]
"""A table and one of its columns."""


class Basis(StrEnum):
    """The legal bases that there are."""

    CONSENT = "consent"
    CONTRACT = "contract"
    DUTY = "duty"
    EMPLOYMENT = "employment"


class NoticePart(StrEnum):
    """What the privacy notice speaks of: each has a sentence `privacy.` and its value."""

    HOME = "home"
    ADDRESS = "address"
    CONSENT = "consent"
    PROOF = "proof"
    CASE = "case"
    EVIDENCE = "evidence"
    TALK = "talk"
    SURVEY = "survey"
    REPORT = "report"
    ORIGINAL = "original"
    MESSAGE = "message"
    REQUEST = "request"
    LOG = "log"


@dataclass(frozen=True)
class Entry:
    """Why some columns of a table are kept; `kept` names a number of the policy or a term.

    `notice` is where the privacy notice tells residents of it; what is kept of staff is not theirs.
    """

    table: str
    columns: tuple[str, ...]
    purpose: str
    basis: Basis
    kept: str
    notice: NoticePart | None

    def __post_init__(self) -> None:
        if self.kept not in TERMS or not self.purpose:
            message = f"{FILE}: {self.table} is kept for {self.purpose!r} until {self.kept!r}"
            raise ValueError(message)
        if (self.notice is None) is not (self.basis is Basis.EMPLOYMENT):
            message = f"{FILE}: {self.table} has the notice {self.notice!r}, kept for {self.basis}"
            raise ValueError(message)

    @property
    def places(self) -> frozenset[Place]:
        """The columns that it speaks of."""
        return frozenset((self.table, column) for column in self.columns)


@dataclass(frozen=True)
class Register:
    """All entries, and the columns that can hold words but never tell of a person."""

    entries: tuple[Entry, ...]
    impersonal: frozenset[Place]

    @property
    def personal(self) -> frozenset[Place]:
        """The columns that tell of people."""
        return frozenset(place for entry in self.entries for place in entry.places)


@cache
def register() -> Register:
    """The packaged register. Raises ValueError for an entry that makes no sense."""
    content = tomllib.loads(read_text("flows.rules", FILE))
    impersonal: dict[str, list[str]] = content["impersonal"]
    return Register(
        tuple(
            Entry(
                one["table"],
                tuple(one["columns"]),
                one["purpose"],
                Basis(one["basis"]),
                one["kept"],
                NoticePart(one["notice"]) if "notice" in one else None,
            )
            for one in content["entry"]
        ),
        frozenset((table, column) for table, columns in impersonal.items() for column in columns),
    )
