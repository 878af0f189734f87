import pytest

from flows.rules.knowledge import parse_knowledge
from flows.rules.vocabulary import Role
from flows.understanding.enquiries import answer_to
from flows.understanding.fees import is_about_fees, is_fee_doubt
from flows.understanding.staff_names import Colleague, in_office, named_in
from tests.each import each

KNOWN = parse_knowledge(
    """
[[entry]]
id = "fee"
keywords = ["物业费 交", "pay fee"]
questions = ["物业费怎么交？"]
answer = { zh-Hans = "到前台交。" }

[[entry]]
id = "parking"
keywords = ["停车 交"]
answer = { zh-Hans = "到岗亭交。" }
"""
).entries
STAFF = (
    Colleague("lin", "小林", Role.ASSISTANT),
    Colleague("zhou", "周敏", Role.LEAD),
    Colleague("wang", "王强", Role.MANAGER),
    Colleague("li", "李建国", Role.TECHNICIAN),
    Colleague("li2", "李明", Role.TECHNICIAN),
    Colleague("tom", "Tom Lee", Role.TECHNICIAN),
)


@each(
    ("question", "found"),
    [
        ("物业费怎么交", "fee"),
        ("請問物業費在哪裡交？", "fee"),
        ("How do I pay my fee", "fee"),
        ("停车的钱在哪交", "parking"),
        ("游泳池几点开", None),
        ("", None),
    ],
)
def test_the_entry_that_fits_answers(question: str, found: str | None) -> None:
    entry = answer_to(question, KNOWN)

    assert (entry and entry.id) == found


@each(
    "text",
    ["物业费为什么涨了", "停車費太貴", "我要看水费明细", "why did the management fee go up",
     "公摊不合理", "收费依据是什么"],
)  # fmt: skip
def test_a_doubt_about_a_fee_is_known(text: str) -> None:
    assert is_fee_doubt(text)
    assert is_about_fees(text)


@pytest.mark.parametrize("text", ["物业费怎么交", "楼上为什么这么吵", "停车费多少钱一个月"])
def test_a_plain_question_is_no_doubt(text: str) -> None:
    assert not is_fee_doubt(text)


@each(
    ("text", "named"),
    [
        ("表扬小林，帮我搬东西", ("lin",)),
        ("周主管很负责", ("zhou",)),
        ("王经理和周敏都来了", ("zhou", "wang")),
        ("李师傅修得好", ()),
        ("李明师傅修得好", ("li2",)),
        ("thanks to tom lee", ("tom",)),
        ("谢谢你们", ()),
    ],
)
def test_members_are_known_by_name_or_by_a_title_that_one_alone_bears(
    text: str, named: tuple[str, ...]
) -> None:
    assert named_in(text, STAFF) == named


@each(
    ("text", "meant"),
    [("投诉你们经理", ("wang",)), ("前台态度差", ("lin",)), ("投诉总经理", ()), ("楼上吵", ())],
)
def test_an_office_stands_for_those_who_hold_it(text: str, meant: tuple[str, ...]) -> None:
    assert in_office(text, STAFF) == meant
