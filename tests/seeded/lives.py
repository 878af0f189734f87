"""What becomes of a case, told with the real verbs: each leaves the rows that are copied later."""

from collections.abc import Callable
from datetime import timedelta

from flows.rules.vocabulary import CaseClass, CaseKind, Satisfaction, Source, Urgency, Verb
from tests.estate import Garden

Life = Callable[[Garden], int]
"""Reports one case, sees it through to its end, and gives its id."""


def a_repair(garden: Garden) -> int:
    """Answered within hours, mended the next day, confirmed by phone."""
    case = garden.report(kind=CaseKind.REPAIR)
    garden.wait(hours=2)
    garden.do(Verb.ACCEPT, case, "xiao.lin")
    garden.do(Verb.RESPOND, case, "xiao.lin", text="师傅明天上午到，请留人。",
              promised_at=garden.now + timedelta(hours=20))  # fmt: skip
    garden.wait(hours=18)
    return _ended(garden, case, Satisfaction.SATISFIED)


def a_late_answer(garden: Garden) -> int:
    """Nobody answered on the first day: the next persons up were told."""
    case = garden.report("楼道里的灯坏了一周")
    garden.wait(hours=30)
    garden.do(Verb.RESPOND, case, "zhou", text="非常抱歉让您久等，今天换好。")
    garden.wait(hours=9)
    return _ended(garden, case, Satisfaction.NEUTRAL)


def a_second_round(garden: Garden) -> int:
    """Not fixed at first; a plan, and then it was."""
    case = garden.report("半夜装修，孩子睡不着", case_class=CaseClass.SERVICE)
    garden.wait(hours=3)
    garden.do(Verb.RESPOND, case, "xiao.lin", text="我们已上门劝阻。")
    garden.wait(hours=20)
    garden.resolve(case)
    garden.do(Verb.REVISIT, case, "zhou", via="phone", fixed=False, remark="昨晚又在装修",
              satisfaction=Satisfaction.DISSATISFIED.value)  # fmt: skip
    garden.wait(hours=5)
    garden.do(Verb.RESPOND, case, "zhou", text="我们再次上门，并书面告知施工时间。")
    garden.wait(hours=10)
    return _ended(garden, case, Satisfaction.SATISFIED)


def an_emergency(garden: Garden) -> int:
    """Somebody in the lift: taken within minutes."""
    case = garden.report("电梯困人，里面有老人", kind=CaseKind.HELP, urgency=Urgency.EMERGENCY)
    garden.wait(minutes=2)
    garden.do(Verb.ACCEPT, case, "xiao.lin")
    garden.do(Verb.RESPOND, case, "xiao.lin", text="维保单位已在路上，请不要扒门。")
    garden.wait(hours=1)
    return _ended(garden, case, Satisfaction.VERY_SATISFIED)


def a_key_matter(garden: Garden) -> int:
    """Water through the ceiling: a plan within the day, and approved before it was carried out."""
    case = garden.report("天花板大面积渗水，墙面鼓包", kind=CaseKind.REPAIR, urgency=Urgency.KEY)
    garden.wait(hours=1)
    garden.do(Verb.RESPOND, case, "xiao.lin", text="工程师一小时内到场。")
    garden.do(Verb.PROPOSE, case, "xiao.lin", plan="关阀，打开天花板，更换立管")
    garden.wait(hours=2)
    garden.do(Verb.APPROVE, case, "wang", decision="approve")
    garden.wait(hours=20)
    return _ended(garden, case, Satisfaction.FAIRLY_SATISFIED)


def nobody_picks_up(garden: Garden) -> int:
    """Mended, but whether it is right nobody could find out: closed unconfirmed."""
    case = garden.report("门禁读不出卡", case_class=CaseClass.OTHER, source=Source.PHONE)
    garden.wait(hours=4)
    garden.do(Verb.RESPOND, case, "xiao.lin", text="下午重新给您授权。")
    garden.wait(hours=6)
    garden.resolve(case)
    for _ in range(2):
        while not (open_calls := [one for one in garden.tasks(case) if one.ended_at is None]):
            garden.wait(days=1)
        garden.record(open_calls[0].id, "zhou", reached=False, outcome="无人接听")
        garden.wait(days=1)
    return case


LIVES: tuple[Life, ...] = (
    a_repair,
    a_late_answer,
    a_second_round,
    a_key_matter,
    an_emergency,
    nobody_picks_up,
)


def _ended(garden: Garden, case: int, satisfaction: Satisfaction) -> int:
    garden.resolve(case)
    garden.wait(hours=3)
    for visit in garden.tasks(case):
        garden.record(visit.id, "zhou", reached=True, outcome="看过现场", why="住户在家等候")
    garden.do(Verb.REVISIT, case, "zhou", via="phone", fixed=True, remark="好了",
              satisfaction=satisfaction.value)  # fmt: skip
    return case
