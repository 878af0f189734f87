"""登记 and what stands behind it, in whatever order a hurried clerk types it."""

from flows.rules.vocabulary import RegisteredSource
from flows.understanding.registrations import RegistrationLine, read_registration
from tests.each import each

PHONE, VISIT = RegisteredSource.PHONE, RegisteredSource.VISIT
LEAK = "厨房漏水，很急"


@each(
    ("text", "line"),
    [
        ("登记", RegistrationLine()),
        ("登記 電話", RegistrationLine(PHONE)),
        (
            f"登记 电话 8-1-302 王女士 13800138000 {LEAK}",
            RegistrationLine(PHONE, LEAK, "8-1-302", "王女士", "13800138000"),
        ),
        (
            f"登记，来访，{LEAK}",
            None,
        ),
        (
            f"登记： 来访， 王芳 +85255500103 {LEAK} 8栋1单元302",
            RegistrationLine(VISIT, LEAK, "8-1-302", "王芳", "+85255500103"),
        ),
        (f"登记 {LEAK} 电话也打不通", RegistrationLine(None, f"{LEAK} 电话也打不通")),
        ("register phone C-906 no water", RegistrationLine(PHONE, "no water", "C-906")),
    ],
)
def test_each_part_is_found_and_the_words_stay_as_they_were(
    text: str, line: RegistrationLine | None
) -> None:
    assert read_registration(text) == line


@each("text", ["", "已登记", "接单 BX-20261124-0001", "我要登记"])
def test_another_line_is_none(text: str) -> None:
    assert read_registration(text) is None
