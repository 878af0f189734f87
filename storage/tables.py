"""All tables in one import, for migrations and for whoever opens a database."""

from sqlmodel import SQLModel

from storage import (
    audit,
    case_archiving,
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
    sign_offs,
    staff,
    staff_cards,
    subscriptions,
    tasks,
    tokens,
    upload_links,
)

__all__ = [
    "audit",
    "case_archiving",
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
    "sign_offs",
    "staff",
    "staff_cards",
    "subscriptions",
    "tasks",
    "tokens",
    "upload_links",
]

metadata = SQLModel.metadata
