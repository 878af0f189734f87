"""改类 and 改急 in chat: anyone who works on a case may raise it, a lead may lower it (R29)."""

from itertools import count

import pytest

from bot.channels import ChannelName, Incoming
from bot.staff_chat import hear_staff
from flows.rules.vocabulary import CaseClass, DeadlineKind, Role, Urgency, Verb
from tests.estate import CHAIN, Garden
from tests.permissions import ROLES, WHO

KEYS = count()
STAFF = {role: userid for userid, role, _ in CHAIN} | {Role.GENERAL_MANAGER: "boss"}
ABOVE_ASSISTANTS = {ROLES[letter] for letter in "LMG"}


def said(garden: Garden, text: str, by: str = "xiao.lin") -> str:
    incoming = Incoming(ChannelName.WECOM, "corp", f"class {next(KEYS)}", by, text=text)
    (part,) = hear_staff(garden.database, incoming, garden.now).parts
    return part.text


@pytest.mark.parametrize(
    ("line", "case_class", "urgency"),
    [
        ("改类 TS-1 安全", CaseClass.SAFETY, Urgency.NORMAL),
        ("改類 TS-1 管理類", CaseClass.MANAGEMENT, Urgency.NORMAL),
        ("改类 TS-1 服务，重点", CaseClass.SERVICE, Urgency.KEY),
        ("改急 TS-1 紧急", CaseClass.FACILITY, Urgency.EMERGENCY),
        ("TS-1 改急 重点", CaseClass.FACILITY, Urgency.KEY),
        ("reclassify TS-1 safety", CaseClass.SAFETY, Urgency.NORMAL),
        ("urgency TS-1 key", CaseClass.FACILITY, Urgency.KEY),
    ],
)
def test_a_line_changes_the_class_or_the_urgency(
    garden: Garden, line: str, case_class: CaseClass, urgency: Urgency
) -> None:
    case = garden.report()

    assert "已改为" in said(garden, line)
    assert (garden.case(case).case_class, garden.case(case).urgency) == (case_class, urgency)


@pytest.mark.parametrize("role", Role)
def test_whoever_may_reclassify_does_so_in_chat(garden: Garden, role: Role) -> None:
    case = garden.report()

    said(garden, "改急 TS-1 重点", STAFF[role])

    raised = garden.case(case).urgency is Urgency.KEY
    assert raised is (role in WHO[Verb.RECLASSIFY])


@pytest.mark.parametrize("role", Role)
def test_a_lead_or_above_may_lower_it_in_chat(garden: Garden, role: Role) -> None:
    case = garden.report(urgency=Urgency.KEY)

    said(garden, "改急 TS-1 一般", STAFF[role])

    lowered = garden.case(case).urgency is Urgency.NORMAL
    assert lowered is (role in ABOVE_ASSISTANTS)


def test_a_raised_urgency_brings_its_deadline_and_stands_in_the_timeline(garden: Garden) -> None:
    case = garden.report()

    said(garden, "改急 TS-1 重点")

    assert garden.deadline(case, DeadlineKind.KEY_SOLUTION).due_at > garden.now
    assert [event.by for event in garden.events(case, "reclassified")] == ["xiao.lin"]


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("改类 TS-1 水电", "类别只能是下面的一项"),
        ("改急 TS-1 很急很急", "紧急程度只能是下面的一项"),
        ("改急 TS-1 一般", "类别和紧急程度没有变化"),
        ("改类 TS-1", "例如：改类"),
    ],
)
def test_a_line_that_names_no_other_class_is_told_what_would_be_right(
    garden: Garden, line: str, answer: str
) -> None:
    case = garden.report()

    assert answer in said(garden, line)
    assert garden.events(case, "reclassified") == []
