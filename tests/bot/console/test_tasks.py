"""Tasks: who is to be called or visited is seen, recorded and agreed on at the desk."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from flows.rules.vocabulary import CaseState, Role, Satisfaction
from storage.audit import AuditEntry
from storage.call_tasks import open_call_task
from storage.cases import lock_case
from storage.estates import Home
from storage.invitations import Invitation
from storage.keys import keyring
from storage.residents import Residence, Resident
from storage.responses import FormResponse
from storage.survey_calls import open_survey_call
from storage.task_lists import PAGE_TASKS
from storage.tasks import Task, TaskKind, TaskReason, TaskRecord, TaskState
from tests.bot.console.browser import Browser, Shown
from tests.bot.console.desk import Desk
from tests.campaigns import Survey
from tests.estate import CHEN, LI, Garden

NASTY = ('<script>alert("1")</script>', "\"'><img src=x onerror=alert(1)>", "{{7*7}}</textarea>")
ANSWERED = {"reached": "yes", "outcome": "住户说知道了"}
MISSED = {"reached": "no", "outcome": "没人接"}


def to_call(
    garden: Garden,
    case_id: int,
    reason: TaskReason = TaskReason.UNDELIVERED,
    *,
    role: Role = Role.ASSISTANT,
    kind: TaskKind = TaskKind.CALL,
    text: str = "明天来修",
) -> int:
    """Somebody has to call, or to visit."""
    with garden.changing() as session:
        case = lock_case(session, case_id)
        return open_call_task(
            session, case, reason=reason, role=role, text=text, now=garden.now, kind=kind
        ).id


def to_visit(garden: Garden) -> int:
    """A lead has to visit whoever reported something major."""
    case_id = garden.report()
    garden.resolve(case_id)
    return to_call(garden, case_id, TaskReason.MAJOR, role=Role.LEAD, kind=TaskKind.VISIT)


def task(garden: Garden, task_id: int) -> Task:
    with garden.looking() as session:
        return session.get_one(Task, task_id)


def made(garden: Garden, task_id: int) -> list[TaskRecord]:
    with garden.looking() as session:
        query = select(TaskRecord).where(TaskRecord.task_id == task_id)
        return list(session.exec(query))


def listed(shown: Shown) -> list[int]:
    return [int(one) for one in re.findall(r'data-task="(\d+)"', shown.text)]


def give_phone(garden: Garden, code: str, phone: str, name: str = "") -> None:
    """Whoever lives there has this number in the directory."""
    with garden.changing() as session:
        query = (
            select(Resident)
            .join(Residence)
            .join(Home)
            .where(Home.code == code, Home.estate_id == garden.id)
        )
        resident = session.exec(query).one()
        resident.phone_sealed = keyring(session).seal(phone)
        if name:
            resident.name_sealed = keyring(session).seal(name)
        session.add(resident)


async def test_what_is_due_first_stands_first(desk: Desk) -> None:
    garden = desk.garden
    first = to_call(garden, garden.report())
    survey = Survey(garden)
    survey.answers(survey.homes[0], opinion="电梯太慢")
    garden.now += timedelta(hours=1)
    second = to_call(garden, garden.report(home=LI))
    browser = desk.seat("xiao.lin")
    shown = await browser.open("/console/tasks")

    assert listed(shown)[:2] == [first, second]
    assert "待办 3" in shown.words
    assert "消息没有送达" in shown.words
    assert "可由您办理" in shown.words
    assert "已逾期" not in shown.words
    opinions = await browser.open("/console/tasks?reason=opinion")
    assert len(listed(opinions)) == 1
    assert survey.number in opinions.words
    garden.now += timedelta(hours=24)
    assert (await desk.seat("zhou").open("/console/tasks")).words.count("已逾期") == 2


async def test_a_page_ends_and_the_next_one_goes_on_there(desk: Desk) -> None:
    garden = desk.garden
    made_here = []
    for number in range(PAGE_TASKS + 3):
        # Some fall due at the same moment: then their ids tell which comes first.
        garden.now += timedelta(seconds=number % 2)
        made_here.append(to_call(garden, garden.report(f"事情{number}")))
    browser = desk.seat("xiao.lin")
    first = await browser.open("/console/tasks")
    (further,) = re.findall(r'href="(/console/tasks\?[^"]*after=[^"]*)"', first.text)
    second = await browser.open(further.replace("&amp;", "&"))

    assert listed(first) + listed(second) == made_here
    assert "回到第一页" in second.words
    assert listed(await browser.open("/console/tasks?after=nonsense")) == listed(first)


async def test_the_list_keeps_itself_fresh(desk: Desk) -> None:
    garden = desk.garden
    task_id = to_call(garden, garden.report())
    browser = desk.seat("xiao.lin")
    shown = await browser.open("/console/tasks")
    (address,) = re.findall(r'hx-get="([^"]+)"', shown.text)
    address = address.replace("&amp;", "&")

    assert (await browser.open(address)).status == 204
    garden.record(task_id, "zhou", reached=False)
    assert (await browser.open(address)).status == 200


async def test_a_call_is_recorded_at_the_desk(desk: Desk) -> None:
    garden = desk.garden
    case_id = garden.report()
    task_id = to_call(garden, case_id)
    browser = desk.seat("xiao.lin")
    page = await browser.open(f"/console/tasks/{task_id}")
    assert "明天来修" in page.words
    assert "还没有人联系过" in page.words
    missed = await browser.send(f"/console/tasks/{task_id}/record", **MISSED)
    assert f"任务 #{task_id} 的记录已保存" in missed.words
    await browser.send(f"/console/tasks/{task_id}/record", **ANSWERED)

    assert task(garden, task_id).state is TaskState.DONE
    assert garden.state(case_id) is CaseState.HANDLING, "whoever was reached was answered (R32)"
    assert [one.by for one in made(garden, task_id)] == ["xiao.lin"] * 2
    over = await browser.open("/console/tasks?shelf=ended")
    assert listed(over) == [task_id]
    assert "没人接" in (await browser.open(f"/console/tasks/{task_id}")).words
    with garden.looking() as session:
        query = select(AuditEntry).where(AuditEntry.action == "record")
        subjects = [one.subject for one in session.exec(query)]
    assert subjects == [f"task {task_id} of case {garden.case(case_id).number}"] * 2


async def test_what_a_revisits_call_brings_to_light_closes_the_case_at_once(desk: Desk) -> None:
    garden = desk.garden
    case_id = garden.report()
    garden.resolve(case_id)
    task_id = to_call(garden, case_id, TaskReason.REVISIT)
    browser = desk.seat("xiao.lin")
    assert "问题解决了吗" in (await browser.open(f"/console/tasks/{task_id}")).words
    await browser.send(
        f"/console/tasks/{task_id}/record", **ANSWERED, fixed="yes", satisfaction="satisfied"
    )

    assert garden.state(case_id) is CaseState.CLOSED
    assert garden.case(case_id).verdict_satisfaction is Satisfaction.SATISFIED
    assert task(garden, task_id).state is TaskState.DONE
    assert len(made(garden, task_id)) == 1


async def test_not_fixed_by_phone_opens_the_next_round(desk: Desk) -> None:
    garden = desk.garden
    case_id = garden.report()
    garden.resolve(case_id)
    task_id = to_call(garden, case_id, TaskReason.REVISIT)
    await desk.seat("xiao.lin").send(
        f"/console/tasks/{task_id}/record", reached="yes", outcome="还在漏", fixed="no"
    )

    assert (garden.state(case_id), garden.case(case_id).round) == (CaseState.OPEN, 2)


async def test_two_in_vain_close_the_revisit_unconfirmed(desk: Desk) -> None:
    garden = desk.garden
    case_id = garden.report()
    garden.resolve(case_id)
    task_id = to_call(garden, case_id, TaskReason.REVISIT)
    browser = desk.seat("xiao.lin")
    for _ in "12":
        await browser.send(f"/console/tasks/{task_id}/record", **MISSED)

    assert garden.state(case_id) is CaseState.CLOSED


async def test_an_opinion_is_called_back_with_its_own_words(desk: Desk) -> None:
    survey = Survey(desk.garden)
    survey.answers(survey.homes[0], opinion=NASTY[0])
    browser = desk.seat("xiao.lin")
    (task_id,) = listed(await browser.open("/console/tasks?reason=opinion"))
    page = await browser.open(f"/console/tasks/{task_id}")

    assert NASTY[0] in page.words
    assert NASTY[0] not in page.text
    assert "上门预约" not in page.words
    done = await browser.send(f"/console/tasks/{task_id}/record", **ANSWERED)
    assert done.status == 200
    assert task(desk.garden, task_id).state is TaskState.DONE


async def test_whether_a_rating_was_true_is_asked_and_kept(desk: Desk) -> None:
    garden = desk.garden
    survey = Survey(garden)
    survey.answers(survey.homes[0], collector="zhou")
    with garden.changing() as session:
        response = session.exec(select(FormResponse)).one()
        invitation = session.get_one(Invitation, response.invitation_id)
        check = open_survey_call(
            session, invitation, TaskReason.CHECK, Role.ASSISTANT, garden.now, response=response
        ).id
    browser = desk.seat("xiao.lin")
    assert "是否属实" in (await browser.open(f"/console/tasks/{check}")).words
    await browser.send(f"/console/tasks/{check}/record", **ANSWERED, confirmed="no")

    assert [one.confirmed for one in made(garden, check)] == [False]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"outcome": "说了很久"}, "请选择是否联系上住户"),
        ({"reached": "perhaps", "outcome": "说了很久"}, "请选择是否联系上住户"),
        ({"reached": "yes", "outcome": "  "}, "请填写经过和结果"),
        ({"reached": "yes", "outcome": "长" * 5000}, "写得太长了"),
    ],
)
async def test_a_slip_loses_nothing_that_was_typed(
    desk: Desk, fields: dict[str, str], sentence: str
) -> None:
    garden = desk.garden
    task_id = to_call(garden, garden.report())
    before = garden.rows()
    shown = await desk.seat("xiao.lin").send(f"/console/tasks/{task_id}/record", **fields)

    assert shown.status == 409
    assert sentence in shown.words
    assert fields["outcome"].strip() in shown.text
    rows = garden.rows()
    assert {name: rows[name] for name in ("task", "task_record")} == {
        name: before[name] for name in ("task", "task_record")
    }


async def test_of_two_clerks_the_second_sees_what_happened_and_keeps_the_words(desk: Desk) -> None:
    garden = desk.garden
    task_id = to_call(garden, garden.report())
    first, second = desk.seat("xiao.lin"), desk.seat("zhou")
    await second.open(f"/console/tasks/{task_id}")
    await first.send(f"/console/tasks/{task_id}/record", **ANSWERED)
    late = await second.send(f"/console/tasks/{task_id}/record", reached="yes", outcome="我也打了")

    assert late.status == 409
    assert "我也打了" in late.words
    assert "住户说知道了" in late.words, "what the first one recorded is there to read"
    assert len(made(garden, task_id)) == 1


async def test_a_visit_is_agreed_on_moved_and_called_off(desk: Desk) -> None:
    garden = desk.garden
    task_id = to_visit(garden)
    browser = desk.seat("zhou")
    page = await browser.open(f"/console/tasks/{task_id}")
    offered = re.findall(r'<option value="(2026[^"]+)"', page.text)
    assert offered, "the policy's slots stand ready"
    agreed = await browser.send(
        f"/console/tasks/{task_id}/visit", slot=offered[0], via="phone", text="先打电话"
    )
    assert "已约好" in agreed.words
    assert task(garden, task_id).appointment_at is not None
    assert listed(await browser.open("/console/tasks?shelf=agreed")) == [task_id]
    moved = await browser.send(
        f"/console/tasks/{task_id}/visit",
        **{"day": "2026-11-26", "from": "14:30", "until": "15:30", "via": "visit"},
    )
    assert "14:30" in moved.words
    off = await browser.send(f"/console/tasks/{task_id}/call-off", reason="住户出差", via="phone")
    assert "还没有约好上门时间" in off.words
    assert task(garden, task_id).kind is TaskKind.CALL, "a call stays (R49)"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "缺少"),
        ({"day": "2026-11-20", "from": "10:00"}, "晚于"),
        ({"day": "soon", "from": "10:00"}, "时间"),
        ({"day": "2026-11-26", "from": "14:00", "until": "13:00"}, "晚于"),
        ({"slot": "nonsense"}, "时间"),
    ],
)
async def test_a_time_that_cannot_be_is_a_sentence(
    desk: Desk, fields: dict[str, str], sentence: str
) -> None:
    task_id = to_visit(desk.garden)
    sent = {"via": "phone", "text": "门铃坏了", **fields}
    shown = await desk.seat("zhou").send(f"/console/tasks/{task_id}/visit", **sent)

    assert shown.status == 409
    assert sentence in shown.words
    assert "门铃坏了" in shown.text
    assert task(desk.garden, task_id).appointment_at is None


async def test_a_visit_that_nobody_agreed_on_needs_a_reason(desk: Desk) -> None:
    garden = desk.garden
    task_id = to_visit(garden)
    browser = desk.seat("zhou")
    refused = await browser.send(f"/console/tasks/{task_id}/record", **ANSWERED)
    assert "没有预约" in refused.words
    assert "住户说知道了" in refused.words
    await browser.send(
        f"/console/tasks/{task_id}/record", **ANSWERED, without_appointment="楼下遇到", fixed="yes"
    )

    assert task(garden, task_id).state is TaskState.DONE
    assert "楼下遇到" in (await browser.open(f"/console/tasks/{task_id}")).words


async def test_the_whole_number_is_shown_once_and_kept_in_the_log(desk: Desk) -> None:
    garden = desk.garden
    give_phone(garden, CHEN, "+8613800001234")
    task_id = to_call(garden, garden.report())
    browser = desk.seat("xiao.lin")
    masked = await browser.open(f"/console/tasks/{task_id}")
    assert "138****1234" in masked.words
    assert "13800001234" not in masked.text
    whole = await browser.send(f"/console/tasks/{task_id}/phone")
    assert "+8613800001234" in whole.words
    with garden.looking() as session:
        lines = [
            (one.by, one.why)
            for one in session.exec(select(AuditEntry))
            if one.subject.endswith(" phone")
        ]
    assert lines == [("xiao.lin", f"task {task_id}")]


@pytest.mark.parametrize("path", ["", "/record", "/phone", "/visit", "/call-off"])
async def test_a_foreign_estates_task_is_not_there(desk: Desk, path: str) -> None:
    garden = desk.garden
    task_id = to_visit(garden)
    before = garden.rows()
    foreign = desk.seat("liu")
    address = f"/console/tasks/{task_id}{path}"
    shown = await (foreign.send(address, **ANSWERED) if path else foreign.open(address))

    assert shown.status == 404
    assert listed(await foreign.open("/console/tasks")) == []
    assert garden.rows()["task_record"] == before["task_record"]
    assert task(garden, task_id).appointment_at is None


async def test_a_complaint_about_somebody_is_kept_from_them(desk: Desk) -> None:
    garden = desk.garden
    task_id = to_call(garden, garden.report("助理态度差", about="xiao.lin"))
    browser = desk.seat("xiao.lin")

    assert (await browser.open(f"/console/tasks/{task_id}")).status == 404
    assert listed(await browser.open("/console/tasks")) == []
    assert listed(await desk.seat("zhou").open("/console/tasks")) == [task_id]


@pytest.mark.parametrize("userid", ["shen", "gong"])
async def test_who_stands_outside_the_rungs_reads_and_records_nothing(
    desk: Desk, userid: str
) -> None:
    garden = desk.garden
    give_phone(garden, CHEN, "+8613800001234")
    task_id = to_call(garden, garden.report())
    browser = desk.seat(userid)
    page = await browser.open(f"/console/tasks/{task_id}")
    assert page.status == 200
    assert "<textarea" not in page.text
    assert "显示完整号码" not in page.words
    assert (await browser.send(f"/console/tasks/{task_id}/record", **ANSWERED)).status == 403
    assert made(garden, task_id) == []


async def test_a_lower_rung_is_told_whose_task_it_is(desk: Desk) -> None:
    task_id = to_visit(desk.garden)
    browser = desk.seat("xiao.lin")

    assert "由客服主管及以上" in (await browser.open(f"/console/tasks/{task_id}")).words
    refused = await browser.send(f"/console/tasks/{task_id}/record", **ANSWERED)
    assert refused.status == 409
    assert made(desk.garden, task_id) == []


@pytest.mark.parametrize("nasty", NASTY)
async def test_nothing_that_somebody_wrote_becomes_markup(desk: Desk, nasty: str) -> None:
    garden = desk.garden
    give_phone(garden, CHEN, "+8613800001234", name=nasty)
    task_id = to_call(garden, garden.report(nasty), text=nasty)
    browser = desk.seat("xiao.lin")
    await browser.send(f"/console/tasks/{task_id}/record", reached="no", outcome=nasty)
    shown = [
        await browser.open(f"/console/tasks/{task_id}"),
        await browser.open("/console/tasks"),
        await browser.send(f"/console/tasks/{task_id}/record", outcome=nasty),
    ]

    assert all(nasty not in one.text for one in shown)
    assert nasty in shown[0].words.replace("\u00a0", " ") or nasty == NASTY[1]


async def test_the_pages_read_english(desk: Desk) -> None:
    task_id = to_visit(desk.garden)
    browser: Browser = desk.seat("zhou")
    await browser.send("/console/account/language", language="en", back="/console/tasks")
    page = await browser.open(f"/console/tasks/{task_id}")

    assert "Did you meet the resident?" in page.words
    assert "Agree on a time" in page.words
