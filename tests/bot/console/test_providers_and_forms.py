"""Providers and questionnaires at the desk: how they fare, and how they look."""

import re
from datetime import timedelta
from html import unescape

import pytest
from sqlmodel import col, select

from bot.commands.form_files import form_meant
from flows.forms.built_in import BUILT_IN
from flows.rules.policy_text import packaged
from storage.audit import AuditEntry
from storage.forms import FormVersion
from storage.inbound import Arrival, enter
from storage.outgoing import Attempt, Outgoing
from storage.residents import Identity
from storage.subscriptions import accept_template
from storage.tokens import write_token
from storage.windows import open_by_message, use_window
from tests.bot.console.browser import Browser, Shown
from tests.bot.console.desk import Desk
from tests.estate import Garden

PROVIDERS, FORMS = "/console/estate/providers", "/console/estate/forms"
NASTY = "<img src=x onerror=alert(1)>"


def try_to_send(garden: Garden, error: str | None) -> None:
    """Somebody was pushed a message, a moment ago."""
    garden.report()
    with garden.changing() as session:
        message = session.exec(select(Outgoing)).first()
        assert message is not None
        session.add(
            Attempt(
                outgoing_id=message.id,
                channel="wecom",
                started_at=garden.now,
                ended_at=garden.now,
                outcome="refused" if error else "accepted",
                error=error,
            )
        )


async def test_tokens_and_channels_are_told_from_rows(desk: Desk) -> None:
    garden = desk.garden
    with garden.changing() as session:
        write_token(session, "wechat wx-secret-id", "secret", garden.now + timedelta(hours=1))
        write_token(session, "wecom corp-id", "secret", garden.now - timedelta(hours=1))
        enter(session, Arrival("wechat", "gh", "1", "你好", b"", {}), garden.now)
    try_to_send(garden, None)
    garden.now += timedelta(minutes=2)
    try_to_send(garden, f"45009 {NASTY}")
    garden.now += timedelta(minutes=1)
    shown = await desk.seat("wang").open(PROVIDERS)

    assert "微信公众号 有效" in shown.words
    assert "企业微信 已失效" in shown.words
    assert "3 分钟前" in shown.words
    assert "发出 1，失败 1" in shown.words
    assert "45009" in shown.words
    assert NASTY not in shown.text
    assert "wx-secret-id" not in shown.text
    garden.now += timedelta(days=31)
    assert "近 30 天没有收发过消息" in (await desk.seat("shen").open(PROVIDERS)).words


async def test_what_is_left_is_counted_from_our_own_rows(desk: Desk) -> None:
    garden = desk.garden
    try_to_send(garden, None)
    with garden.changing() as session:
        chen, li = session.exec(select(Identity).order_by(col(Identity.id))).all()[:2]
        open_by_message(chen, packaged("strict").wechat, garden.now)
        use_window(chen, 2, garden.now)
        open_by_message(li, packaged("strict").wechat, garden.now)
        use_window(li, 5, garden.now)
        accept_template(session, chen.id, "t-case", garden.now, sends=3)
        session.add_all([chen, li])
    browser = desk.seat("wang")
    shown = await browser.open(PROVIDERS)

    assert "可主动联系 1 位住户，还能发 3 条" in shown.words
    assert "1 位的额度已用完" in shown.words
    assert "还能发 3 次" in shown.words
    assert "最多的一位：1 分钟 1/30，1 小时 1/1000" in shown.words
    garden.now += timedelta(minutes=2)
    assert "1 分钟 0/30，1 小时 1/1000" in (await browser.open(PROVIDERS)).words
    garden.now += timedelta(hours=49)
    assert "可主动联系 0 位住户，还能发 0 条" in (await desk.seat("wang").open(PROVIDERS)).words


async def test_each_form_is_shown_as_residents_see_it(desk: Desk) -> None:
    browser = desk.seat("xiao.lin")
    listed = await browser.open(FORMS)

    assert all(f"?form={one}#" in listed.text for one in BUILT_IN)
    for one in BUILT_IN:
        shown = await browser.open(f"{FORMS}?form={one}")
        assert "住户看到的样子" in shown.words, one
    assert (await browser.open(f"{FORMS}?form=../secret")).status == 404


OWN = """id: lift
version: 1
title: {zh-Hans: 电梯更换, zh-Hant: 電梯更換, en: The new lift}
intro: {zh-Hans: 问您两句, zh-Hant: 問您兩句, en: Two questions}
thanks: {zh-Hans: 谢谢, zh-Hant: 謝謝, en: Thank you}
sections:
  - id: all
    items:
      - id: lift
        kind: satisfaction
        label: {zh-Hans: 新电梯, zh-Hant: 新電梯, en: Lift}
        text:
          zh-Hans: 新电梯您满意吗？
          zh-Hant: 新電梯您滿意嗎？
          en: Are you satisfied with the lift?
"""


async def look(browser: Browser, text: str) -> Shown:
    return await browser.send_file(f"{FORMS}/check", "form.yaml", text.encode())


def hidden(shown: Shown) -> str:
    return unescape(re.findall(r'name="text" value="([^"]*)"', shown.text)[0])


def kept(garden: Garden) -> list[tuple[str, int]]:
    with garden.looking() as session:
        return [(one.form, one.version) for one in session.exec(select(FormVersion))]


async def test_an_estates_own_questionnaire_is_looked_at_published_and_asked(desk: Desk) -> None:
    garden = desk.garden
    browser = desk.seat("wang")
    looked = await look(browser, OWN)
    for sentence in ("新电梯您满意吗？", "新電梯您滿意嗎？", "Are you satisfied with the lift?"):
        assert sentence in looked.words
    assert kept(garden) == []

    done = await browser.send(f"{FORMS}/publish", text=hidden(looked))
    assert "问卷 lift 1 版已发布" in done.words
    assert "电梯更换 lift" in done.words
    assert kept(garden) == [("lift", 1)]
    with garden.looking() as session:
        form = form_meant(session, "lift")
        query = select(AuditEntry).where(AuditEntry.action == "form published")
        (entry,) = session.exec(query)
    assert form.title.english == "The new lift"
    assert (entry.by, entry.subject, entry.details["version"]) == ("wang", "form lift", 1)
    assert "新电梯您满意吗" in (await browser.open(f"{FORMS}?version=1")).words
    assert (await browser.open(f"{FORMS}?version=99")).status == 404


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (OWN.replace("satisfaction", "guess"), "第 10 行 lift.kind 'guess' 不在可用的词里"),
        (OWN.replace("lift\nversion", "half_year\nversion"), "自带问卷的编号"),
        ("id: [", "第 1 行 YAML 写法不对"),
        ("", "请选择一个问卷文件"),
        ("x" * 200_001, "请选择一个问卷文件"),
        (f"id: '{NASTY}'", "还不能发布"),
    ],
)
async def test_a_wrong_questionnaire_is_named_by_line_and_never_published(
    desk: Desk, text: str, named: str
) -> None:
    browser = desk.seat("wang")
    refused = await look(browser, text)
    forged = await browser.send(f"{FORMS}/publish", text=text)

    for shown in (refused, forged):
        assert shown.status == 409
        assert named in shown.words
        assert NASTY not in shown.text
    assert kept(desk.garden) == []


async def test_what_was_published_stays_and_a_change_needs_a_new_number(desk: Desk) -> None:
    browser = desk.seat("wang")
    await browser.send(f"{FORMS}/publish", text=OWN)
    other = OWN.replace("问您两句", "就问两句")
    assert "已经发布过" in (await browser.send(f"{FORMS}/publish", text=other)).words
    await browser.send(f"{FORMS}/publish", text=other.replace("version: 1", "version: 2"))

    assert kept(desk.garden) == [("lift", 1), ("lift", 2)]
    for userid in ("zhou", "shen"):
        assert (await desk.seat(userid).send(f"{FORMS}/publish", text=OWN)).status == 403
    assert "上传问卷" not in (await desk.seat("shen").open(FORMS)).words
