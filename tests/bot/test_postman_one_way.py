"""To a number that cannot answer nothing is asked: it is told how to answer elsewhere (W25)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from flows.rules.policy_contact import ContactCard
from flows.rules.policy_text import packaged
from flows.rules.reach import SMS, WECHAT, WECOM
from flows.rules.vocabulary import Language, MessageState, Purpose
from storage.estates import set_policy
from storage.outgoing import ONE_WAY
from storage.residents import Resident, find_identity
from tests.bot.post_office import MORNING, PostOffice

MAINLAND = "+8613800138000"
ASKED = "请问真的修好、解决了吗？"
OPTIONS = [{"label": "已经好了", "token": "1.fixed.yes"}, {"label": "没有", "token": "1.fixed.no"}]
TOLD = {ONE_WAY: "您报的 BX-20261124-0001 已经处理。真的好了吗？您满意吗？"}
LONG_PUSH = "新事项\n【投诉】TS-20261124-0001\n内容：" + "漏水" * 150 + "\n请在 10:00 前首次回复。"


@pytest.fixture
def office(sqlite_database: str) -> Iterator[PostOffice]:
    office = PostOffice(sqlite_database)
    office.one_way.add(MAINLAND)
    yield office
    office.close()


def revisit(office: PostOffice, resident: int) -> int:
    return office.write(
        ASKED, resident_id=resident, purpose=Purpose.REVISIT, options=OPTIONS, fields=TOLD
    )


def with_card(office: PostOffice, wechat_account: str, phone: str) -> None:
    policy = replace(packaged("strict"), contact_card=ContactCard(wechat_account, phone, ""))
    with office.changing() as session:
        set_policy(
            session,
            office.estate_id,
            policy,
            effective_at=MORNING,
            by="lead",
            why="how to reach us",
            now=MORNING,
        )


async def test_a_revisit_is_not_asked_but_told_with_the_ways_to_answer(office: PostOffice) -> None:
    with_card(office, "松涛苑服务中心", "021-55550100")
    resident = office.resident(directory_phone=MAINLAND)
    message = revisit(office, resident)

    await office.postman().drain(office.now)

    [letter] = office.sms.took
    assert office.state(message) is MessageState.ACCEPTED
    assert letter.options == ()
    assert letter.text == (
        f"{TOLD[ONE_WAY]}\n这条短信不能回复。"
        "请在微信公众号“松涛苑服务中心”里告诉我们，或致电 021-55550100。"
    )


@pytest.mark.parametrize(
    ("account", "phone", "said"),
    [
        ("松涛苑", "", "请在微信公众号“松涛苑”里告诉我们。"),
        ("", "021-55550100", "请致电 021-55550100 告诉我们。"),
        ("", "", "请在我们的微信公众号里告诉我们，或到服务中心。"),
    ],
)
async def test_only_the_ways_that_the_estate_has_are_named(
    office: PostOffice, account: str, phone: str, said: str
) -> None:
    with_card(office, account, phone)
    revisit(office, office.resident(directory_phone=MAINLAND))

    await office.postman().drain(office.now)

    assert office.sms.texts()[0].endswith(said)


async def test_the_way_to_answer_is_named_in_the_reader_s_language(office: PostOffice) -> None:
    resident = office.resident(directory_phone=MAINLAND)
    with office.changing() as session:
        session.get_one(Resident, resident).language = Language.ENGLISH
    revisit(office, resident)

    await office.postman().drain(office.now)

    assert "This SMS cannot be answered." in office.sms.texts()[0]


async def test_where_it_can_be_answered_the_question_stays_a_question(office: PostOffice) -> None:
    revisit(office, office.resident(directory_phone="+85290000001"))

    await office.postman().drain(office.now)

    [letter] = office.sms.took
    assert letter.text == ASKED
    assert [option.label for option in letter.options] == ["已经好了", "没有"]


async def test_what_only_tells_is_sent_as_it_is(office: PostOffice) -> None:
    office.write("师傅明天上午到。", resident_id=office.resident(directory_phone=MAINLAND))

    await office.postman().drain(office.now)

    assert office.sms.texts() == ["师傅明天上午到。"]


async def test_wechat_is_asked_first_even_if_the_number_was_heard_last(office: PostOffice) -> None:
    resident = office.resident(openid="o-1", phone=MAINLAND)
    with office.changing() as session:
        heard_last = find_identity(session, SMS, "", MAINLAND)
        assert heard_last is not None
        heard_last.last_heard_at = office.now + timedelta(minutes=1)
    message = revisit(office, resident)

    await office.postman().drain(office.now)

    assert office.message(message).channel == WECHAT
    assert [option.label for option in office.wechat.took[0].options] == ["已经好了", "没有"]


async def test_a_push_by_sms_keeps_number_and_due_time_and_says_where_to_act(
    office: PostOffice,
) -> None:
    member = office.member("xiao.lin", phone="+85290000002")
    message = office.push(LONG_PUSH, member, tried=[WECOM])

    await office.postman().drain(office.now)

    [text] = office.sms.texts()
    assert office.state(message) is MessageState.ACCEPTED
    assert len(text) <= 3 * 67
    assert text.startswith("新事项\n【投诉】TS-20261124-0001\n内容：漏水")
    assert text.endswith("…\n请在 10:00 前首次回复。\n（短信不能回复，请在企业微信里处理）")
