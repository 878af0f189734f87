"""Messages of an estate are found by their state, however many have arrived."""

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outgoing") as table:
        table.drop_index(op.f("ix_outgoing_estate_id"))
        table.create_index(op.f("ix_outgoing_estate_id_state_id"), ["estate_id", "state", "id"])


def downgrade() -> None:
    with op.batch_alter_table("outgoing") as table:
        table.drop_index(op.f("ix_outgoing_estate_id_state_id"))
        table.create_index(op.f("ix_outgoing_estate_id"), ["estate_id"], unique=False)
