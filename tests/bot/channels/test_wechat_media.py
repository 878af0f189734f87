"""W17, W18: photos and films of residents are fetched from WeChat, and from nowhere else."""

import pytest

from bot.channels import (
    IncomingMedia,
    MediaKind,
)
from bot.channels.media import MEDIA_BYTES_MAX, FetchedMedia, MediaUnavailable
from bot.channels.wechat import WeChatCustomerService
from bot.channels.wechat_media import fetch_media
from tests.bot.channels.wechat_office import Office
from tests.fakes.faults import Answer, Drop, Fault, Hang
from tests.fakes.wechat import (
    FakeWeChat,
    errcode,
)

PHOTO = IncomingMedia(MediaKind.IMAGE, "media-1")


async def test_photo_is_fetched_with_its_type(
    service: WeChatCustomerService, wechat: FakeWeChat
) -> None:
    wechat.media["media-1"] = (b"\xff\xd8\xff\xe0 photo", "image/jpeg")

    assert await service.fetch_media(PHOTO) == FetchedMedia(b"\xff\xd8\xff\xe0 photo", "image/jpeg")


async def test_token_that_is_not_taken_is_renewed_for_a_photo_too(
    service: WeChatCustomerService, wechat: FakeWeChat
) -> None:
    wechat.media["media-1"] = (b"photo", "image/jpeg")
    wechat.invalidate_tokens()

    assert (await service.fetch_media(PHOTO)).content == b"photo"


async def test_film_is_fetched_from_where_wechat_says(
    service: WeChatCustomerService, wechat: FakeWeChat
) -> None:
    wechat.media["film-1"] = (b"\x00\x00\x00\x18ftypmp42", "video/mp4; codecs=x")
    wechat.videos["media-1"] = f"{wechat.base}/film/film-1"

    film = await service.fetch_media(PHOTO)

    assert film.content_type == "video/mp4"
    assert "access_token" not in wechat.requests[-1]


@pytest.mark.parametrize("inside", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "fd00::1"])
async def test_film_whose_address_leads_into_our_own_network_is_not_fetched(
    office: Office, wechat: FakeWeChat, inside: str
) -> None:
    wechat.videos["media-1"] = "http://film.video.qq.com/1.mp4"

    async def resolve(host: str) -> list[str]:
        return {"film.video.qq.com": ["1.1.1.1", inside]}[host]

    with pytest.raises(MediaUnavailable, match="our own network") as caught:
        await fetch_media(office.account, "media-1", resolve)
    assert caught.value.is_final


async def test_film_whose_name_nobody_knows_now_may_be_had_later(
    office: Office, wechat: FakeWeChat
) -> None:
    wechat.videos["media-1"] = "http://film.video.qq.com/1.mp4"

    async def resolve(host: str) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(MediaUnavailable) as caught:
        await fetch_media(office.account, "media-1", resolve)
    assert not caught.value.is_final


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/latest",
        "http://127.0.0.1:1/",
        "http://qq.com.example/film",
        "http://evilqq.com/film",
        "https://v.qq.com:8443/film",
        "https://user@example.com/.qq.com",
        "file:///etc/.qq.com",
        "http://[::1/",
        "",
    ],
)
async def test_film_at_somebody_elses_address_is_not_fetched(
    service: WeChatCustomerService, wechat: FakeWeChat, address: str
) -> None:
    wechat.videos["media-1"] = address

    with pytest.raises(MediaUnavailable) as caught:
        await service.fetch_media(PHOTO)
    assert caught.value.is_final


async def test_photo_larger_than_allowed_is_not_fetched(
    service: WeChatCustomerService, wechat: FakeWeChat
) -> None:
    wechat.media["media-1"] = (b"x" * (MEDIA_BYTES_MAX + 1), "image/jpeg")

    with pytest.raises(MediaUnavailable, match="too large") as caught:
        await service.fetch_media(PHOTO)
    assert caught.value.is_final


@pytest.mark.parametrize(
    ("fault", "is_final"),
    [
        (errcode(40007), True),
        (errcode(45009), False),
        (errcode(48001), False),
        (Answer(200, b"", "image/jpeg"), False),
        (Answer(502, b"<html>", "text/html"), False),
        (Answer(302, b"", headers={"Location": "http://169.254.169.254/"}), False),
        (Answer(200, b'{"video_url": 5}'), False),
        (Hang(5), False),
        (Drop(), False),
    ],
)
async def test_photo_that_cannot_be_had_says_whether_to_try_again(
    service: WeChatCustomerService, wechat: FakeWeChat, fault: Fault, is_final: bool
) -> None:
    wechat.media["media-1"] = (b"photo", "image/jpeg")
    # A connection that broke is tried again by aiohttp where that is harmless, once.
    wechat.faults.extend([fault, fault])

    with pytest.raises(MediaUnavailable) as caught:
        await service.fetch_media(PHOTO)
    assert caught.value.is_final is is_final


async def test_photo_without_a_token_can_be_tried_again(
    service: WeChatCustomerService, wechat: FakeWeChat
) -> None:
    wechat.invalidate_tokens()
    wechat.token_faults.append(errcode(40164))

    with pytest.raises(MediaUnavailable, match="40164") as caught:
        await service.fetch_media(PHOTO)
    assert not caught.value.is_final
