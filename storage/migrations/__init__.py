"""The revisions of the tables, oldest first under versions/, and what Alembic needs to run them."""
