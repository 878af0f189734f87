"""A card that may be changed is found, however many wait for a press that never comes."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

NAME = "ix_staff_card_update_at"
CHANGEABLE = sa.text("response_code IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table("staff_card") as table:
        table.drop_index(NAME)
        table.create_index(
            NAME, ["update_at"], sqlite_where=CHANGEABLE, postgresql_where=CHANGEABLE
        )


def downgrade() -> None:
    with op.batch_alter_table("staff_card") as table:
        table.drop_index(NAME)
        table.create_index(NAME, ["update_at"])
