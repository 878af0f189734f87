"""Who waits for the database, and since when; thinking is no waiting."""

import threading

from sqlalchemy import text

from bot.silence import Silence
from tests.estate import Garden


def test_work_that_has_heard_from_the_database_does_not_wait(garden: Garden) -> None:
    silence = Silence(garden.database)
    assert silence.seconds() == 0

    with silence.working():
        assert silence.seconds() > 0
        with garden.database.reading() as session:
            session.execute(text("SELECT 1"))
            assert silence.seconds() == 0


def test_one_that_waits_is_seen_from_another_thread(garden: Garden) -> None:
    silence = Silence(garden.database)

    def write() -> None:
        with silence.working(), garden.database.transaction() as session:
            session.execute(text("SELECT 1"))

    with garden.database.transaction() as session:
        session.execute(text("SELECT 1"))
        waiting = threading.Thread(target=write)
        waiting.start()
        while silence.seconds() == 0:
            waiting.join(0.01)
        assert waiting.is_alive()
    waiting.join(30)

    assert silence.seconds() == 0
