"""Policy: shown with its history, changed by a manager after every change was shown."""

import html
import re

import pytest
from sqlmodel import col, select

from flows.rules.policy_text import packaged, render_policy
from storage.audit import AuditEntry
from storage.estates import PolicyVersion, policy_in_force
from tests.bot.console.browser import Browser, Shown
from tests.bot.console.desk import Desk
from tests.estate import Garden

EDIT = "/console/estate/policy/edit"
CHECK = "/console/estate/policy/check"
TAKE = "/console/estate/policy/take"
BEFORE = "unreachable_records = 2"
AFTER = "unreachable_records = 3"


def versions(garden: Garden, estate_id: int | None = None) -> list[PolicyVersion]:
    with garden.looking() as session:
        query = select(PolicyVersion).where(PolicyVersion.estate_id == (estate_id or garden.id))
        return list(session.exec(query.order_by(col(PolicyVersion.id))))


def in_force(garden: Garden) -> int:
    with garden.looking() as session:
        return policy_in_force(session, garden.id, garden.now).revisit.unreachable_records


def text_of(shown: Shown) -> str:
    (text,) = re.findall(r"(?s)<textarea[^>]*>\n(.*?)</textarea>", shown.text)
    return html.unescape(text)


def base_of(shown: Shown) -> str:
    found = re.search(r'name="base" value="(\d+)"', shown.text)
    assert found is not None
    return found[1]


async def changed(browser: Browser) -> tuple[str, str]:
    """A text with one change, and the version that it was made from."""
    text = text_of(await browser.open(EDIT)).replace(BEFORE, AFTER)
    assert AFTER in text
    checked = await browser.send(CHECK, text=text)
    assert checked.status == 200
    assert f"-{BEFORE}" in checked.words
    assert f"+{AFTER}" in checked.words
    return text, base_of(checked)


async def test_a_manager_changes_the_policy_after_seeing_what_changes(desk: Desk) -> None:
    garden = desk.garden
    browser = desk.seat("wang")
    text, base = await changed(browser)
    assert in_force(garden) == 2, "a preview changes nothing"
    saved = await browser.send(TAKE, text=text, base=base, why="三次再放弃")

    assert "新的规则版本已保存" in saved.words
    assert "三次再放弃" in saved.words
    assert in_force(garden) == 3
    newest = versions(garden)[-1]
    assert (newest.by, newest.why, newest.effective_at) == ("wang", "三次再放弃", garden.now)
    one = await browser.open(f"/console/estate/policy?version={newest.id}")
    assert f"+{AFTER}" in one.words
    with garden.looking() as session:
        (line,) = session.exec(select(AuditEntry).where(AuditEntry.action == "policy"))
    assert (line.by, line.via) == ("wang", "console")


async def test_a_version_to_come_waits_for_its_day(desk: Desk) -> None:
    garden = desk.garden
    browser = desk.seat("wang")
    text, base = await changed(browser)
    fields = {"text": text, "base": base, "why": "新年起", "day": "2027-01-01", "clock": "08:00"}
    saved = await browser.send(TAKE, **fields)

    assert "将生效" in saved.words
    assert in_force(garden) == 2
    begins = versions(garden)[-1].effective_at
    assert begins.astimezone(garden.database.zone).isoformat() == "2027-01-01T08:00:00+08:00"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"why": ""}, "请写明修改原因"),
        ({"why": "长" * 501}, "请写明修改原因"),
        ({"why": "早一点", "day": "2026-11-01"}, "已经过去"),
        ({"why": "不是日子", "day": "soon"}, "生效时间不对"),
        ({"why": "别人改过", "base": "0"}, "同事刚刚改过规则"),
    ],
)
async def test_a_slip_changes_nothing_and_loses_nothing(
    desk: Desk, fields: dict[str, str], sentence: str
) -> None:
    garden = desk.garden
    browser = desk.seat("wang")
    text, base = await changed(browser)
    before = len(versions(garden))
    refused = await browser.send(TAKE, **{"text": text, "base": base, **fields})

    assert refused.status == 400
    assert sentence in refused.words
    assert text_of(refused).strip() == text.strip()
    assert fields["why"] in refused.text
    assert len(versions(garden)) == before


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[revisit]\nunreachable_records = 'many'\n", "unreachable_records 'many' 不是整数"),
        ("[revisit\n", "第 1 行 TOML 写法不对"),
        ('extends = "strict"\n[nonsense]\nx = 1\n', "nonsense 没有这个键"),
        ("<script>alert(1)</script>", "第 1 行 TOML 写法不对"),
        ("x" * 100_001, "太长"),
    ],
)
async def test_every_mistake_is_named_with_its_line(desk: Desk, text: str, problem: str) -> None:
    browser = desk.seat("wang")
    for address in (CHECK, TAKE):
        refused = await browser.send(address, text=text, why="试试", base="1")
        assert refused.status == 400
        assert problem in refused.words
        assert "<script>alert" not in refused.text
    assert len(versions(desk.garden)) == 1


async def test_the_same_text_is_no_new_version(desk: Desk) -> None:
    browser = desk.seat("wang")
    text = render_policy(packaged("strict"))
    checked = await browser.send(CHECK, text=text)
    assert "完全相同" in checked.words
    base = str(versions(desk.garden)[-1].id)
    assert (await browser.send(TAKE, text=text, why="没有", base=base)).status == 400
    assert len(versions(desk.garden)) == 1


async def test_of_two_managers_the_second_sees_what_the_first_changed(desk: Desk) -> None:
    garden = desk.garden
    first, second = desk.seat("wang"), desk.seat("boss")
    text, base = await changed(first)
    query = f"?estate={garden.id}"
    mine = text.replace(AFTER, "unreachable_records = 4")
    await first.send(TAKE, text=text, base=base, why="先改的")
    late = await second.send(TAKE + query, text=mine, base=base, why="后改的")

    assert late.status == 400
    assert f"-{AFTER}" in late.words
    assert "+unreachable_records = 4" in late.words
    again = await second.send(TAKE + query, text=mine, base=base_of(late), why="后改的")
    assert "新的规则版本已保存" in again.words
    assert in_force(garden) == 4


@pytest.mark.parametrize("userid", ["xiao.lin", "zhou", "gong", "shen"])
async def test_below_a_manager_nobody_changes_the_policy(desk: Desk, userid: str) -> None:
    browser = desk.seat(userid)
    for address in (CHECK, TAKE):
        assert (await browser.send(address, text="", why="想改")).status == 403
    assert "修改规则" not in (await browser.open("/console/estate/policy")).words
    assert len(versions(desk.garden)) == 1


async def test_a_foreign_estates_policy_is_neither_shown_nor_changed(desk: Desk) -> None:
    garden = desk.garden
    browser = desk.seat("wang")
    query = f"?estate={garden.next_door}"
    foreign = versions(garden, garden.next_door)[-1].id
    for address in ("", "/edit"):
        shown = await browser.open(f"/console/estate/policy{address}{query}")
        assert shown.status == 404
    assert (await browser.open(f"/console/estate/policy?version={foreign}")).status == 404
    for address in (CHECK, TAKE):
        assert (await browser.send(address + query, text="", why="改")).status == 404
    assert len(versions(garden, garden.next_door)) == 1
