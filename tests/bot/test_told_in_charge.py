"""A resident's further words reach somebody who may have to do with the case, whoever is there."""

from bot.channels import ChannelName, Incoming
from bot.reception import receive
from flows.rules.vocabulary import Urgency
from tests.estate import Garden, plant


def say_more(garden: Garden, text: str) -> None:
    """The reporter of the garden's cases writes."""
    incoming = Incoming(ChannelName.WECHAT, "gh", text, "openid-chen", text)
    receive(garden.database, incoming, garden.now)


def told_of_addition(garden: Garden, case: int) -> set[str]:
    event = garden.events(case, "added")[-1].id
    return {userid for _, userid in garden.told(case, f"event {event}")}


def test_with_nobody_on_the_first_rung_the_next_one_hears(sqlite_database: str) -> None:
    garden = plant(sqlite_database)
    case = garden.report()
    garden.dismiss("xiao.lin")

    say_more(garden, "还有一点，水表在走廊")

    assert told_of_addition(garden, case) == {"zhou"}
    garden.close()


def test_who_is_complained_of_hears_nothing_of_it(sqlite_database: str) -> None:
    garden = plant(sqlite_database)
    case = garden.report("小林态度很差", about="xiao.lin", urgency=Urgency.EMERGENCY)

    say_more(garden, "还有一点，他骂了两次")

    assert told_of_addition(garden, case) == {"zhou"}
    garden.close()
