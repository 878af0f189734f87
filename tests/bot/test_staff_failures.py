"""A line of staff's that meets a mistake of ours: it is kept and answered."""

import pytest
from sqlmodel import col, select

from bot.channels import ChannelName, Incoming
from bot.staff_chat import hear_staff
from flows.rules.vocabulary import Verb
from storage.conversations import Conversation, ConversationState
from storage.inbound import Inbound
from tests.estate import Garden

pytestmark = pytest.mark.usefixtures("log_tells_of_nobody")


def test_a_talk_that_breaks_is_closed_and_its_line_is_kept_and_answered(
    garden: Garden, caplog: pytest.LogCaptureFixture
) -> None:
    def said(key: str, text: str) -> str:
        incoming = Incoming(ChannelName.WECOM, "corp", key, "xiao.lin", text=text)
        (part,) = hear_staff(garden.database, incoming, garden.now).parts
        return part.text

    case = garden.report()
    garden.do(Verb.ACCEPT, case, "xiao.lin")
    said("1", f"完成 {garden.case(case).number}")
    with garden.changing() as session:
        talk = session.exec(
            select(Conversation).where(col(Conversation.staff_id).is_not(None))
        ).one()
        talk.answers_sealed = b"what no key opens"
        session.add(talk)

    answer = said("2", "已修好")

    assert answer.startswith("抱歉，系统刚才出错了")
    assert "a line of staff by wecom failed" in caplog.text
    with garden.looking() as session:
        talk = session.get_one(Conversation, talk.id)
        assert (talk.state, bool(talk.failure)) == (ConversationState.FAILED, True)
        rows = session.exec(select(Inbound).order_by(col(Inbound.id)))
        assert [row.staff_id is not None for row in rows] == [True, True]
    assert said("2", "已修好") == answer
    assert not said("3", f"完成 {garden.case(case).number}").startswith("抱歉")
