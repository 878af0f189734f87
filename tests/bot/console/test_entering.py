"""Coming in, staying in, and being put out at once (F50-F52)."""

import re
from datetime import timedelta
from typing import Literal

import pytest
from argon2 import PasswordHasher
from sqlmodel import select

from bot.console.passwords import Passwords
from storage.audit import AuditEntry
from storage.console_accounts import account_of
from storage.console_sessions import ConsoleSession
from tests.bot.console.browser import SAME_ORIGIN, Browser, Shown
from tests.bot.console.desk import PASSWORD, Desk

LOGIN = "/console/login"


async def log_in(browser: Browser, userid: str, password: str = PASSWORD, to: str = "") -> Shown:
    return await browser.send(LOGIN, userid=userid, password=password, to=to)


async def test_a_clerk_comes_in_with_her_password_and_goes_out_again(desk: Desk) -> None:
    desk.hire("xiao.lin")
    browser = desk.browser()
    asked = await browser.open("/console/account")
    assert asked.to == f"{LOGIN}?to=%2Fconsole%2Faccount"

    inside = await log_in(browser, "Xiao.Lin ", to="/console/account")
    assert "我的账号" in inside.words
    assert "xiao.lin" in inside.words

    token = dict(browser.cookies)
    left = await browser.send("/console/logout")
    assert "您已退出登录" in left.words
    browser.cookies = token
    assert (await browser.open("/console/account")).status == 303


async def test_a_wrong_password_and_an_unknown_name_are_answered_alike(desk: Desk) -> None:
    desk.hire("xiao.lin")
    wrong = await log_in(desk.browser(), "xiao.lin", "not-the-password")
    unknown = await log_in(desk.browser(), "nobody", "not-the-password")

    assert wrong.status == unknown.status == 403
    assert "账号或密码不对" in wrong.words
    assert wrong.words == unknown.words


class Counting(PasswordHasher):
    """Counts what costs time."""

    work = 0

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        self.work += 1
        return super().hash(password, salt=salt)

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 - argon2's name
        self.work += 1
        return super().verify(hash, password)


async def test_an_unknown_name_takes_as_much_work_as_a_known_one() -> None:
    hasher = Counting(time_cost=1, memory_cost=8, parallelism=1)
    kept = hasher.hash(PASSWORD)
    hasher.work = 0
    passwords = Passwords(hasher)

    assert not await passwords.fits(None, "guess")
    assert hasher.work == 1
    assert not await passwords.fits(kept, "guess")
    assert hasher.work == 2
    assert await passwords.fits(kept, PASSWORD)
    assert PasswordHasher().memory_cost >= 64 * 1024, "what the house uses by itself"


async def test_whoever_guesses_waits_longer_each_time_and_then_may_try_again(desk: Desk) -> None:
    desk.hire("xiao.lin")
    for _ in range(5):
        assert (await log_in(desk.browser(), "xiao.lin", "guess")).status == 403
    for userid in ("xiao.lin", "nobody"):
        waits = await log_in(desk.browser(), userid)
        assert waits.status == (429 if userid == "xiao.lin" else 403)
    desk.garden.now += timedelta(seconds=31)
    assert (await log_in(desk.browser(), "xiao.lin", "guess")).status == 403
    desk.garden.now += timedelta(seconds=31)
    assert (await log_in(desk.browser(), "xiao.lin")).status == 429
    desk.garden.now += timedelta(seconds=30)
    assert (await log_in(desk.browser(), "xiao.lin")).status == 200
    assert (await log_in(desk.browser(), "xiao.lin", "slip")).status == 403


async def test_one_address_that_tries_many_names_waits_too(desk: Desk) -> None:
    for number in range(20):
        assert (await log_in(desk.browser(), f"name{number}")).status == 403

    assert (await log_in(desk.browser(), "another")).status == 429


async def test_a_session_ends_after_half_an_hour_of_silence_and_after_twelve_hours(
    desk: Desk,
) -> None:
    browser = desk.seat("xiao.lin")
    for _ in range(20):
        desk.garden.now += timedelta(minutes=29)
        assert (await browser.open("/console/account")).status == 200
    desk.garden.now += timedelta(minutes=31)
    assert (await browser.open("/console/account")).status == 303

    again = desk.seat("zhou")
    for _ in range(24):
        desk.garden.now += timedelta(minutes=29)
        await again.open("/console/account")
    desk.garden.now += timedelta(minutes=25)
    assert (await again.open("/console/account")).status == 303


async def test_whoever_is_dismissed_is_out_at_once(desk: Desk) -> None:
    browser = desk.seat("xiao.lin")
    assert (await browser.open("/console/account")).status == 200
    desk.garden.dismiss("xiao.lin")

    assert (await browser.open("/console/account")).status == 303
    assert (await log_in(desk.browser(), "xiao.lin")).status == 403


async def test_a_token_that_was_planted_before_the_login_opens_nothing(desk: Desk) -> None:
    desk.hire("xiao.lin")
    browser = desk.browser()
    browser.cookies["__Host-huiyin"] = "planted"
    await log_in(browser, "xiao.lin")

    assert browser.cookies["__Host-huiyin"] != "planted"
    with desk.garden.looking() as session:
        (row,) = session.exec(select(ConsoleSession)).all()
    assert browser.cookies["__Host-huiyin"] not in row.token_hash


async def test_logging_out_everywhere_ends_every_browser(desk: Desk) -> None:
    desk.hire("xiao.lin")
    office, phone = desk.browser(), desk.browser()
    await log_in(office, "xiao.lin")
    await log_in(phone, "xiao.lin")
    await phone.send("/console/logout/everywhere")

    assert (await office.open("/console/account")).status == 303


async def test_a_printed_password_is_changed_before_anything_else(desk: Desk) -> None:
    desk.hire("xiao.lin", is_new=True)
    browser, other = desk.browser(), desk.browser()
    await log_in(other, "xiao.lin")
    assert "请先换成自己的密码" in (await log_in(browser, "xiao.lin")).words
    assert (await browser.open("/console/account")).to == "/console/account/password"

    for old, new, again, said in (
        (PASSWORD, "short", "short", "太短"),
        (PASSWORD, "aaaaaaaaaaaa", "aaaaaaaaaaaa", "太容易"),
        (PASSWORD, "my-xiao.lin-1", "my-xiao.lin-1", "太容易"),
        (PASSWORD, "a-fine-new-one", "a-fine-other-one", "不一样"),
        ("something else", "a-fine-new-one", "a-fine-new-one", "现在的密码不对"),
        (PASSWORD, PASSWORD, PASSWORD, "和原来的一样"),
    ):
        refused = await browser.send("/console/account/password", old=old, new=new, again=again)
        assert refused.status == 400
        assert said in refused.words

    changed = await browser.send(
        "/console/account/password", old=PASSWORD, new="a-fine-new-one", again="a-fine-new-one"
    )
    assert "新密码已保存" in changed.words
    assert (await browser.open("/console/account")).status == 200
    assert (await other.open("/console/account")).status == 303
    assert (await log_in(desk.browser(), "xiao.lin", "a-fine-new-one")).status == 200


async def test_a_manager_sets_up_codes_before_anything_else_and_then_needs_one(
    desk: Desk,
) -> None:
    desk.hire("wang", is_new=True)
    first = desk.browser()
    await log_in(first, "wang")
    await first.send(
        "/console/account/password", old=PASSWORD, new="a-fine-new-one", again="a-fine-new-one"
    )
    assert (await first.open("/console/account")).to == "/console/account/codes"
    page = await first.open("/console/account/codes")
    secret = re.findall(r"<code>(\w+)</code>", page.text)[0]
    assert "otpauth://totp/" in page.text
    with desk.garden.looking() as session:
        account = account_of(session, desk.staff_id("wang"))
        assert account is not None
        assert secret.encode() not in (account.secret_sealed or b"")

    assert (await first.send("/console/account/codes", code="000000")).status == 400
    assert "已启用" in (await first.send("/console/account/codes", code=desk.code(secret))).words
    assert (await first.open("/console/account")).status == 200

    desk.garden.now += timedelta(seconds=31)
    second = desk.browser()
    asked = await log_in(second, "wang", "a-fine-new-one", "/console/account")
    assert "动态验证码" in asked.words
    assert (await second.open("/console/account")).to == "/console/login/code"
    half_way = dict(second.cookies)
    wrong = await second.send("/console/login/code", code="123456")
    assert wrong.status == 403
    code = desk.code(secret)
    entered = await second.send("/console/login/code", code=code, to="/console/account")
    assert "我的账号" in entered.words
    assert second.cookies != half_way

    third = desk.browser()
    await log_in(third, "wang", "a-fine-new-one")
    assert (await third.send("/console/login/code", code=code)).status == 403, "no code twice"


async def test_whoever_sits_at_an_open_desk_cannot_guess_its_password_either(desk: Desk) -> None:
    desk.hire("xiao.lin")
    browser = desk.seat("xiao.lin")
    new = {"new": "a-fine-new-one", "again": "a-fine-new-one"}

    async def guess(old: str) -> Shown:
        return await browser.send("/console/account/password", old=old, **new)

    slips = [await browser.send("/console/account/password", old="x", new="short") for _ in "1234"]
    assert {one.status for one in slips} == {400}, "what is no new password is no try"
    assert [(await guess(f"guess {number}")).status for number in range(5)] == [400] * 5
    waits = await guess(PASSWORD)
    assert waits.status == 429
    assert "尝试次数太多" in waits.words
    assert (await log_in(desk.browser(), "xiao.lin")).status == 429, "they count together"

    desk.garden.now += timedelta(seconds=61)
    assert "新密码已保存" in (await guess(PASSWORD)).words
    assert (await log_in(desk.browser(), "xiao.lin", "a-fine-new-one")).status == 200


async def test_guessed_codes_wait_like_guessed_passwords(desk: Desk) -> None:
    desk.hire("wang")
    browser = desk.browser()
    await log_in(browser, "wang")
    statuses = [(await browser.send("/console/login/code", code="000000")).status for _ in "12345"]
    again = desk.browser()

    assert statuses == [403, 403, 403, 403, 429]
    assert (await log_in(again, "wang")).status == 429, "a new password begins no new count"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {},
    ],
)
async def test_a_form_from_elsewhere_changes_nothing(desk: Desk, headers: dict[str, str]) -> None:
    browser = desk.seat("xiao.lin")
    refused = await browser.ask("POST", "/console/account/language", {"language": "en"}, headers)
    assert refused.status == 403
    assert "没有任何改动" in refused.words
    assert (await browser.ask("POST", "/console/logout", {}, headers)).status == 403

    assert 'lang="zh-Hans"' in (await browser.open("/console/account")).text


async def test_an_older_browser_names_our_own_origin(desk: Desk) -> None:
    browser = desk.seat("xiao.lin")
    ours = {"Origin": f"http://{desk.client.host}:{desk.client.port}"}
    sent = await browser.ask(
        "POST", "/console/account/language", {"language": "en", "back": "/console/account"}, ours
    )

    assert sent.to == "/console/account"
    assert "My account" in (await browser.open("/console/account")).words


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/console\\..\\evil",
        "/consolex",
        "javascript:alert(1)",
        "/console/account\r\nSet-Cookie: a=b",
    ],
)
async def test_a_login_leads_nowhere_but_into_the_console(desk: Desk, to: str) -> None:
    desk.hire("xiao.lin")
    fields = {"userid": "xiao.lin", "password": PASSWORD, "to": to}
    sent = await desk.browser().ask("POST", LOGIN, fields, SAME_ORIGIN)

    assert sent.to == "/console"


async def test_logins_and_changes_stand_in_the_audit_log(desk: Desk) -> None:
    desk.hire("xiao.lin")
    browser = desk.browser()
    await log_in(browser, "xiao.lin")
    await browser.send("/console/logout/everywhere")
    with desk.garden.looking() as session:
        lines = [(one.action, one.by) for one in session.exec(select(AuditEntry))]
    lines = [line for line in lines if line[0] != "read"]

    assert lines == [("login", "xiao.lin"), ("logout everywhere", "xiao.lin")]


async def test_no_password_or_token_lies_in_the_database(desk: Desk) -> None:
    desk.hire("xiao.lin")
    browser = desk.browser()
    await log_in(browser, "xiao.lin")
    await log_in(desk.browser(), PASSWORD, "typed-in-the-wrong-field")
    kept = desk.everything_kept()

    assert PASSWORD not in kept
    assert browser.cookies["__Host-huiyin"] not in kept
