"""The simulator's page in a real browser, on a real `huiyin demo`: its story, a person's walk."""

import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.e2e import simulator_walk as walk
from tests.e2e.service import Service, found_in_log, free_port

LAPTOP = ViewportSize(width=1366, height=768)
PHONE = ViewportSize(width=390, height=844)
OWNER = "张三"
ASSISTANT = "林助理"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """What `make demo` runs."""
    folder = tmp_path_factory.mktemp("demo")
    port = str(free_port())
    command = ("demo", "--port", port, "--data", str(folder / "data"))
    service = Service({"PORT": port}, folder, name="demo", arguments=command)
    service.start()
    yield service
    service.kill()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A laptop's screen; whatever the page complains of is a failure."""
    opened = browser.new_page(viewport=LAPTOP, locale="zh-CN", timezone_id="Asia/Shanghai")
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "console",
        lambda said: complaints.append(said.text) if said.type == "error" else None,
    )
    yield opened
    opened.close()
    assert complaints == []


def a_photo(folder: Path) -> Path:
    """A small picture that a browser can draw."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checked = kind + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    size = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x30\x80\xc0" * 8 for _ in range(8)))
    path = folder / "leak.png"
    header = b"\x89PNG\r\n\x1a\n"
    path.write_bytes(header + chunk(b"IHDR", size) + chunk(b"IDAT", rows) + chunk(b"IEND", b""))
    return path


def test_the_story_plays_to_its_end(page: Page, demo: Service) -> None:
    walk.open_simulator(page, demo.base)

    walk.play_story(page)

    assert walk.overflowing(page) == []
    expect(page.locator("#cases")).to_contain_text(walk.CASE_NUMBER)


@pytest.mark.parametrize(
    ("size", "words"),
    [(LAPTOP, "客厅的灯一直闪，开关也坏了"), (PHONE, "厨房水龙头一直滴水，关不紧")],
    ids=["laptop", "phone"],
)
def test_a_person_reports_and_staff_answer(
    page: Page, demo: Service, tmp_path: Path, size: ViewportSize, words: str
) -> None:
    page.set_viewport_size(size)
    walk.open_simulator(page, demo.base)
    walk.choose_resident(page, OWNER)

    walk.type_as_resident(page, words)
    expect(walk.last_message(page)).to_contain_text(re.compile("照片|地方"))
    if "地方" in walk.last_message(page).inner_text():
        walk.tap_option(page, "8-1-302")
    walk.send_photo(page, a_photo(tmp_path))
    walk.tap_option(page, "没有了")
    walk.tap_option(page, "提交")
    number = walk.registered_number(page)
    assert walk.overflowing(page) == []

    walk.show_panel(page, walk.Panel.MATTERS)
    expect(walk.case_card(page, number)).to_be_visible()
    assert walk.overflowing(page) == []
    walk.type_as_staff(page, ASSISTANT, f"回复 {number} 师傅十分钟后到")
    expect(walk.pushes(page).filter(has_text="已记录").first).to_be_visible()
    assert walk.overflowing(page) == []

    walk.show_panel(page, walk.Panel.RESIDENT)
    expect(page.locator("#chat")).to_contain_text("师傅十分钟后到")
    walk.advance_clock(page, walk.Step.NEXT_DEADLINE)
    walk.show_panel(page, walk.Panel.MATTERS)
    expect(walk.fired(page).first).to_be_visible()
    assert walk.overflowing(page) == []


def test_a_neighbour_writes_by_sms(page: Page, demo: Service) -> None:
    walk.open_simulator(page, demo.base)
    walk.choose_resident(page, "李四", channel="sms")

    walk.type_as_resident(page, "查进度")

    expect(walk.last_message(page)).to_be_visible()
    assert re.search("没有|登记", walk.last_message(page).inner_text())


def test_the_demo_has_nothing_to_complain_of(demo: Service) -> None:
    assert found_in_log(demo.log, {}) == []
