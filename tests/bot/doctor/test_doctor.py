"""`huiyin doctor` on an estate where all is well, as a command, and what it never tells."""

import json
import sys
from pathlib import Path

import pytest
from sqlmodel import select

from bot.command_line import main
from bot.doctor.findings import Check, Finding, Verdict
from storage.database import Database
from storage.inbound import Inbound
from storage.keys import Keyring
from storage.outgoing import Outgoing
from tests.bot.doctor_world import MASTER, Practice

NO_TEMPLATE_YET = "approved; without one for survey, notice, which go the next way"
OWN_MACHINE = "is reached from this machine alone"


def not_ok(seen: dict[str, Finding]) -> dict[str, str]:
    return {
        name: f"{one.verdict} {one.says}"
        for name, one in seen.items()
        if one.verdict is not Verdict.OK
    }


async def test_where_all_is_well_every_check_says_so_and_nothing_is_left_behind(
    practice: Practice,
) -> None:
    async with practice.serving():
        seen = await practice.seen()

    assert list(seen) == list(Check)
    found = not_ok(seen)
    # The servers of the tests do not wait for the disk, and the doctor notices.
    assert ("durability" in found) is practice.database_url.startswith("postgresql")
    assert {name: says for name, says in found.items() if name != "durability"} == {
        "public-address": f"warn {practice.base} {OWN_MACHINE}",
        "aliyun-templates": f"warn {NO_TEMPLATE_YET}",
    }
    database = Database(practice.database_url, Keyring((MASTER,)))
    with database.reading() as session:
        assert session.exec(select(Inbound.id)).all() == []
        assert session.exec(select(Outgoing.id)).all() == []
    database.close()
    fakes = (practice.wechat, practice.wecom, practice.twilio, practice.aliyun)
    assert not any(fake.sent for fake in fakes)
    assert practice.wechat.forced_refreshes == 0


async def test_nothing_that_is_well_has_something_to_do(unserved: Practice) -> None:
    seen = await unserved.seen()

    assert [one for one in seen.values() if bool(one.todo) == (one.verdict is Verdict.OK)] == []


async def test_what_is_off_is_one_line_and_no_mistake(unserved: Practice) -> None:
    seen = await unserved.seen(unserved.without_providers())

    off = {name: one.says for name, one in seen.items() if one.verdict is Verdict.OFF}
    assert list(off) == ["wechat-token", "wecom-token", "twilio-account", "aliyun-sign"]
    assert "set WECHAT_APP_ID" in off["wechat-token"]


@pytest.mark.parametrize("are_wrong", [False, True])
async def test_no_secret_is_in_any_line(unserved: Practice, are_wrong: bool) -> None:
    settings = unserved.settings()
    secrets = unserved.secrets()
    assert len(secrets) >= 11
    if are_wrong:
        unserved.wechat.app_secret = unserved.wecom.secret = unserved.wecom.robot_key = "another"
        unserved.aliyun.secret = "another"
        unserved.twilio.sms_url = "https://somebody:password@elsewhere.example/sms"
    served = unserved.without_providers() if are_wrong else settings
    async with unserved.serving(served):
        seen = await unserved.seen(settings)

    said = "\n".join(f"{one.line()} {one.document()} {one!r}" for one in seen.values())
    shown = {name for name, secret in secrets.items() if secret in said}
    assert shown == set()
    assert "token_" not in said
    assert "password" not in said


def test_the_command_prints_lines_or_a_document_and_ends_with_1_where_something_fails(
    furnished: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    practice = Practice(tmp_path, furnished)
    given = practice.without_providers()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SECRET_KEY", given.secret_key.get_secret_value())
    monkeypatch.setenv("DATABASE_URL", furnished)
    monkeypatch.setenv("PUBLIC_BASE_URL", practice.base)

    def typed(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["huiyin", "doctor", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), capsys.readouterr().out

    code, lines = typed()
    _, document = typed("--json")
    monkeypatch.setenv("PORT", "0")
    monkeypatch.setenv("TIMEZONE", "Asia/Nowhere")
    mistaken = typed()

    assert code == 1
    assert "\nfail  public-address        http" in lines
    assert lines.splitlines()[-1] == "11 ok, 0 warn, 1 fail, 4 off"
    read = json.loads(document)
    assert read["ok"] is False
    assert read["checks"][0] == {
        "check": "settings",
        "verdict": "ok",
        "says": "each one is as it must be",
        "todo": "",
    }
    assert [one["check"] for one in read["checks"] if one["verdict"] == "fail"] == [
        "public-address"
    ]
    assert mistaken[0] == 1
    assert [line.split()[:3] for line in mistaken[1].splitlines()] == [
        ["fail", "settings", "PORT:"],
        ["fail", "settings", "TIMEZONE:"],
        ["0", "ok,", "0"],
    ]
