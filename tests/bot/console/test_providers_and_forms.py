"""Providers and questionnaires at the desk: how they fare, and how they look."""

from datetime import timedelta

from sqlmodel import select

from flows.forms.built_in import BUILT_IN
from storage.inbound import Arrival, enter
from storage.outgoing import Attempt, Outgoing
from storage.tokens import write_token
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


async def test_each_form_is_shown_as_residents_see_it(desk: Desk) -> None:
    browser = desk.seat("xiao.lin")
    listed = await browser.open(FORMS)

    assert all(f"?form={one}#" in listed.text for one in BUILT_IN)
    for one in BUILT_IN:
        shown = await browser.open(f"{FORMS}?form={one}")
        assert "住户看到的样子" in shown.words, one
    assert (await browser.open(f"{FORMS}?form=../secret")).status == 404
