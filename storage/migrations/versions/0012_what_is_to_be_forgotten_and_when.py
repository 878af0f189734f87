"""What is to be forgotten, and when: a row for each, also for what is kept already.

These rows are due at once: looking at one puts it to its own time, by the policy of its estate.
"""

from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
REFERENCES = (("case_id", "report_case"), ("identity_id", "identity"), ("resident_id", "resident"))
DAYS = (
    ("raw_days", "inbound", "received_at"),
    ("message_days", "inbound", "received_at"),
    ("message_days", "outgoing", "created_at"),
    ("conversation_days", "conversation", "closed_at"),
    ("code_days", "enrolment_code", "made_at"),
    ("code_days", "enrolment_request", "decided_at"),
    ("code_days", "idempotency_key", "at"),
    ("media_days", "media", "received_at"),
)
FORGETTING = sa.table(
    "forgetting",
    *(sa.column(name) for name in ("kind", "estate_id", "state", "failures")),
    *(sa.column(name) for name, _ in REFERENCES),
    sa.column("day", sa.Date()),
    *(sa.column(name, INSTANT) for name in ("begun_at", "due_at", "next_at")),
)
CASES = sa.table("report_case", *map(sa.column, ("id", "estate_id", "closed_at", "hold_reason")))
IDENTITIES = sa.table("identity", sa.column("id"), sa.column("left_at"))
RESIDENTS = sa.table("resident", *map(sa.column, ("id", "created_at", "in_directory", "erased_at")))


def upgrade() -> None:
    op.create_table(
        "forgetting",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=True) for name, _ in REFERENCES),
        sa.Column("estate_id", sa.Integer(), nullable=True),
        sa.Column("begun_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("fired_at", INSTANT, nullable=True),
        sa.Column("next_at", INSTANT, nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=f"fk_forgetting_{name}")
            for name, table in (*REFERENCES, ("estate_id", "estate"))
        ),
        sa.PrimaryKeyConstraint("id", name="pk_forgetting"),
        *(
            sa.UniqueConstraint("kind", name, name=f"uq_forgetting_kind_{name}")
            for name in ("day", *(name for name, _ in REFERENCES))
        ),
    )
    for name in (*(name for name, _ in REFERENCES), "estate_id", "next_at"):
        op.create_index(f"ix_forgetting_{name}", "forgetting", [name])
    for kind, days in _days().items():
        op.bulk_insert(FORGETTING, [_of_day(kind, day) for day in sorted(days)])
    is_closed = (CASES.c.closed_at.is_not(None), CASES.c.hold_reason.is_(None))
    for kind in ("media_days", "case_days"):
        _fill(kind, CASES, "case_id", "closed_at", *is_closed)
    _fill("left_days", IDENTITIES, "identity_id", "left_at", IDENTITIES.c.left_at.is_not(None))
    is_stranger = (RESIDENTS.c.in_directory == sa.false(), RESIDENTS.c.erased_at.is_(None))
    _fill("stranger_days", RESIDENTS, "resident_id", "created_at", *is_stranger)


def downgrade() -> None:
    op.drop_table("forgetting")


def _days() -> dict[str, set[date]]:
    """The days of what there is; a day of UTC ends in the next one of some estates."""
    found: dict[str, set[date]] = {}
    for kind, table, column in DAYS:
        at = sa.table(table, sa.column(column)).c[column]
        for value in op.get_bind().execute(sa.select(sa.func.date(at)).distinct()).scalars():
            if value is not None:
                day = date.fromisoformat(str(value))
                found.setdefault(kind, set()).update((day, day + timedelta(days=1)))
    return found


def _of_day(kind: str, day: date) -> dict[str, object]:
    noon = datetime.combine(day, time(12), UTC)
    times = {"begun_at": noon, "due_at": noon, "next_at": noon}
    return {"kind": kind, "day": day, "state": "pending", "failures": 0, **times}


def _fill(
    kind: str, table: sa.TableClause, about: str, since: str, *is_meant: sa.ColumnElement[bool]
) -> None:
    begun_at = table.c[since]
    columns = {
        "kind": sa.literal(kind),
        about: table.c.id,
        "begun_at": begun_at,
        "due_at": begun_at,
        "next_at": begun_at,
        "state": sa.literal("pending"),
        "failures": sa.literal(0),
    }
    if table is CASES:
        columns["estate_id"] = table.c.estate_id
    rows = sa.select(*columns.values()).where(*is_meant)
    op.execute(FORGETTING.insert().from_select(list(columns), rows))
