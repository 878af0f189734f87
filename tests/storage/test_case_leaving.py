"""Whoever is dismissed leaves no case behind with nobody to act on it (R36)."""

from flows.rules.vocabulary import CaseState, Role, Urgency, Verb
from storage.case_leaving import hand_on_cases
from storage.staff import find_staff
from tests.estate import Garden


def dismiss(garden: Garden, userid: str) -> int:
    with garden.changing() as session:
        member = find_staff(session, userid)
        assert member is not None
        member.active = False
        session.add(member)
        session.flush()
        return hand_on_cases(session, member, by="boss", now=garden.now)


def test_what_they_had_in_hand_goes_to_whoever_stands_above_them(garden: Garden) -> None:
    case = garden.report()
    garden.do(Verb.RESPOND, case, "xiao.lin", text="明天来看")
    assert dismiss(garden, "xiao.lin") == 1

    assert garden.handler(case) == "zhou"
    (event,) = garden.events(case, "handed_on")
    assert (event.by, event.text) == ("boss", "xiao.lin → zhou")
    (push,) = [one for one in garden.messages(case, f"event {event.id} ") if one.staff_id]
    assert garden.userid(push.staff_id) == "zhou"
    assert push.text.startswith("Xiao.Lin 已离职，这件事转给您跟进")
    assert garden.heard(case)[-1].endswith("现由 Zhou 负责。")


def test_what_is_over_stays_theirs_and_what_is_nobody_s_stays_nobody_s(garden: Garden) -> None:
    over, free = garden.report(), garden.report("楼道灯坏了", home=None)
    garden.do(Verb.ACCEPT, over, "xiao.lin")
    garden.do(Verb.WITHDRAW, over, "zhou", reason="误报")

    assert dismiss(garden, "xiao.lin") == 0
    assert (garden.handler(over), garden.handler(free)) == ("xiao.lin", "")


def test_a_case_that_waits_for_its_revisit_goes_on_without_a_word_to_the_resident(
    garden: Garden,
) -> None:
    case = garden.report()
    garden.resolve(case)
    heard = garden.heard(case)
    dismiss(garden, "xiao.lin")

    assert (garden.handler(case), garden.state(case)) == ("zhou", CaseState.RESOLVED)
    assert garden.heard(case) == heard
    assert [userid for _, userid in garden.told(case)][-1] == "zhou"


def test_an_emergency_alarms_again(garden: Garden) -> None:
    case = garden.report("电梯困人", urgency=Urgency.EMERGENCY)
    garden.do(Verb.ACCEPT, case, "xiao.lin")
    before = len(garden.told(case))
    dismiss(garden, "xiao.lin")
    garden.wait(minutes=6)

    assert {userid for _, userid in garden.told(case)[before:]} == {"zhou", "wang"}


def test_the_cases_of_a_general_manager_begin_with_a_lead_again(garden: Garden) -> None:
    case = garden.report()
    garden.do(Verb.ACCEPT, case, "boss")
    dismiss(garden, "boss")

    assert garden.handler(case) == "zhou"


def test_whoever_the_complaint_is_about_inherits_nothing(garden: Garden) -> None:
    case = garden.report(about="zhou")
    garden.do(Verb.ACCEPT, case, "xiao.lin")
    dismiss(garden, "xiao.lin")

    assert garden.handler(case) == "wang"


def test_where_nobody_is_left_a_case_is_nobody_s(garden: Garden) -> None:
    garden.employ("xiao.mei", Role.ASSISTANT, "xiao.lin")
    case = garden.report()
    garden.do(Verb.ACCEPT, case, "xiao.mei")
    garden.dismiss("xiao.lin", "zhou", "wang", "boss")
    dismiss(garden, "xiao.mei")

    assert garden.handler(case) == ""
    assert garden.events(case, "handed_on")[0].text == "xiao.mei → —"
