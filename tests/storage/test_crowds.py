"""To which estate an address belongs, many looked up at once (S4)."""

from storage.crowds import estates_of
from tests.estate import Garden
from tests.metering import metered

HER = ("wechat", "gh", "openid-chen")


def test_many_addresses_are_looked_up_by_one_statement(garden: Garden) -> None:
    strangers = [("wechat", "gh", f"o-stranger-{number}") for number in range(50)]
    elsewhere = ("wechat", "gh-of-others", HER[2])

    with garden.database.reading() as session, metered(garden.database) as meter:
        found = estates_of(session, [HER, elsewhere, *strangers])

    assert len(meter.statements) == 1
    assert found.pop(HER) is not None
    assert set(found.values()) == {None}
    assert set(found) == {elsewhere, *strangers}
