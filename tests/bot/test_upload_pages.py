"""Photos by a link in a text message: plain forms, for one case, for some time (R30)."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from aiohttp import FormData, web
from aiohttp.test_utils import TestClient, TestServer

from bot.channels import ChannelName, Incoming
from bot.media_files import media_path
from bot.pages import uploads
from bot.pages.links import LinkPages
from bot.pages.questionnaires import QuestionnairePages
from bot.pages.rendering import routes as page_routes
from bot.pages.uploads import UploadPages
from bot.reception import receive
from bot.refusing import refusing
from flows.rules.policy_text import packaged
from flows.rules.vocabulary import Verb
from storage.cases import lock_case, media_of
from storage.erasing import erase_resident
from storage.residents import SMS_ACCOUNT
from storage.upload_links import UploadLink, find_link, make_link
from tests.estate import LI, Garden
from tests.fakes.photos import TELLING, photo

pytestmark = pytest.mark.usefixtures("log_tells_of_nobody")

LIMITS = packaged("strict").uploads
TOKEN = "a-token-of-more-than-128-random-bits"
SOUND = b"#!AMR\n\x3c"
LONG_SOUND = 8_000_000
PART = b'--b\r\nContent-Disposition: form-data; name="files"; filename="1.amr"\r\n\r\n'
FORM = {"Content-Type": "multipart/form-data; boundary=b"}
HONG_KONG, MAINLAND = "+85255500103", "+8613800138000"


@dataclass
class Page:
    """A phone with a link, and the house behind it."""

    garden: Garden
    folder: Path
    phone: TestClient[web.Request, web.Application]
    case: int

    async def upload(
        self, *contents: bytes, token: str = TOKEN, language: str = ""
    ) -> tuple[int, str]:
        """Choose files in the form and send it; the status and the page."""
        form = FormData()
        for number, content in enumerate(contents):
            form.add_field(
                "files", BytesIO(content), filename=f"{number}.jpg", content_type="image/jpeg"
            )
        answer = await self.phone.post(f"/f/{token}?lang={language}", data=form)
        return answer.status, await answer.text()

    def on_disk(self) -> int:
        return len(list(self.folder.iterdir()))

    def kept(self) -> list[tuple[str, int | None]]:
        with self.garden.looking() as session:
            return [(one.content_type, one.size) for one in media_of(session, self.case)]


@pytest.fixture
async def page(garden: Garden, tmp_path: Path) -> AsyncIterator[Page]:
    """The page of one case, opened on a phone."""
    case = garden.report()
    with garden.changing() as session:
        make_link(session, lock_case(session, case), TOKEN, packaged("strict"), garden.now)
    behind = (garden.database, tmp_path, lambda: garden.now, lambda: None)
    pages = LinkPages(garden.database, UploadPages(*behind), QuestionnairePages(*behind))
    application = web.Application(middlewares=[refusing])
    application.add_routes([*page_routes(), *pages.routes()])
    async with TestClient(TestServer(application)) as phone:
        yield Page(garden, tmp_path, phone, case)


async def test_the_form_is_plain_html_under_a_strict_policy(page: Page) -> None:
    answer = await page.phone.get(f"/f/{TOKEN}")
    text = await answer.text()

    assert answer.status == 200
    assert "<script" not in text
    assert 'enctype="multipart/form-data"' in text
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    style = await page.phone.get("/pages/page.css")
    assert (style.status, style.content_type) == (200, "text/css")


@pytest.mark.parametrize(
    ("language", "words"),
    [("", "补充照片"), ("zh-Hant", "補充相片"), ("en", "Add photos"), ("xx", "补充照片")],
)
async def test_the_form_speaks_three_languages(page: Page, language: str, words: str) -> None:
    answer = await page.phone.get(f"/f/{TOKEN}?lang={language}")

    assert words in await answer.text()


async def test_photos_land_in_the_file_and_whoever_handles_the_case_hears(page: Page) -> None:
    status, text = await page.upload(SOUND, SOUND + b"another")

    assert (status, "已收到 2 个文件" in text) == (200, True)
    assert page.kept() == [("audio/amr", len(SOUND)), ("audio/amr", len(SOUND) + 7)]
    with page.garden.looking() as session:
        hashes = [one.sha256 for one in media_of(session, page.case)]
    assert all(name and media_path(page.folder, name).is_file() for name in hashes)
    event = page.garden.events(page.case, "added")[0]
    assert [to for _, to in page.garden.told(page.case, f"event {event.id}")] == ["xiao.lin"]


async def test_what_is_no_evidence_or_too_large_is_refused_and_said(page: Page) -> None:
    large = SOUND + b"\0" * (LIMITS.megabytes_max * 1024 * 1024)

    status, text = await page.upload(b"<html>", large, b"", SOUND)

    assert (status, "3 个文件没有收下" in text) == (200, True)
    assert page.kept() == [("audio/amr", len(SOUND))]


async def test_a_link_takes_so_many_files_and_no_more(page: Page) -> None:
    many = [SOUND + bytes([number]) for number in range(LIMITS.files_max)]
    await page.upload(*many)

    status, text = await page.upload(SOUND + b"one too many")

    assert status == 200
    assert "<form" not in text
    assert len(page.kept()) == LIMITS.files_max


async def test_what_is_sent_twice_is_kept_once(page: Page) -> None:
    await page.upload(SOUND)
    await page.upload(SOUND, SOUND)

    assert page.kept() == [("audio/amr", len(SOUND))]


async def test_a_photo_does_not_tell_where_it_was_taken(page: Page) -> None:
    await page.upload(photo())

    [file] = page.folder.iterdir()
    assert [word for word in TELLING if word in file.read_bytes()] == []
    assert page.kept() == [("image/jpeg", file.stat().st_size)]


async def test_a_photo_that_cannot_be_read_is_refused_and_said(page: Page) -> None:
    status, text = await page.upload(photo()[:200])

    assert (status, "1 个文件没有收下" in text, page.kept()) == (200, True, [])


async def test_what_came_before_the_form_broke_is_kept(page: Page) -> None:
    body = PART + SOUND + b"\r\n" + PART.replace(b"form-data", b"form-data\r\nno header")

    answer = await page.phone.post(f"/f/{TOKEN}", data=body, headers=FORM)

    assert (answer.status, page.kept()) == (400, [("audio/amr", len(SOUND))])
    text = await answer.text()
    assert ("请再试一次" in text, "已收到 1 个文件" in text) == (True, True)


@pytest.mark.parametrize("hangs_up", [False, True])
async def test_what_came_before_the_phone_fell_silent_is_kept(
    page: Page, monkeypatch: pytest.MonkeyPatch, *, hangs_up: bool
) -> None:
    monkeypatch.setattr(uploads, "SECONDS_MAX", 300 if hangs_up else 5.0)
    head = f"POST /f/{TOKEN} HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n"
    head += f"Content-Type: {FORM['Content-Type']}\r\n\r\n"
    hearing, phone = await asyncio.open_connection(page.phone.host, page.phone.port)

    # Long enough that it is still being written when the phone hangs up.
    sound = SOUND + bytes(LONG_SOUND)
    phone.write(head.encode() + PART + sound + b"\r\n" + PART + bytes(20_000))
    if hangs_up:
        async with asyncio.timeout(60):
            while not page.on_disk():  # noqa: ASYNC110 - a folder sets no event
                await asyncio.sleep(0)
            phone.close()
            while not page.kept():  # noqa: ASYNC110 - a database sets no event
                await asyncio.sleep(0.01)
    else:
        assert b"408" in await hearing.readuntil(b"\r\n")
        phone.close()
    assert (len(page.kept()), page.on_disk()) == (1, 1)


async def test_files_for_which_there_was_no_room_are_not_left_behind(page: Page) -> None:
    first, second = (
        [SOUND + bytes([sender, number]) for number in range(LIMITS.files_max)] for sender in (1, 2)
    )

    await asyncio.gather(page.upload(*first), page.upload(*second))

    assert len(page.kept()) == page.on_disk() == LIMITS.files_max


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (FORM, b"--b\r\nno header\r\n\r\nx\r\n--b--"),
        (FORM, PART + b"no end"),
        (FORM, b"no form"),
        (FORM | {"Content-Encoding": "gzip"}, b"no gzip"),
    ],
)
async def test_a_body_that_no_page_sends_is_a_clear_refusal(
    page: Page, headers: dict[str, str], body: bytes
) -> None:
    answer = await page.phone.post(f"/f/{TOKEN}", data=body, headers=headers)

    assert (answer.status, page.kept()) == (400, [])


async def test_a_disk_that_takes_nothing_is_no_fault_of_the_resident(page: Page) -> None:
    page.folder.rmdir()
    page.folder.write_bytes(b"no folder")

    status, text = await page.upload(SOUND)

    assert (status, "请再试一次" in text) == (503, True)


@pytest.mark.parametrize("token", ["unknown", "x" * 200])
async def test_an_unknown_token_tells_nothing(page: Page, token: str) -> None:
    answer = await page.phone.get(f"/f/{token}")
    status, text = await page.upload(SOUND, token=token)

    assert (answer.status, status) == (404, 404)
    assert "这个链接不能用了" in text


@pytest.mark.parametrize("how", ["time", "withdrawn", "erased"])
async def test_a_link_ends_with_its_time_its_case_or_whoever_reported(page: Page, how: str) -> None:
    match how:
        case "time":
            page.garden.now += timedelta(hours=LIMITS.link_hours)
        case "withdrawn":
            page.garden.do(Verb.WITHDRAW, page.case, "zhou", reason="误报")
        case _:
            page.garden.resolve(page.case)
            page.garden.do(Verb.REVISIT, page.case, "xiao.lin", via="phone", fixed=True)
            reporter = page.garden.case(page.case).reporter_id
            assert reporter is not None
            with page.garden.changing() as session:
                erase_resident(session, reporter, page.garden.now)

    assert (await page.upload(SOUND))[0] == 404
    assert page.kept() == []


async def test_what_was_found_to_be_the_same_as_another_report_still_takes_photos(
    page: Page,
) -> None:
    other = page.garden.report("单元门厅水管漏水", home=LI)
    page.garden.do(Verb.ACCEPT, other, "zhou")
    page.garden.do(Verb.JOIN, page.case, "xiao.lin", into=page.garden.case(other).number)

    status, _ = await page.upload(SOUND)

    assert (status, page.kept()) == (200, [("audio/amr", len(SOUND))])
    event = page.garden.events(page.case, "added")[0]
    assert [to for _, to in page.garden.told(other, f"event {event.id}")] == ["zhou"]


async def test_a_body_that_is_no_form_is_a_clear_refusal(page: Page) -> None:
    answer = await page.phone.post(f"/f/{TOKEN}", data=b"raw", headers={"Content-Type": "text/x"})

    assert answer.status == 400
    assert "请再试一次" in await answer.text()


async def test_an_empty_form_keeps_nothing(page: Page) -> None:
    form = FormData({"note": "x"})
    form.add_field("files", b"", filename="", content_type="application/octet-stream")

    answer = await page.phone.post(f"/f/{TOKEN}", data=form)

    assert (answer.status, page.kept()) == (200, [])


async def test_the_database_holds_no_token(page: Page) -> None:
    with page.garden.looking() as session:
        link = find_link(session, TOKEN)
    assert isinstance(link, UploadLink)
    assert not any(TOKEN in str(row) for rows in page.garden.rows().values() for row in rows)


@pytest.mark.parametrize(("phone", "offered"), [(HONG_KONG, True), (MAINLAND, False)])
def test_the_receipt_of_a_report_by_sms_holds_a_link_where_links_arrive(
    garden: Garden, phone: str, *, offered: bool
) -> None:
    garden.database.public_url = "https://huiyin.example"
    said = ""
    for number, words in enumerate(["厨房水管漏水了，8-1-302", "1", "没有", "跳过", "1"]):
        incoming = Incoming(ChannelName.SMS, SMS_ACCOUNT, f"{phone} {number}", phone, text=words)
        parts = receive(garden.database, incoming, garden.now).parts
        said = " ".join(part.text for part in parts)
    garden.database.public_url = ""

    assert "BX-" in said
    assert ("https://huiyin.example/f/" in said) is offered
