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
    qr_codes,
    residents,
    staff,
    staff_cards,
    subscriptions,
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
    "qr_codes",
    "residents",
    "staff",
    "staff_cards",
    "subscriptions",
    "tasks",
    "tokens",
]

metadata = SQLModel.metadata
