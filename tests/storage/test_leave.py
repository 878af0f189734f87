"""Leave: whoever is away is told nothing first, and whoever is there stands in for them."""

from datetime import timedelta

from flows.rules.vocabulary import DeadlineKind, Role, Urgency, Verb
from storage.leave import Leave, end_leave
from tests.estate import MORNING, Garden

FIRST = DeadlineKind.FIRST_RESPONSE


def warned(garden: Garden, case_id: int) -> list[str]:
    return [userid for _, userid in garden.warned(case_id, FIRST)]


def test_while_the_handler_is_on_leave_the_next_in_the_chain_is_told_and_then_again_they(
    garden: Garden,
) -> None:
    case = garden.report()
    garden.do(Verb.ACCEPT, case, "xiao.lin")
    away = garden.send_away("xiao.lin")
    garden.wait(hours=12)
    assert warned(garden, case) == ["zhou"]

    with garden.changing() as session:
        end_leave(session, session.get_one(Leave, away), by="xiao.lin", now=garden.now)
    garden.wait(hours=8)
    assert warned(garden, case) == ["zhou", "xiao.lin"]
    assert garden.handler(case) == "xiao.lin", "who has a case does not change by a leave"


def test_leave_ends_by_itself_when_its_time_is_over(garden: Garden) -> None:
    garden.send_away("xiao.lin", days=1)
    garden.wait(hours=24)
    case = garden.report()

    assert [userid for _, userid in garden.told(case, "opened")] == ["xiao.lin"]


def test_leave_that_has_not_begun_changes_nothing(garden: Garden) -> None:
    garden.send_away("xiao.lin", since=MORNING + timedelta(hours=1))
    case = garden.report()

    assert [userid for _, userid in garden.told(case, "opened")] == ["xiao.lin"]


def test_a_report_goes_to_colleagues_of_whoever_is_away_before_it_goes_up(garden: Garden) -> None:
    garden.employ("xiao.mei", Role.ASSISTANT, "zhou")
    garden.send_away("xiao.lin")
    case = garden.report()
    assert [userid for _, userid in garden.told(case, "opened")] == ["xiao.mei"]

    garden.send_away("xiao.mei")
    second = garden.report("楼道灯坏了", home=None)
    assert [userid for _, userid in garden.told(second, "opened")] == ["zhou"]


def test_a_superior_on_leave_is_stepped_over(garden: Garden) -> None:
    for userid in ("xiao.lin", "zhou"):
        garden.send_away(userid)
    case = garden.report()
    garden.do(Verb.ACCEPT, case, "xiao.lin")
    garden.wait(hours=12)
    assert warned(garden, case) == ["wang"]

    garden.do(Verb.RESPOND, case, "xiao.lin", text="在看")
    garden.resolve(case)
    garden.do(Verb.REVISIT, case, "wang", via="phone", fixed=False, satisfaction=None, remark="")
    assert garden.handler(case) == "wang", "the next round is given to somebody who is there"


def test_an_emergency_rouses_whoever_is_there(garden: Garden) -> None:
    for userid in ("xiao.lin", "wang"):
        garden.send_away(userid)
    case = garden.report("电梯困人", urgency=Urgency.EMERGENCY)
    garden.wait(minutes=4)
    assert warned(garden, case) == ["zhou"]
    garden.wait(minutes=2)
    assert warned(garden, case) == ["zhou", "boss"], "instead of the manager"


def test_where_everybody_is_on_leave_somebody_is_told_all_the_same(garden: Garden) -> None:
    for userid in ("xiao.lin", "zhou", "wang", "boss"):
        garden.send_away(userid)
    case = garden.report()

    assert [userid for _, userid in garden.told(case, "opened")] == ["xiao.lin"]
