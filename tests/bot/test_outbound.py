"""Media are fetched from outside: no name leads the fetcher into our own network (F56, S12)."""

from dataclasses import dataclass, field, replace
from socket import AddressFamily

import pytest
from aiohttp import ClientConnectorError, ClientSession, ClientTimeout
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.channels import IncomingMedia, MediaKind
from bot.channels.media import MediaUnavailable
from bot.channels.twilio_gateway import TwilioGateway
from bot.outbound import outbound_session
from tests.bot.channels.twilio_requests import SETTINGS
from tests.fakes.twilio import FakeTwilio

PRIVATE = (
    "127.0.0.1", "10.0.0.5", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "0.0.0.0", "::1", "fe80::1", "fc00::1", "::ffff:10.0.0.5",
)  # fmt: skip
PATIENT = ClientTimeout(total=30)
STORE = "https://media.twiliocdn.com/photo"


@dataclass
class Names(AbstractResolver):
    """A name server in somebody else's hand: each look-up gives the next answer."""

    answers: list[list[str]]
    asked: list[str] = field(default_factory=list)

    async def resolve(
        self, host: str, port: int = 0, family: AddressFamily = AddressFamily.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        addresses = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [
            ResolveResult(hostname=host, host=one, port=port, family=family, proto=0, flags=0)
            for one in addresses
        ]

    async def close(self) -> None:
        self.answers = [[]]


def session_with(names: Names, *bases: str) -> ClientSession:
    return outbound_session(bases, lambda: names)


@pytest.mark.parametrize("address", PRIVATE)
async def test_a_name_that_stands_for_a_private_address_is_not_called(address: str) -> None:
    names = Names([["93.184.216.34", address]])
    async with session_with(names) as session:
        with pytest.raises(ClientConnectorError, match="inside our own network"):
            await session.get("http://media.qq.com:9/film", timeout=PATIENT)

    assert names.asked == ["media.qq.com"]


async def test_a_name_that_changes_between_look_and_call_is_not_called() -> None:
    """Rebinding: what was public when it was looked at leads inside when it is called."""
    names = Names([["93.184.216.34"], ["127.0.0.1"]])
    async with session_with(names) as session:
        assert (await names.resolve("media.qq.com"))[0]["host"] == "93.184.216.34"
        with pytest.raises(ClientConnectorError, match="inside our own network"):
            await session.get("http://media.qq.com:9/film", timeout=PATIENT)


async def test_a_provider_at_an_address_that_the_operator_set_is_called() -> None:
    fake = FakeTwilio()
    async with fake.running():
        port = fake.base.rpartition(":")[2]
        base = f"http://gateway.internal:{port}"
        async with (
            session_with(Names([["127.0.0.1"]]), base) as session,
            session.get(f"{base}/nothing", timeout=PATIENT) as response,
        ):
            assert response.status == 404


async def test_a_redirect_to_twilios_store_does_not_lead_inside() -> None:
    """Whoever can answer for the store's name gets no call out of our network into it."""
    fake = FakeTwilio()
    async with fake.running(), session_with(Names([["169.254.169.254"]]), fake.base) as session:
        settings = replace(SETTINGS, api_base=fake.base)
        gateway = TwilioGateway(session, settings, "https://huiyin.example", PATIENT)
        fake.media["ME1"] = (b"\xff\xd8 a photo", "image/jpeg")
        fake.media_moved_to = STORE
        path = f"/2010-04-01/Accounts/{SETTINGS.account_sid}/Messages/MM1/Media/ME1"
        with pytest.raises(MediaUnavailable) as caught:
            await gateway.fetch_media(
                IncomingMedia(MediaKind.IMAGE, fake.base + path, "image/jpeg")
            )

    assert "169.254" not in caught.value.reason
    assert not caught.value.is_final
