"""For developers: `python -m storage.migrations.draft keep the floor of a home`.

It writes the next revision from what differs between the tables and the revisions so far; read
and tidy it by hand. While nothing has been released there is one revision: remove it first, and
draft it again.
"""

import sys
from datetime import UTC, datetime
from tempfile import TemporaryDirectory

from alembic import command
from alembic.script import ScriptDirectory

from storage.database import Database
from storage.keys import Keyring
from storage.migrate import configuration, upgrade

ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)  # it would name a backup; an empty file needs none


def draft(message: str) -> None:
    """Write the next revision; it turns out empty where the tables have not changed."""
    number = len(list(ScriptDirectory.from_config(configuration()).walk_revisions())) + 1
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/draft.db", Keyring((bytes(32),)))
        if number > 1:
            upgrade(database, ANY_TIME)
        with database.engine.connect() as connection:
            config = configuration(connection=connection)
            command.revision(config, message, autogenerate=True, rev_id=f"{number:04d}")


if __name__ == "__main__":
    draft(" ".join(sys.argv[1:]))
