"""Policy by form: the same text, checks and confirmation as when it is typed as a whole."""

import pytest

from flows.rules.policy_text import packaged, render_policy
from flows.rules.vocabulary import DeadlineState
from storage.estates import policy_in_force
from tests.bot.console.desk import Desk
from tests.bot.console.test_policy import CHECK, TAKE, base_of, text_of, versions

FIELDS = "/console/estate/policy/fields"
OFF = "value.calendar.extra_holidays"
MODE = "value.first_response.mode"


async def test_days_off_typed_into_the_form_hold_once_they_are_confirmed(desk: Desk) -> None:
    garden = desk.garden
    garden.report()
    browser = desk.seat("wang")
    form = await browser.open(FIELDS)
    assert "节假日调整" in form.words
    assert 'value="08:30-12:00, 14:00-18:00"' in form.text
    looked = await browser.send(FIELDS, **{OFF: "2026-11-24..2026-11-25", MODE: "working_day"})

    assert "+extra_holidays = [2026-11-24, 2026-11-25]" in looked.words
    running = [one for one in garden.rows()["deadline"] if DeadlineState.PENDING in one]
    assert f"正在计时的 {len(running)} 个时限不变" in looked.words
    assert "首次回复时限会从 11月24日（周二）10:00 变为 11月26日（周四）10:00" in looked.words
    assert len(versions(garden)) == 1, "only looked at"

    text = text_of(looked)
    saved = await browser.send(TAKE, text=text, base=base_of(looked), why="台风放假")
    assert "新的规则版本已保存" in saved.words
    with garden.looking() as session:
        policy = policy_in_force(session, garden.id, garden.now)
    assert [str(day) for day in policy.calendar.extra_holidays] == ["2026-11-24", "2026-11-25"]
    assert "2026-11-25" in (await browser.open(FIELDS)).text


async def test_one_value_is_chosen_and_changed(desk: Desk) -> None:
    browser = desk.seat("wang")
    path = "revisit.unreachable_records"
    chosen = await browser.open(f"{FIELDS}?path={path}")
    assert f'name="value.{path}" value="2"' in chosen.text
    assert (
        "+unreachable_records = 3" in (await browser.send(FIELDS, **{f"value.{path}": "3"})).words
    )
    wrong = await browser.send(FIELDS, **{f"value.{path}": "viele"})
    assert wrong.status == 400
    assert path in wrong.words


@pytest.mark.parametrize("path", ["nothing", "calendar", "templates.case"])
async def test_there_is_no_form_for_what_is_no_value(desk: Desk, path: str) -> None:
    browser = desk.seat("wang")
    assert (await browser.open(f"{FIELDS}?path={path}")).status == 404
    assert (await browser.send(FIELDS, **{f"value.{path}": "1"})).status == 404


async def test_a_file_is_read_and_shown_as_the_text_that_it_holds(desk: Desk) -> None:
    browser = desk.seat("wang")
    text = render_policy(packaged("office"))
    looked = await browser.send_file(CHECK, "office.toml", b"\xef\xbb\xbf" + text.encode())
    assert '+mode = "working_day"' in looked.words
    saved = await browser.send(TAKE, text=text_of(looked), base=base_of(looked), why="按工作日")
    assert "新的规则版本已保存" in saved.words

    for content in (b"\xff\xfe\x00nothing", b"[revisit\n", b"x" * 150_000):
        refused = await browser.send_file(CHECK, "bad.toml", content)
        assert refused.status == 400
        assert "还不能保存" in refused.words


async def test_forms_are_for_whoever_may_change_the_policy_of_their_own_estate(desk: Desk) -> None:
    lead, manager = desk.seat("zhou"), desk.seat("wang")
    assert (await lead.open(FIELDS)).status == 403
    foreign = f"{FIELDS}?estate={desk.garden.next_door}"
    assert (await manager.open(foreign)).status == 404
    assert (await manager.send(foreign, **{OFF: ""})).status == 404
