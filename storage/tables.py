"""All tables in one import, for migrations and for whoever opens a database."""

from sqlmodel import SQLModel

from storage import (
    audit,
    cases,
    clock,
    consents,
    conversations,
    deadlines,
    enrolment,
    estates,
    followers,
    inbound,
    knowledge,
    outgoing,
    periods,
    praise,
    residents,
    staff,
    staff_cards,
    tasks,
    tokens,
)

__all__ = [
    "audit",
    "cases",
    "clock",
    "consents",
    "conversations",
    "deadlines",
    "enrolment",
    "estates",
    "followers",
    "inbound",
    "knowledge",
    "outgoing",
    "periods",
    "praise",
    "residents",
    "staff",
    "staff_cards",
    "tasks",
    "tokens",
]

metadata = SQLModel.metadata
