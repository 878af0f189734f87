"""How one reaches the office is asked in few words; whatever says more is a matter of its own."""

from flows.understanding.contacts import asks_for_contacts
from tests.each import each


@each(
    "text",
    "联系方式 聯絡方式 你们的电话是多少？ 服务电话 物业电话多少 办公时间 "
    "几点上班 请问怎么联系物业？ 电话 contacts officehours?".split(),
)
def test_a_question_for_numbers_or_hours_is_heard(text: str) -> None:
    assert asks_for_contacts(text)


@each(
    "text",
    ["", *"电话坏了 给我打电话 打电话没人接 我的电话13800138000 维修电话打不通 是 人工".split()],
)
def test_whatever_says_more_is_something_else(text: str) -> None:
    assert not asks_for_contacts(text)
