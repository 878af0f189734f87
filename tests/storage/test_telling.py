from datetime import timedelta

import pytest

from flows.rules.policy_text import packaged
from flows.rules.vocabulary import Language, MessageState, Purpose, Urgency, Verb
from flows.wording.say import plain
from storage.cases import lock_case
from storage.residents import Identity, Resident, find_identity
from storage.staff import chain
from storage.telling import tell_staff
from tests.estate import MORNING, Garden

NIGHT = MORNING.replace(hour=15)  # 23:00 in Shanghai


def chen(garden: Garden, *, wrote_before: timedelta | None = None) -> None:
    with garden.changing() as session:
        identity = find_identity(session, "wechat", "gh", "openid-chen")
        assert identity is not None
        identity.last_heard_at = None if wrote_before is None else garden.now - wrote_before


@pytest.mark.parametrize(("minutes", "passes"), [(29, True), (31, False), (None, False)])
def test_an_answer_passes_quiet_hours_while_the_resident_is_awake(
    garden: Garden, minutes: int | None, passes: bool
) -> None:
    garden.now = NIGHT
    case = garden.report()
    chen(garden, wrote_before=None if minutes is None else timedelta(minutes=minutes))
    garden.do(Verb.ACCEPT, case, "xiao.lin")
    garden.do(Verb.RESPOND, case, "xiao.lin", text="马上到")

    accepted, answered = [one for one in garden.messages(case) if one.resident_id is not None]
    assert (accepted.passes_quiet_hours, answered.passes_quiet_hours) == (False, passes)
    assert (accepted.answers_respond, answered.answers_respond) == (False, True)


def test_the_result_passes_quiet_hours_like_an_answer_and_is_never_taken_back(
    garden: Garden,
) -> None:
    garden.now = NIGHT
    case = garden.report()
    chen(garden, wrote_before=timedelta(minutes=5))
    garden.resolve(case)

    (message,) = [one for one in garden.messages(case) if one.resident_id is not None]
    assert (message.passes_quiet_hours, message.answers_respond) == (True, False)


def test_what_is_told_of_an_emergency_is_urgent_but_its_revisit_waits_for_the_day(
    garden: Garden,
) -> None:
    case = garden.report("电梯困人", urgency=Urgency.EMERGENCY)
    garden.sweep()
    garden.resolve(case)
    garden.wait(hours=30)

    urgent = {one.purpose: one.urgent for one in garden.messages(case)}
    assert urgent == {Purpose.STAFF: True, Purpose.CASE: True, Purpose.REVISIT: False}


def test_a_message_about_a_case_carries_what_templates_need(garden: Garden) -> None:
    case = garden.report()
    garden.do(Verb.RESPOND, case, "xiao.lin", text="马上到")

    message = garden.messages(case)[-1]
    assert message.fields == {
        "number": "TS-20261123-0001",
        "status": "处理中",
        "time": "2026-11-23 10:00",
        "place": "8-1-302",
        "summary": "厨房水管漏水了",
        "phrase": "处理中",
        "text": "马上到",
        "more": "…回“进度”看全文",
    }
    assert (message.state, message.not_before) == (MessageState.QUEUED, MORNING)
    assert message.not_after == MORNING + timedelta(hours=72)


def test_residents_read_their_own_language(garden: Garden) -> None:
    case = garden.report()
    with garden.changing() as session:
        identity = session.get_one(Identity, garden.case(case).identity_id)
        session.get_one(Resident, identity.resident_id).language = Language.ENGLISH
    garden.do(Verb.ACCEPT, case, "xiao.lin")

    assert garden.heard(case)[0].isascii()


def test_about_an_anonymous_report_there_is_nobody_to_tell(garden: Garden) -> None:
    case = garden.report(anonymous=True)
    garden.do(Verb.RESPOND, case, "xiao.lin", text="已安排")

    assert garden.heard(case) == []


def test_who_has_left_is_told_nothing(garden: Garden) -> None:
    case = garden.report()
    garden.do(Verb.ACCEPT, case, "xiao.lin")
    garden.do(Verb.PROPOSE, case, "gong", plan="换管")
    garden.dismiss("xiao.lin")
    garden.do(Verb.APPROVE, case, "zhou", decision="approve")

    decided = garden.events(case, "plan_approve")[0]
    assert [who for _, who in garden.told(case, f"event {decided.id}")] == ["gong"]


def test_whom_a_complaint_is_about_is_told_nothing_even_if_somebody_means_to(
    garden: Garden,
) -> None:
    """R70: whoever picks the readers, the one complained of is not among them."""
    case = garden.report("Xiao.Lin 骂人", about="xiao.lin")
    with garden.changing() as session:
        held = lock_case(session, case)
        everybody = chain(session, held.estate_id)
        told = tell_staff(
            session, held, everybody, plain("…"), key="test",
            policy=packaged("strict"), now=garden.now,
        )  # fmt: skip

    assert "xiao.lin" in {one.userid for one in everybody}
    assert {one.userid for one in told} == {one.userid for one in everybody} - {"xiao.lin"}
