"""The first tables.

Each stands after those that it refers to.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "clock_offset",
    "early_report",
    "estate",
    "idempotency_key",
    "number_counter",
    "period_run",
    "provider_token",
    "home",
    "policy_version",
    "resident",
    "staff",
    "consent",
    "identity",
    "residence",
    "enrolment_code",
    "report_case",
    "case_event",
    "conversation",
    "enrolment_request",
    "inbound",
    "outgoing",
    "task",
    "attempt",
    "deadline",
    "media",
    "task_record",
)


INDEXED = {
    "early_report": ("provider_id",),
    "home": ("code", "estate_id"),
    "policy_version": ("estate_id",),
    "resident": ("estate_id", "phone_index"),
    "staff": ("estate_id", "phone_index"),
    "consent": ("resident_id",),
    "identity": ("address_index", "resident_id"),
    "residence": ("home_id", "resident_id"),
    "enrolment_code": ("home_id", "identity_id", "resident_id"),
    "report_case": (
        "estate_id",
        "handler_id",
        "home_id",
        "identity_id",
        "not_for_id",
        "opened_at",
        "repeat_of_id",
        "reporter_id",
        "state",
    ),
    "case_event": ("case_id",),
    "conversation": (
        "case_id",
        "expires_at",
        "identity_id",
        "idle_at",
        "resident_id",
        "staff_id",
        "state",
    ),
    "enrolment_request": ("case_id", "home_id", "identity_id"),
    "inbound": ("case_id", "identity_id", "received_at", "staff_id"),
    "outgoing": (
        "case_id",
        "estate_id",
        "identity_id",
        "look_up_at",
        "not_before",
        "provider_id",
        "resident_id",
        "staff_id",
        "state",
    ),
    "task": ("case_id", "state"),
    "attempt": ("outgoing_id", "provider_id"),
    "deadline": ("case_id", "next_at", "task_id"),
    "media": ("case_id", "inbound_id", "state"),
    "task_record": ("task_id",),
}


def upgrade() -> None:
    _clock_offset()
    _early_report()
    _estate()
    _idempotency_key()
    _number_counter()
    _period_run()
    _provider_token()
    _home()
    _policy_version()
    _resident()
    _staff()
    _consent()
    _identity()
    _residence()
    _enrolment_code()
    _report_case()
    _case_event()
    _conversation()
    _enrolment_request()
    _inbound()
    _outgoing()
    _task()
    _attempt()
    _deadline()
    _media()
    _task_record()
    for table, columns in INDEXED.items():
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _clock_offset() -> None:
    op.create_table(
        "clock_offset",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_clock_offset"),
    )


def _early_report() -> None:
    op.create_table(
        "early_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_early_report"),
    )


def _estate() -> None:
    op.create_table(
        "estate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_estate"),
        sa.UniqueConstraint("name", name="uq_estate_name"),
    )


def _idempotency_key() -> None:
    op.create_table(
        "idempotency_key",
        sa.Column("caller", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("request_digest", sa.String(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("caller", "key", name="pk_idempotency_key"),
    )


def _number_counter() -> None:
    op.create_table(
        "number_counter",
        sa.Column("day_prefix", sa.String(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day_prefix", name="pk_number_counter"),
    )


def _period_run() -> None:
    op.create_table(
        "period_run",
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("job", "period", name="pk_period_run"),
    )


def _provider_token() -> None:
    op.create_table(
        "provider_token",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("token_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("renewing_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failure", sa.String(), nullable=False),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("account", name="pk_provider_token"),
    )


def _home() -> None:
    op.create_table(
        "home",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("estate_id", sa.Integer(), nullable=False),
        sa.Column("building", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("key_client", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name="fk_home_estate_id"),
        sa.PrimaryKeyConstraint("id", name="pk_home"),
        sa.UniqueConstraint("estate_id", "code", name="uq_home_estate_id_code"),
    )


def _policy_version() -> None:
    op.create_table(
        "policy_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("estate_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("effective_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name="fk_policy_version_estate_id"),
        sa.PrimaryKeyConstraint("id", name="pk_policy_version"),
    )


def _resident() -> None:
    op.create_table(
        "resident",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("estate_id", sa.Integer(), nullable=True),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_index", sa.String(), nullable=True),
        sa.Column("language", sa.String(32), nullable=False),
        sa.Column("in_directory", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name="fk_resident_estate_id"),
        sa.PrimaryKeyConstraint("id", name="pk_resident"),
    )


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("userid", sa.String(), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_index", sa.String(), nullable=True),
        sa.Column("estate_id", sa.Integer(), nullable=True),
        sa.Column("reports_to", sa.String(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name="fk_staff_estate_id"),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("userid", name="uq_staff_userid"),
    )


def _consent() -> None:
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("via", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_consent_resident_id"),
        sa.PrimaryKeyConstraint("id", name="pk_consent"),
    )


def _identity() -> None:
    op.create_table(
        "identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("address_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("address_index", sa.String(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("proven_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opted_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_heard_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("window_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("window_left", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_identity_resident_id"),
        sa.PrimaryKeyConstraint("id", name="pk_identity"),
        sa.UniqueConstraint(
            "channel", "account", "address_index", name="uq_identity_channel_account_address_index"
        ),
    )


def _residence() -> None:
    op.create_table(
        "residence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("moved_in", sa.Date(), nullable=True),
        sa.Column("moved_out", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["home_id"], ["home.id"], name="fk_residence_home_id"),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_residence_resident_id"),
        sa.PrimaryKeyConstraint("id", name="pk_residence"),
    )


def _enrolment_code() -> None:
    op.create_table(
        "enrolment_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("identity_id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries_left", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["home_id"], ["home.id"], name="fk_enrolment_code_home_id"),
        sa.ForeignKeyConstraint(
            ["identity_id"], ["identity.id"], name="fk_enrolment_code_identity_id"
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name="fk_enrolment_code_resident_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_enrolment_code"),
    )


def _report_case() -> None:
    op.create_table(
        "report_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("estate_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("case_class", sa.String(32), nullable=False),
        sa.Column("urgency", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("closure", sa.String(32), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("reporter_id", sa.Integer(), nullable=True),
        sa.Column("identity_id", sa.Integer(), nullable=True),
        sa.Column("handler_id", sa.Integer(), nullable=True),
        sa.Column("not_for_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_responded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("promised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revisited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("plan_text", sa.String(), nullable=True),
        sa.Column("plan_by", sa.String(), nullable=True),
        sa.Column("plan_decision", sa.String(), nullable=True),
        sa.Column("plan_reason", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("measures", sa.String(), nullable=True),
        sa.Column("improvement", sa.String(), nullable=True),
        sa.Column("verdict_fixed", sa.Boolean(), nullable=True),
        sa.Column("verdict_satisfaction", sa.String(32), nullable=True),
        sa.Column("verdict_remark", sa.String(), nullable=True),
        sa.Column("repeat_of_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name="fk_report_case_estate_id"),
        sa.ForeignKeyConstraint(["handler_id"], ["staff.id"], name="fk_report_case_handler_id"),
        sa.ForeignKeyConstraint(["home_id"], ["home.id"], name="fk_report_case_home_id"),
        sa.ForeignKeyConstraint(
            ["identity_id"], ["identity.id"], name="fk_report_case_identity_id"
        ),
        sa.ForeignKeyConstraint(["not_for_id"], ["staff.id"], name="fk_report_case_not_for_id"),
        sa.ForeignKeyConstraint(
            ["repeat_of_id"], ["report_case.id"], name="fk_report_case_repeat_of_id"
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["resident.id"], name="fk_report_case_reporter_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_report_case"),
        sa.UniqueConstraint("number", name="uq_report_case_number"),
    )


def _case_event() -> None:
    op.create_table(
        "case_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["report_case.id"], name="fk_case_event_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_event"),
    )


def _conversation() -> None:
    op.create_table(
        "conversation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("identity_id", sa.Integer(), nullable=True),
        sa.Column("flow", sa.String(), nullable=False),
        sa.Column("seed_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("answers_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("asked", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("starter", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("idle_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["report_case.id"], name="fk_conversation_case_id"),
        sa.ForeignKeyConstraint(
            ["identity_id"], ["identity.id"], name="fk_conversation_identity_id"
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name="fk_conversation_resident_id"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_conversation_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_conversation"),
    )


def _enrolment_request() -> None:
    op.create_table(
        "enrolment_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("identity_id", sa.Integer(), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["report_case.id"], name="fk_enrolment_request_case_id"
        ),
        sa.ForeignKeyConstraint(["home_id"], ["home.id"], name="fk_enrolment_request_home_id"),
        sa.ForeignKeyConstraint(
            ["identity_id"], ["identity.id"], name="fk_enrolment_request_identity_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_enrolment_request"),
    )


def _inbound() -> None:
    op.create_table(
        "inbound",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("provider_key", sa.String(), nullable=False),
        sa.Column("identity_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("raw_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("quarantined", sa.Boolean(), nullable=False),
        sa.Column("reply_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["report_case.id"], name="fk_inbound_case_id"),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name="fk_inbound_identity_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_inbound_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_inbound"),
        sa.UniqueConstraint(
            "channel", "account", "provider_key", name="uq_inbound_channel_account_provider_key"
        ),
    )


def _outgoing() -> None:
    op.create_table(
        "outgoing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unique_key", sa.String(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=True),
        sa.Column("identity_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("room", sa.String(), nullable=True),
        sa.Column("estate_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.String(32), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("passes_quiet_hours", sa.Boolean(), nullable=False),
        sa.Column("answers_respond", sa.Boolean(), nullable=False),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("address_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("tried", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lookups", sa.Integer(), nullable=False),
        sa.Column("look_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_after", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_by", sa.String(), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("provider_id", sa.String(), nullable=True),
        sa.Column("provider_status", sa.String(), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["report_case.id"], name="fk_outgoing_case_id"),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name="fk_outgoing_estate_id"),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name="fk_outgoing_identity_id"),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_outgoing_resident_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_outgoing_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_outgoing"),
        sa.UniqueConstraint("unique_key", name="uq_outgoing_unique_key"),
    )


def _task() -> None:
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["report_case.id"], name="fk_task_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_task"),
    )


def _attempt() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outgoing_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("identity_id", sa.Integer(), nullable=True),
        sa.Column("address_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("provider_id", sa.String(), nullable=True),
        sa.Column("provider_status", sa.String(), nullable=True),
        sa.Column("provider_error", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name="fk_attempt_identity_id"),
        sa.ForeignKeyConstraint(["outgoing_id"], ["outgoing.id"], name="fk_attempt_outgoing_id"),
        sa.PrimaryKeyConstraint("id", name="pk_attempt"),
    )


def _deadline() -> None:
    op.create_table(
        "deadline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("policy_version_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ask_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("fired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["report_case.id"], name="fk_deadline_case_id"),
        sa.ForeignKeyConstraint(
            ["policy_version_id"], ["policy_version.id"], name="fk_deadline_policy_version_id"
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_deadline_task_id"),
        sa.PrimaryKeyConstraint("id", name="pk_deadline"),
        sa.UniqueConstraint(
            "case_id", "kind", "round", "sequence", name="uq_deadline_case_id_kind_round_sequence"
        ),
    )


def _media() -> None:
    op.create_table(
        "media",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inbound_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("content_type", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.String(), nullable=True),
        sa.Column("found", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["report_case.id"], name="fk_media_case_id"),
        sa.ForeignKeyConstraint(["inbound_id"], ["inbound.id"], name="fk_media_inbound_id"),
        sa.PrimaryKeyConstraint("id", name="pk_media"),
    )


def _task_record() -> None:
    op.create_table(
        "task_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("reached", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_task_record_task_id"),
        sa.PrimaryKeyConstraint("id", name="pk_task_record"),
    )
