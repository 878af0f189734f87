"""The file of a case: whole as JSON, readable on paper (R46)."""

import json
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from sqlmodel import select

from bot.api.showing import Shown
from bot.case_file import case_file
from bot.commands.case_export import as_json, as_pdf, read_file
from bot.commands.opening import CannotRun
from bot.media_files import keep_file
from bot.print_fonts import find_font
from flows.rules.vocabulary import Verb
from storage.audit import AuditEntry
from storage.cases import Media, lock_case
from tests.estate import Garden
from tests.storage.test_case_archiving import finished

ZONE = ZoneInfo("Asia/Shanghai")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def filed(garden: Garden, folder: Path) -> tuple[int, str]:
    """A finished and archived case with a photo."""
    case = finished(garden)
    name = keep_file(folder, PNG)
    with garden.changing() as session:
        session.add(
            Media(
                case_id=case,
                channel="wechat",
                kind="image",
                reference="m",
                content_type="image/png",
                state="stored",
                sha256=name,
                size=len(PNG),
                received_at=garden.now,
            )
        )
    garden.do(Verb.SIGN_OFF, case, "xiao.lin", satisfied=True)
    garden.do(Verb.ARCHIVE, case, "wang")
    return case, name


def printed(file: Shown, folder: Path) -> bytes | None:
    """The file on paper; None on a machine without Chinese letters, which says what it lacks."""
    if find_font(None) is None:
        with pytest.raises(CannotRun, match="fonts-noto-cjk"):
            as_pdf(file, None, ZONE, folder)
        return None
    content = as_pdf(file, None, ZONE, folder)
    assert content.startswith(b"%PDF-")
    return content


def test_the_json_holds_everything_that_is_kept(garden: Garden, tmp_path: Path) -> None:
    case, name = filed(garden, tmp_path)
    with garden.changing() as session:
        number = lock_case(session, case).number
        file = json.loads(as_json(read_file(session, number, garden.now)))

    assert file["number"] == number
    assert [one["kind"] for one in file["timeline"]] == garden.story(case)
    assert len(file["deadlines"]) == len(garden.deadlines(case))
    assert len(file["messages"]) == len(garden.messages(case))
    assert file["media"][0]["sha256"] == name
    assert (file["result"], file["measures"], file["improvement"]) == (
        "已修好",
        "更换水管",
        "每月检查",
    )
    assert file["sign_off"]["satisfied"] is True
    assert file["archived_at"] is not None
    assert file["reported_by"]["name"] == "chen"


def test_whoever_exports_a_file_stands_in_the_audit_log(garden: Garden, tmp_path: Path) -> None:
    case, _ = filed(garden, tmp_path)
    with garden.changing() as session:
        number = lock_case(session, case).number
        read_file(session, number, garden.now)
        session.flush()
        lines = session.exec(select(AuditEntry).where(AuditEntry.subject == f"case {number}"))
        said = [(line.action, line.via) for line in lines]

    assert said.count(("read", "command")) == 1


def test_the_paper_holds_its_font_and_every_section(garden: Garden, tmp_path: Path) -> None:
    case, _ = filed(garden, tmp_path)
    with garden.looking() as session:
        content = printed(case_file(session, lock_case(session, case)), tmp_path)

    if content is not None:
        assert b"/FontFile" in content
        assert b"/Subtype /Image" in content


def test_a_photo_that_is_gone_is_named(garden: Garden, tmp_path: Path) -> None:
    case, name = filed(garden, tmp_path)
    (tmp_path / name).unlink()
    with garden.looking() as session:
        file = case_file(session, lock_case(session, case))

    printed(file, tmp_path)


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n broken", bytes(PNG[:40]), b""])
def test_a_photo_that_cannot_be_read_is_named(
    garden: Garden, tmp_path: Path, content: bytes
) -> None:
    case, name = filed(garden, tmp_path)
    (tmp_path / name).write_bytes(content)
    with garden.looking() as session:
        file = case_file(session, lock_case(session, case))

    printed(file, tmp_path)


def test_an_enormous_photo_is_named(
    garden: Garden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, name = filed(garden, tmp_path)
    Image.new("1", (40, 40)).save(tmp_path / name, "PNG")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with garden.looking() as session:
        file = case_file(session, lock_case(session, case))

    printed(file, tmp_path)


def test_a_case_in_its_first_minute_prints_too(garden: Garden, tmp_path: Path) -> None:
    case = garden.report(anonymous=True)
    garden.now += timedelta(minutes=1)
    with garden.looking() as session:
        file = case_file(session, lock_case(session, case))

    printed(file, tmp_path)


def test_what_cannot_be_exported_is_said(garden: Garden, tmp_path: Path) -> None:
    with garden.changing() as session, pytest.raises(CannotRun, match="there is no case"):
        read_file(session, "TS-20260101-0001", garden.now)
    with pytest.raises(CannotRun, match="--font"):
        as_pdf({}, tmp_path / "none.ttf", ZONE, tmp_path)
