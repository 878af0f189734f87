"""Class, urgency and place of what was reported; a resident confirms the class (R29)."""

from hypothesis import given
from hypothesis import strategies as st

from flows.rules.vocabulary import CaseClass, CaseKind, Urgency
from flows.understanding.case_reading import class_of, read_case, urgency_of
from tests.each import each


@each(
    ("text", "case_class"),
    [
        ("保洁员态度很差，还骂人", CaseClass.SERVICE),
        ("电梯三天两头坏，灯也不亮", CaseClass.FACILITY),
        ("有人高空抛物，太危险", CaseClass.SAFETY),
        ("物业费和停车费乱收费", CaseClass.MANAGEMENT),
        ("楼上邻居半夜吵得睡不着", CaseClass.OTHER),
        ("我要投诉楼上太吵", CaseClass.OTHER),
        ("升降機壞咗", CaseClass.FACILITY),
        ("the parking fee is too high", CaseClass.MANAGEMENT),
    ],
)
def test_a_complaint_is_given_its_likeliest_class(text: str, case_class: CaseClass) -> None:
    assert class_of(text, CaseKind.COMPLAINT) is case_class
    assert read_case(text).case_class is case_class


@each(
    ("text", "case_class"),
    [
        ("水龙头坏了，物业费白交", CaseClass.FACILITY),
        ("楼道里太吵", CaseClass.FACILITY),
        ("插座漏电，电线着火", CaseClass.SAFETY),
        ("", CaseClass.FACILITY),
    ],
)
def test_a_repair_is_of_facilities_or_of_safety(text: str, case_class: CaseClass) -> None:
    assert class_of(text, CaseKind.REPAIR) is case_class


@each(
    ("text", "urgency"),
    [
        ("厨房着火了", Urgency.EMERGENCY),
        ("厨房水管漏水", Urgency.KEY),
        ("全楼停电", Urgency.KEY),
        ("屋企冇水", Urgency.KEY),
        ("no hot water, no water at all", Urgency.KEY),
        ("楼道灯不亮", Urgency.NORMAL),
        ("没有着火，就是灯坏了", Urgency.NORMAL),
    ],
)
def test_urgency_is_read_from_what_is_at_stake(text: str, urgency: Urgency) -> None:
    assert urgency_of(text) is urgency


def test_a_report_is_read_with_its_place_and_its_reasons() -> None:
    reading = read_case("8栋1单元302厨房水管爆了，关不掉")

    assert reading.location == "8-1-302"
    assert reading.urgency is Urgency.EMERGENCY
    assert "danger (water)" in reading.why


@given(st.text(), st.sampled_from([CaseKind.COMPLAINT, CaseKind.REPAIR]))
def test_any_text_has_a_class_and_an_urgency(text: str, kind: CaseKind) -> None:
    assert class_of(text, kind) in CaseClass
    assert urgency_of(text) in Urgency
