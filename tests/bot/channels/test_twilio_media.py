"""Photos of an MMS are fetched from Twilio, and Twilio's token goes to nobody else (F56)."""

from collections.abc import AsyncIterator
from dataclasses import replace
from socket import AddressFamily

import pytest
from aiohttp import ClientSession, ClientTimeout, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.channels import IncomingMedia, MediaKind
from bot.channels.media import MEDIA_BYTES_MAX, FetchedMedia, MediaUnavailable
from bot.channels.twilio_gateway import TwilioGateway
from tests.bot.channels.twilio_requests import SETTINGS
from tests.fakes.twilio import FakeTwilio

PATH = f"/2010-04-01/Accounts/{SETTINGS.account_sid}/Messages/MM1/Media/ME1"
PHOTO = (b"\xff\xd8 a photo", "image/jpeg")


class NoNames(AbstractResolver):
    """Resolves nothing and remembers who was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: AddressFamily = AddressFamily.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        raise OSError("nobody is outside")

    async def close(self) -> None:
        self.asked = []


@pytest.fixture
async def twilio() -> AsyncIterator[FakeTwilio]:
    fake = FakeTwilio(prefix="/behind/twilio")
    fake.media["ME1"] = PHOTO
    async with fake.running():
        yield fake


@pytest.fixture
def names() -> NoNames:
    return NoNames()


@pytest.fixture
async def sms(twilio: FakeTwilio, names: NoNames) -> AsyncIterator[TwilioGateway]:
    async with ClientSession(connector=TCPConnector(resolver=names)) as session:
        settings = replace(SETTINGS, api_base=twilio.base)
        yield TwilioGateway(session, settings, "https://huiyin.example", ClientTimeout(total=5))


async def fetched(sms: TwilioGateway, address: str) -> FetchedMedia:
    return await sms.fetch_media(IncomingMedia(MediaKind.IMAGE, address, "image/jpeg"))


async def refusal(sms: TwilioGateway, address: str) -> MediaUnavailable:
    with pytest.raises(MediaUnavailable) as caught:
        await fetched(sms, address)
    return caught.value


async def test_a_photo_is_fetched_with_the_accounts_token(
    sms: TwilioGateway, twilio: FakeTwilio
) -> None:
    assert await fetched(sms, twilio.base + PATH) == FetchedMedia(*PHOTO)
    assert twilio.media_authorizations[0].startswith("Basic ")


async def test_an_address_at_twilio_itself_is_fetched_from_the_configured_base(
    sms: TwilioGateway, names: NoNames
) -> None:
    assert await fetched(sms, "https://api.twilio.com" + PATH) == FetchedMedia(*PHOTO)
    assert names.asked == []


async def test_the_token_does_not_follow_a_redirect(sms: TwilioGateway, twilio: FakeTwilio) -> None:
    twilio.media_moved_to = "/behind/twilio/moved/ME1"

    assert await fetched(sms, twilio.base + PATH) == FetchedMedia(*PHOTO)
    assert twilio.media_authorizations[1] == ""


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1/secret",
        "http://169.254.169.254/latest/meta-data",
        "https://api.twilio.com@evil.example/x",
        "https://api.twilio.com.evil.example/x",
        "http://api.twilio.com/x",
        "https://media.twiliocdn.com/x",
        "file:///etc/passwd",
        "//evil.example/x",
        "ME1",
        "",
    ],
)
async def test_an_address_that_is_not_twilios_is_never_asked(
    sms: TwilioGateway, twilio: FakeTwilio, names: NoNames, address: str
) -> None:
    assert (await refusal(sms, address)).is_final
    assert (names.asked, twilio.requests) == ([], [])


@pytest.mark.parametrize(
    "target",
    [
        "https://mms.twiliocdn.com/AC1/photo",
        "https://media.twiliocdn.com/AC1/photo",
        "https://api.twilio.com/2010-04-01/x",
        "https://s3-external-1.amazonaws.com/media.twiliocdn.com/AC1/photo",
        "https://media.twiliocdn.com.s3-external-1.amazonaws.com/AC1/photo",
    ],
)
async def test_a_redirect_to_twilios_stores_is_followed(
    sms: TwilioGateway, twilio: FakeTwilio, names: NoNames, target: str
) -> None:
    twilio.media_moved_to = target

    error = await refusal(sms, twilio.base + PATH)

    assert names.asked == [target.split("/")[2]]
    assert not error.is_final


@pytest.mark.parametrize(
    "target",
    [
        "http://media.twiliocdn.com/x",
        "https://media.twiliocdn.com:8443/x",
        "https://evil.example/x",
        "https://twilio.com.evil.example/x",
        "https://eviltwilio.com/x",
        "https://media.twiliocdn.com.s3.evil.example/x",
        "https://s3.amazonaws.com/somebody-elses-bucket/x",
        "https://169.254.169.254/x",
        "http://127.0.0.1:1/x",
        "mailto:somebody",
        "https://[::1",
        "https://user:password@evil.example/x",
    ],
)
async def test_a_redirect_to_anybody_else_is_refused(
    sms: TwilioGateway, twilio: FakeTwilio, names: NoNames, target: str
) -> None:
    twilio.media_moved_to = target

    error = await refusal(sms, twilio.base + PATH)

    assert error.is_final
    assert names.asked == []


async def test_redirects_come_to_an_end(sms: TwilioGateway, twilio: FakeTwilio) -> None:
    twilio.media_moved_to = "/behind/twilio/nowhere"
    assert (await refusal(sms, twilio.base + PATH)).is_final

    twilio.media_moved_to = twilio.base + PATH
    # Without the token, which a redirect does not carry, Twilio turns the second request away.
    assert (await refusal(sms, twilio.base + PATH)).reason == "status 401"
    assert len(twilio.requests) == 2 + 2


async def test_what_is_too_large_is_not_taken(sms: TwilioGateway, twilio: FakeTwilio) -> None:
    twilio.media["ME1"] = (b"x" * (MEDIA_BYTES_MAX + 1), "video/mp4")
    assert (await refusal(sms, twilio.base + PATH)).is_final

    twilio.media["ME1"] = (b"x" * MEDIA_BYTES_MAX, "video/mp4")
    assert len((await fetched(sms, twilio.base + PATH)).content) == MEDIA_BYTES_MAX


async def test_a_photo_that_is_gone_is_not_asked_for_again(
    sms: TwilioGateway, twilio: FakeTwilio
) -> None:
    twilio.media.clear()

    assert (await refusal(sms, twilio.base + PATH)).is_final


async def test_no_error_names_the_address_or_the_token(
    sms: TwilioGateway, twilio: FakeTwilio
) -> None:
    twilio.media_moved_to = "https://media.twiliocdn.com/secret-photo"

    error = await refusal(sms, twilio.base + PATH)

    said = f"{error!r} {error.reason} {error.__cause__!r}"
    assert "secret-photo" not in said
    assert SETTINGS.auth_token not in said
