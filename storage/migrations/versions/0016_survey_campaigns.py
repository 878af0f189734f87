"""Keep survey campaigns: whom they ask, what came back, and what they led to."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add_cycles()
    _add_campaigns()
    _add_campaign_estates()
    _add_campaign_reports()
    _add_measures()
    _add_campaign_signatures()
    _add_invitations()
    _add_prizes()
    _add_response_checks()
    _add_form_response_columns()
    _add_outgoing_columns()


def downgrade() -> None:
    with op.batch_alter_table("outgoing", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_outgoing_invitation_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_outgoing_invitation_id"))
        batch_op.drop_column("invitation_id")

    with op.batch_alter_table("form_response", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_form_response_invitation_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_form_response_collector_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_form_response_invitation_id"), type_="unique")
        batch_op.drop_index(batch_op.f("ix_form_response_collector_id"))
        batch_op.drop_column("collector_id")
        batch_op.drop_column("invitation_id")

    op.drop_table("response_check")
    op.drop_table("prize")
    op.drop_table("invitation")
    op.drop_table("campaign_signature")
    op.drop_table("measure")
    op.drop_table("campaign_report")
    op.drop_table("campaign_estate")
    op.drop_table("survey_turn")
    op.drop_table("campaign")
    op.drop_table("survey_cycle")


def _add_cycles() -> None:
    op.create_table(
        "survey_cycle",
        sa.Column("estate_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["estate_id"], ["estate.id"], name=op.f("fk_survey_cycle_estate_id")
        ),
        sa.PrimaryKeyConstraint("estate_id", name=op.f("pk_survey_cycle")),
    )
    op.create_table(
        "survey_turn",
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["home_id"], ["home.id"], name=op.f("fk_survey_turn_home_id")),
        sa.PrimaryKeyConstraint("home_id", name=op.f("pk_survey_turn")),
    )


def _add_campaigns() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("part", sa.String(), nullable=True),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column("form_content", sa.String(), nullable=False),
        sa.Column("form_version_id", sa.Integer(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("prizes", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("frame", sa.LargeBinary(), nullable=True),
        sa.Column("frame_digest", sa.String(), nullable=True),
        sa.Column("lacking", sa.Integer(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["follows_id"], ["campaign.id"], name=op.f("fk_campaign_follows_id")
        ),
        sa.ForeignKeyConstraint(
            ["form_version_id"], ["form_version.id"], name=op.f("fk_campaign_form_version_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_campaign_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("number", name=op.f("uq_campaign_number")),
    )
    op.create_index(op.f("ix_campaign_follows_id"), "campaign", ["follows_id"])
    op.create_index(op.f("ix_campaign_form_version_id"), "campaign", ["form_version_id"])
    op.create_index(op.f("ix_campaign_next_at"), "campaign", ["next_at"])
    op.create_index(op.f("ix_campaign_owner_id"), "campaign", ["owner_id"])
    op.create_index(op.f("ix_campaign_state"), "campaign", ["state"])


def _add_campaign_estates() -> None:
    op.create_table(
        "campaign_estate",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("estate_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_estate_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["estate_id"], ["estate.id"], name=op.f("fk_campaign_estate_estate_id")
        ),
        sa.PrimaryKeyConstraint("campaign_id", "estate_id", name=op.f("pk_campaign_estate")),
    )
    op.create_index(op.f("ix_campaign_estate_estate_id"), "campaign_estate", ["estate_id"])


def _add_campaign_reports() -> None:
    op.create_table(
        "campaign_report",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_report_campaign_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_report")),
    )
    op.create_index(op.f("ix_campaign_report_campaign_id"), "campaign_report", ["campaign_id"])


def _add_measures() -> None:
    op.create_table(
        "measure",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("estate_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_measure_campaign_id")
        ),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_measure_estate_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_measure_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
    )
    op.create_index(op.f("ix_measure_campaign_id"), "measure", ["campaign_id"])
    op.create_index(op.f("ix_measure_estate_id"), "measure", ["estate_id"])
    op.create_index(op.f("ix_measure_next_at"), "measure", ["next_at"])
    op.create_index(op.f("ix_measure_owner_id"), "measure", ["owner_id"])
    op.create_index(op.f("ix_measure_state"), "measure", ["state"])


def _add_campaign_signatures() -> None:
    op.create_table(
        "campaign_signature",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("reviewer", sa.String(32), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("remark", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["campaign_report.id"], name=op.f("fk_campaign_signature_report_id")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_campaign_signature_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_signature")),
    )
    op.create_index(op.f("ix_campaign_signature_report_id"), "campaign_signature", ["report_id"])
    op.create_index(op.f("ix_campaign_signature_staff_id"), "campaign_signature", ["staff_id"])


def _add_invitations() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=True),
        sa.Column("conversation_id", sa.Integer(), nullable=True),
        sa.Column("token_hash", sa.String(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_invitation_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_invitation_conversation_id")
        ),
        sa.ForeignKeyConstraint(["home_id"], ["home.id"], name=op.f("fk_invitation_home_id")),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name=op.f("fk_invitation_resident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint(
            "campaign_id", "home_id", name=op.f("uq_invitation_campaign_id_home_id")
        ),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    op.create_index(op.f("ix_invitation_conversation_id"), "invitation", ["conversation_id"])
    op.create_index(op.f("ix_invitation_home_id"), "invitation", ["home_id"])
    op.create_index(op.f("ix_invitation_next_at"), "invitation", ["next_at"])
    op.create_index(op.f("ix_invitation_resident_id"), "invitation", ["resident_id"])


def _add_prizes() -> None:
    op.create_table(
        "prize",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_over_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_prize_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["handed_over_by_id"], ["staff.id"], name=op.f("fk_prize_handed_over_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_prize_invitation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prize")),
        sa.UniqueConstraint("campaign_id", "place", name=op.f("uq_prize_campaign_id_place")),
    )
    op.create_index(op.f("ix_prize_handed_over_by_id"), "prize", ["handed_over_by_id"])
    op.create_index(op.f("ix_prize_invitation_id"), "prize", ["invitation_id"])


def _add_response_checks() -> None:
    op.create_table(
        "response_check",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("of_all", sa.Boolean(), nullable=False),
        sa.Column("mark", sa.String(32), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("remark", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_response_check_by_id")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_response_check_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["form_response.id"], name=op.f("fk_response_check_response_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response_check")),
        sa.UniqueConstraint(
            "campaign_id", "response_id", name=op.f("uq_response_check_campaign_id_response_id")
        ),
    )
    op.create_index(op.f("ix_response_check_by_id"), "response_check", ["by_id"])
    op.create_index(op.f("ix_response_check_response_id"), "response_check", ["response_id"])


def _add_form_response_columns() -> None:
    with op.batch_alter_table("form_response", schema=None) as batch_op:
        batch_op.add_column(sa.Column("invitation_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("collector_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_form_response_collector_id"), ["collector_id"], unique=False
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_form_response_invitation_id"), ["invitation_id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_form_response_collector_id"), "staff", ["collector_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_form_response_invitation_id"), "invitation", ["invitation_id"], ["id"]
        )


def _add_outgoing_columns() -> None:
    with op.batch_alter_table("outgoing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("invitation_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_outgoing_invitation_id"), ["invitation_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_outgoing_invitation_id"), "invitation", ["invitation_id"], ["id"]
        )
