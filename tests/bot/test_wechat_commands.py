"""R27, R66: `huiyin qr` and `huiyin menu push`, as they are typed, against the fake WeChat."""

import base64
import re
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bot.channels.wechat_menu import menu_document
from bot.command_line import main
from bot.enrolling import scanned_home
from bot.pages.progress import PATH
from bot.qr_sheet import picture
from flows.talks.account_menu import ACCOUNT_MENU, ASKED_FOR, AccountItem, AccountLink, Button
from flows.wording.say import plain
from storage.database import Database
from storage.estates import Home, ensure_estate
from storage.keys import Keyring
from tests.databases import open_database
from tests.each import each
from tests.fakes.wechat import FakeWeChat, errcode

MASTER = b"the-older-key-made-for-the-tests"
NOW = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)
Type = Callable[..., tuple[int, str, str]]


@pytest.fixture
def wechat() -> Iterator[FakeWeChat]:
    fake = FakeWeChat()
    with fake.in_thread():
        yield fake
    assert fake.violations == []


@pytest.fixture
def database(sqlite_database: str) -> Iterator[Database]:
    """Two estates; building 8 of the first has three doors."""
    database = open_database(sqlite_database, Keyring((MASTER,)))
    with database.transaction() as session:
        first = ensure_estate(session, "松涛苑", NOW).id
        other = ensure_estate(session, "海<b>怡</b>", NOW).id
        for estate, building, unit, room in (
            (first, "8", "1", "1002"),
            (first, "8", "1", "302"),
            (first, "8", "2", "101"),
            (first, "9", "1", "101"),
            (other, "9", "1", "101"),
        ):
            code = f"{building}-{unit}-{room}"
            session.add(Home(estate_id=estate, building=building, unit=unit, room=room, code=code))
    yield database
    database.close()


@pytest.fixture
def without_wechat(
    database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Type:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SECRET_KEY", base64.urlsafe_b64encode(MASTER).decode())
    monkeypatch.setenv("DATABASE_URL", database.url.render_as_string(hide_password=False))

    def command(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["huiyin", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return int(ended.value.code or 0), printed.out, printed.err

    return command


@pytest.fixture
def typed(without_wechat: Type, wechat: FakeWeChat, monkeypatch: pytest.MonkeyPatch) -> Type:
    for name, value in {
        "APP_ID": wechat.app_id,
        "APP_SECRET": wechat.app_secret,
        "TOKEN": "callbackTokenOfTheCommandTests",
        "ENCODING_AES_KEY": "Wq3TeX9bFmZ1aLr7uKc5vYh2nJd8sPg4oQi6xBtM0wE",
        "API_BASE": wechat.base,
    }.items():
        monkeypatch.setenv(f"WECHAT_{name}", value)
    return without_wechat


def scenes(wechat: FakeWeChat) -> list[str]:
    return [one["action_info"]["scene"]["scene_str"] for one in wechat.qr_codes]


def test_the_code_of_a_home_is_a_picture_here(
    typed: Type, wechat: FakeWeChat, database: Database
) -> None:
    code, out, err = typed("qr", "8-1-302")

    assert (code, out, err) == (0, "qr-松涛苑-8-1-302.png\n", "")
    drawn = Path(out.strip()).read_bytes()
    assert drawn.startswith(b"\x89PNG")
    assert drawn == picture("http://weixin.qq.com/q/00000001", "png")
    assert wechat.qr_codes[0]["action_name"] == "QR_LIMIT_STR_SCENE"
    [scene] = scenes(wechat)
    with database.reading() as session:
        home = scanned_home(session, scene)
        assert home is not None
        assert home.code == "8-1-302"


def test_a_code_may_be_a_drawing(typed: Type) -> None:
    typed("qr", "8-1-302", "--as", "svg")

    drawn = ET.fromstring(Path("qr-松涛苑-8-1-302.svg").read_text("utf-8"))  # noqa: S314 - our own
    assert drawn.tag.endswith("svg")


def test_wechat_is_asked_once_for_a_home(typed: Type, wechat: FakeWeChat) -> None:
    first, second = typed("qr", "8-1-302"), typed("qr", "8-1-302")

    assert first == second
    assert len(wechat.qr_codes) == 1


def test_a_code_may_end(typed: Type, wechat: FakeWeChat) -> None:
    code, _, _ = typed("qr", "8-1-302", "--days", "30")

    assert code == 0
    [wanted] = wechat.qr_codes
    assert (wanted["action_name"], wanted["expire_seconds"]) == ("QR_STR_SCENE", 2_592_000)


def test_a_building_is_a_page_with_a_card_for_each_door_in_their_order(
    typed: Type, wechat: FakeWeChat
) -> None:
    code, out, err = typed("qr", "--building", "松涛苑", "8")

    assert (code, out, err) == (0, "qr-松涛苑-8.html: 3 homes\n", "")
    page = Path("qr-松涛苑-8.html").read_text("utf-8")
    assert re.findall(r'class="home">([^<]+)<', page) == ["8-1-302", "8-1-1002", "8-2-101"]
    assert page.count("<svg") == 3
    assert "A4" in page
    assert "微信扫一扫" in page
    assert "http" not in re.sub(r'xmlns="[^"]*"', "", page)
    assert len(set(scenes(wechat))) == 3


def test_each_card_has_the_code_of_its_own_home(
    typed: Type, wechat: FakeWeChat, database: Database
) -> None:
    typed("qr", "--building", "松涛苑", "8")

    page = Path("qr-松涛苑-8.html").read_text("utf-8")
    cards = re.findall(r'(<svg.*?</svg>)<div><div class="home">([^<]+)<', page, re.DOTALL)
    drawn = {home: outline(drawing) for drawing, home in cards}
    with database.reading() as session:
        for number, scene in enumerate(scenes(wechat), start=1):
            home = scanned_home(session, scene)
            assert home is not None
            url = f"http://weixin.qq.com/q/{number:08}"  # as the fake counts them
            assert drawn.pop(home.code) == outline(picture(url, "svg").decode())
    assert drawn == {}


def outline(drawing: str) -> str:
    """The dark squares of a code, wherever on its picture they begin."""
    (path,) = re.findall(r' d="M[0-9]+ [0-9.]+(h[^"]*)"', drawing)
    return str(path)


def test_a_page_that_breaks_off_goes_on_where_it_was(typed: Type, wechat: FakeWeChat) -> None:
    typed("qr", "8-1-302")
    wechat.faults.append(errcode(45009))

    broken = typed("qr", "--building", "松涛苑", "8")
    again = typed("qr", "--building", "松涛苑", "8")

    assert broken == (2, "", "WeChat refuses: 45009: the day's calls are used up\n")
    assert again[0] == 0
    assert len(scenes(wechat)) == len(set(scenes(wechat))) == 3


def test_names_are_words_and_never_markup(typed: Type) -> None:
    code, out, _ = typed("qr", "--building", "海<b>怡</b>", "9")

    assert (code, out) == (0, "qr-海_b_怡_b_-9.html: 1 homes\n")
    page = Path(out.partition(":")[0]).read_text("utf-8")
    assert "<b>" not in page
    assert "海&lt;b&gt;怡&lt;/b&gt;" in page


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("8-9-999",), "no home is written 8-9-999"),
        (("9-1-101",), "9-1-101 is a home of 松涛苑, 海<b>怡</b>: say which with --estate"),
        (("--building", "松涛苑", "77"), "松涛苑 has no homes in a building 77"),
        ((), "name a HOME, or a --building with its estate"),
        (("8-1-302", "--building", "松涛苑", "8"), "name a HOME, or a --building with its estate"),
    ],
)
def test_what_cannot_be_done_is_said(
    typed: Type, wechat: FakeWeChat, arguments: tuple[str, ...], sentence: str
) -> None:
    code, out, err = typed("qr", *arguments)

    assert (code, out) == (2, "")
    assert sentence in err
    assert wechat.qr_codes == []


@pytest.mark.parametrize("command", [("qr", "8-1-302"), ("menu", "push")])
def test_without_wechat_both_say_what_to_set(
    without_wechat: Type, command: tuple[str, ...]
) -> None:
    sentence = "WeChat is off: set WECHAT_APP_ID and what .env.example names beside it\n"

    assert without_wechat(*command) == (2, "", sentence)


@pytest.mark.parametrize("command", [("qr", "8-1-302"), ("menu", "push")])
def test_what_wechat_refuses_is_said_in_words(
    typed: Type, wechat: FakeWeChat, command: tuple[str, ...]
) -> None:
    wechat.faults.append(errcode(48001))
    refused = typed(*command)
    wechat.invalidate_tokens()
    wechat.token_faults.append(errcode(40164))
    without_token = typed(*command)

    assert refused == (2, "", "WeChat refuses: 48001: the account has no right to this call\n")
    assert without_token[0] == 2
    assert "40164" in without_token[2]
    assert "add this IP: 203.0.113.9" in without_token[2]
    assert wechat.app_secret not in refused[2] + without_token[2]


def test_the_menu_is_pushed_with_the_keys_that_taps_bring_back(
    typed: Type, wechat: FakeWeChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUBLIC_BASE_URL", "https://huiyin.example.org")
    code, out, err = typed("menu", "push")

    assert (code, err) == (0, "")
    assert "报事反馈 / 报修 / 投诉 / 提建议 / 表扬 / 咨询" in out
    assert "我的服务 / 绑定房屋 / 人工服务 / 进度公示" in out
    [menu] = wechat.menus
    items = [item for button in menu["button"] for item in button.get("sub_button", [button])]
    assert [item["key"] for item in items if item["type"] == "click"] == list(AccountItem)
    [link] = [item for item in items if item["type"] != "click"]
    page = "https://huiyin.example.org/progress"
    assert link == {"type": "view", "name": "进度公示", "url": page}
    assert set(ASKED_FOR) == set(AccountItem)


def test_a_menu_has_no_link_that_only_this_machine_could_open(
    typed: Type, wechat: FakeWeChat
) -> None:
    code, out, _ = typed("menu", "push")

    assert code == 0
    assert "without its links" in out
    assert '"view"' not in str(wechat.menus).replace("'", '"')


def test_the_link_leads_to_a_page_that_there_is() -> None:
    assert f"/{AccountLink.PROGRESS_PAGE}" == PATH


@each(
    ("buttons", "reason"),
    [
        ((), "0 buttons"),
        (ACCOUNT_MENU * 2, "6 buttons"),
        ((Button(plain("多"), tuple(AccountItem)),), "not 8"),
        ((Button(plain("一二三四五六"), (AccountItem.STATUS,)),), "longer than 16 bytes"),
        ((Button(plain("页"), (AccountLink.PROGRESS_PAGE,)),), "no address"),
    ],
)
def test_a_menu_that_wechat_would_refuse_is_not_made(
    buttons: tuple[Button, ...], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        menu_document(buttons, lambda sentence: str(sentence.parameters.get("text", "项")))
