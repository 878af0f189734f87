"""Where many messages wait, each waits with those of its estate (S4)."""

import asyncio

from bot.channels import ChannelName, Incoming
from bot.crowds import Crowds
from storage.database import Database
from tests.estate import Garden
from tests.metering import metered

HER, STRANGER = "openid-chen", "openid-nobody"
ACCOUNT = (ChannelName.WECHAT, "gh")


def written(sender: str) -> Incoming:
    return Incoming(ChannelName.WECHAT, "gh", f"m:{sender}", sender, "在吗")


async def test_a_resident_waits_with_the_estate_and_a_stranger_with_the_account(
    garden: Garden,
) -> None:
    crowds = Crowds(garden.database)

    hers, theirs = await asyncio.gather(crowds.of(written(HER)), crowds.of(written(STRANGER)))

    assert isinstance(hers, int)
    assert theirs == ACCOUNT
    crowds.close()


async def test_all_who_ask_in_the_meantime_are_looked_up_together_and_once(garden: Garden) -> None:
    crowds = Crowds(garden.database)
    everybody = [written(HER), *(written(f"o-{number}") for number in range(100))]

    with metered(garden.database) as meter:
        await asyncio.gather(*map(crowds.of, everybody))
        await asyncio.gather(*map(crowds.of, everybody))

    assert len(meter.statements) == 1
    crowds.close()


async def test_where_the_database_is_away_everybody_waits_with_the_account(garden: Garden) -> None:
    away = Database("postgresql+psycopg://nobody@127.0.0.1:1/none", garden.database.keys)
    crowds = Crowds(away)

    assert await crowds.of(written(HER)) == ACCOUNT

    crowds.close()
    away.close()
