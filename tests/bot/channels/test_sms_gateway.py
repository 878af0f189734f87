"""Each number goes by the provider that serves its country, and by no other."""

from datetime import UTC, datetime

import pytest

from bot.channels import Accepted, After, Incoming, Letter, Outcome, Refused, Unknown
from bot.channels.sms_gateway import Callback, SmsChannel, SmsGateway
from bot.channels.sms_status import StatusReport

MAINLAND = "+8613800138000"
HONG_KONG = "+85291234567"
TAIWAN = "+886912345678"
NOW = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)


class Gateway:
    """A provider that takes everything and remembers whom it was for."""

    def __init__(self, name: str, *, two_way: bool = True) -> None:
        self.name = name
        self.two_way = two_way
        self.served: list[str] = []

    async def send(self, letter: Letter) -> Outcome:
        self.served.append(letter.address)
        return Accepted(f"{self.name} {letter.id}")

    async def look_up(self, letter: Letter, since: datetime) -> Outcome:
        assert since == NOW
        return Accepted(f"{self.name} {letter.id}")

    def is_two_way(self, number: str) -> bool:
        return self.two_way

    def read_messages(self, callback: Callback) -> tuple[Incoming, ...]:
        return ()

    def read_reports(self, callback: Callback) -> tuple[StatusReport, ...]:
        return ()


@pytest.fixture
def mainland() -> Gateway:
    return Gateway("mainland")


@pytest.fixture
def elsewhere() -> Gateway:
    return Gateway("elsewhere", two_way=False)


def letter(number: str) -> Letter:
    return Letter("17", number, "您好")


@pytest.mark.parametrize(
    ("number", "served_by"),
    [(MAINLAND, "mainland"), (HONG_KONG, "elsewhere"), (TAIWAN, "elsewhere")],
)
async def test_the_mainland_has_a_gateway_of_its_own(
    mainland: Gateway, elsewhere: Gateway, number: str, served_by: str
) -> None:
    channel = SmsChannel(mainland=mainland, elsewhere=elsewhere)

    assert await channel.send(letter(number)) == Accepted(f"{served_by} 17")
    assert await channel.look_up(letter(number), NOW) == Accepted(f"{served_by} 17")
    assert channel.is_two_way(number) is (served_by == "mainland")
    assert channel.is_abroad(number) is (served_by == "elsewhere")


async def test_without_a_gateway_for_the_mainland_the_other_one_serves_it(
    elsewhere: Gateway,
) -> None:
    channel = SmsChannel(elsewhere=elsewhere)

    await channel.send(letter(MAINLAND))

    assert elsewhere.served == [MAINLAND]
    assert channel.is_abroad(MAINLAND)


async def test_a_number_that_nobody_serves_takes_the_next_way(mainland: SmsGateway) -> None:
    channel = SmsChannel(mainland=mainland)

    outcome = await channel.send(letter(HONG_KONG))

    assert isinstance(outcome, Refused)
    assert outcome.after is After.NEXT_CHANNEL
    assert isinstance(await channel.look_up(letter(HONG_KONG), NOW), Unknown)
    assert not channel.is_two_way(HONG_KONG)
    assert not channel.is_abroad(HONG_KONG)
