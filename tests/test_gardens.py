"""Every story begins in the same garden, whatever happened in the one before."""

from storage.audit import COMMAND, audit
from tests.estate import Garden
from tests.gardens import Ground
from tests.replanting import Rows, rows_of


def rows(garden: Garden) -> Rows:
    with garden.looking() as session:
        return rows_of(session)


def test_a_garden_is_as_if_nothing_had_ever_happened(grounds: dict[str, Ground]) -> None:
    for ground in grounds.values():
        garden = ground.garden()
        garden.resolve(garden.report())
        with garden.changing() as session:
            audit(session, "export", "resident 7", by="wang", via=COMMAND, now=garden.now)
        assert rows(garden) != ground.rows

        assert rows(ground.garden()) == ground.rows
