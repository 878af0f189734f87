"""Say whose questionnaire a page sent, so that it is erased with whoever was asked."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("inbound", schema=None) as batch_op:
        batch_op.add_column(sa.Column("invitation_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_inbound_invitation_id"), ["invitation_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_inbound_invitation_id"), "invitation", ["invitation_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("inbound", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_inbound_invitation_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_inbound_invitation_id"))
        batch_op.drop_column("invitation_id")
