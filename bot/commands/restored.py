"""`huiyin restored`: the first thing after a backup was put back, before anything is served."""

from collections.abc import Iterator

from bot.commands.opening import CannotRun, current_database
from bot.doctor.findings import Verdict
from bot.doctor.house import secret_key
from bot.settings import Settings
from storage.restoring import hold_back


def restored(settings: Settings) -> Iterator[str]:
    """Try the key and hold back what may have been sent; yield what was found, a sentence each.

    Raises CannotRun where the key is not the one that the backup was sealed with.
    """
    with current_database(settings) as database:
        key = secret_key(settings, database)
        if key.verdict is Verdict.FAIL:
            raise CannotRun(key.says)
        yield f"the key {key.says}"
        with database.transaction() as session:
            count = hold_back(session)
        yield f"{count} messages may have been sent since the backup: they are in doubt at the desk"
