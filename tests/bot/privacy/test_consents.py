"""What is consented to is written down as it is said, before anything personal is kept (R66)."""

from dataclasses import replace
from itertools import count

import pytest
from sqlmodel import select

from bot.channels import ChannelName, Incoming
from bot.delivery.routes import Routes, SmsNumbers, ladder_of
from bot.reception import opt_out, receive
from flows.rules.policy_text import packaged
from flows.rules.vocabulary import Language, MessageState, Purpose, ResidenceRole
from storage.consents import Consent, NoticeText, consents_of
from storage.directory import enter_residents
from storage.directory_entries import ResidentEntry
from storage.keys import keyring
from storage.outgoing import Outgoing
from storage.readers import readers_of
from storage.residents import Resident, find_identity
from tests.estate import Garden

OPENID = "openid of the stranger"
CHENS_NUMBER = "+85290000001"


BOTH_WAYS = Routes({"wechat": "simulator", "sms": "simulator"})


def hear(garden: Garden, *texts: str) -> str:
    """A stranger writes; returns the last answer."""
    numbers = count(len(garden.rows()["inbound"]))
    said = ""
    for text in texts:
        incoming = Incoming(ChannelName.WECHAT, "gh", f"m{next(numbers)}", OPENID, text)
        answer = receive(garden.database, incoming, garden.now)
        said = "\n".join(part.text for part in answer.parts)
    return said


def ledger(garden: Garden) -> list[tuple[str, bool, str, str]]:
    """Purpose, yes or no, channel and words of each entry of the stranger's."""
    with garden.looking() as session:
        identity = find_identity(session, "wechat", "gh", OPENID)
        assert identity is not None
        keys = keyring(session)
        return [
            (one.purpose, one.granted, one.via, keys.open(one.words_sealed))
            for one in consents_of(session, identity.resident_id)
        ]


def test_a_consent_names_its_words_and_the_notice_that_was_read(garden: Garden) -> None:
    notice = hear(garden, "绑定房屋")
    hear(garden, "同意的")

    assert ledger(garden) == [("privacy", True, "wechat", "同意的")]
    with garden.looking() as session:
        consent = session.exec(select(Consent)).one()
        kept = session.exec(select(NoticeText)).one()
    assert consent.text_version == kept.version
    assert kept.text == notice
    assert consent.at == garden.now


def test_a_no_is_written_down_too_and_nothing_else_is(garden: Garden) -> None:
    hear(garden, "绑定房屋", "不同意")

    assert ledger(garden) == [("privacy", False, "wechat", "不同意")]


@pytest.mark.parametrize("texts", [("绑定房屋",), ("绑定房屋", "同意"), ("绑定房屋", "不同意")])
def test_nobodys_name_or_number_is_kept_before_they_consented(
    garden: Garden, texts: tuple[str, ...]
) -> None:
    hear(garden, *texts)

    with garden.looking() as session:
        identity = find_identity(session, "wechat", "gh", OPENID)
        assert identity is not None
        stranger = session.get_one(Resident, identity.resident_id)
    assert (stranger.name_sealed, stranger.phone_sealed) == (None, None)


def test_the_same_notice_is_kept_once(garden: Garden) -> None:
    hear(garden, "绑定房屋", "同意", "取消", "绑定房屋", "不同意")

    assert [granted for _, granted, _, _ in ledger(garden)] == [True, False]
    assert len(garden.rows()["notice_text"]) == 1


def hear_chen(garden: Garden, *texts: str) -> str:
    """Chen of 8-1-302 writes; returns the last answer."""
    said = ""
    for text in texts:
        number = len(garden.rows()["inbound"])
        incoming = Incoming(ChannelName.WECHAT, "gh", f"c{number}", "openid-chen", text)
        answer = receive(garden.database, incoming, garden.now)
        said = "\n".join(part.text for part in answer.parts)
    return said


def ways(garden: Garden, purpose: Purpose, routes: Routes = BOTH_WAYS) -> list[str]:
    """By which channels Chen, who also has a number in the directory, would get a message now."""
    with garden.changing() as session:
        identity = find_identity(session, "wechat", "gh", "openid-chen")
        assert identity is not None
        chen = session.get_one(Resident, identity.resident_id)
        chen.phone_sealed = keyring(session).seal(CHENS_NUMBER)
        chen.phone_index = keyring(session).index(CHENS_NUMBER)
        message = Outgoing(
            unique_key="a", resident_id=chen.id, purpose=purpose, text="…",
            state=MessageState.QUEUED, not_before=garden.now, created_at=garden.now,
        )  # fmt: skip
        readers = readers_of(session, [message], garden.now)
        ladder = ladder_of(message, readers, routes, packaged("strict"), garden.now)
        return [rung.channel for rung in ladder]


def test_surveys_and_notices_are_joined_and_left_one_by_one(garden: Garden) -> None:
    assert ways(garden, Purpose.SURVEY) == ways(garden, Purpose.NOTICE) == []

    hear_chen(garden, "订阅问卷", "订阅通知", "退订问卷")

    assert ways(garden, Purpose.SURVEY) == []
    assert ways(garden, Purpose.NOTICE) == ["wechat", "sms"]
    assert ways(garden, Purpose.CASE) == ways(garden, Purpose.REVISIT) == ["wechat", "sms", "call"]


def test_who_wants_nothing_gets_nothing_at_any_address_but_an_alarm(garden: Garden) -> None:
    hear_chen(garden, "订阅通知", "全部退订")

    assert ways(garden, Purpose.NOTICE) == []
    assert ways(garden, Purpose.CASE) == ways(garden, Purpose.REVISIT) == ["call"]
    assert ways(garden, Purpose.SAFETY) == ["wechat", "sms", "call"]

    hear_chen(garden, "恢复")
    assert ways(garden, Purpose.CASE) == ["wechat", "sms", "call"]
    assert ways(garden, Purpose.NOTICE) == []


def test_who_forbids_providers_abroad_is_written_to_by_none_of_them(garden: Garden) -> None:
    """P10: a number that only a provider abroad serves is left out; an alarm still goes there."""
    hear_chen(garden, "你好")
    numbers = SmsNumbers(is_abroad=lambda number: number == CHENS_NUMBER)
    abroad = replace(BOTH_WAYS, numbers=numbers)
    assert ways(garden, Purpose.CASE, abroad) == ["wechat", "sms", "call"]

    hear_chen(garden, "退订境外短信")

    assert ways(garden, Purpose.CASE, abroad) == ["wechat", "call"]
    assert ways(garden, Purpose.SAFETY, abroad) == ["wechat", "sms", "call"]
    assert ways(garden, Purpose.CASE) == ["wechat", "sms", "call"]

    hear_chen(garden, "恢复境外短信")
    assert ways(garden, Purpose.CASE, abroad) == ["wechat", "sms", "call"]


def test_stop_by_sms_closes_that_address_alone_and_stands_in_the_ledger(garden: Garden) -> None:
    hear_chen(garden, "你好")
    stop = Incoming(ChannelName.SMS, "", "s1", CHENS_NUMBER, "退订")
    opt_out(garden.database, stop, garden.now, out=True)

    assert ways(garden, Purpose.CASE) == ["wechat", "call"]
    with garden.looking() as session:
        (entry,) = session.exec(select(Consent))
        assert (entry.purpose, entry.granted, entry.via) == ("address", False, "sms")
        assert keyring(session).open(entry.words_sealed) == "退订"


@pytest.mark.parametrize(
    ("text", "menu"),
    [("English", "How can I help"), ("繁體", "請問有甚麼"), ("简体", "请问有什么")],
)
def test_a_chosen_language_stays_whatever_one_writes_in_afterwards(
    garden: Garden, text: str, menu: str
) -> None:
    hear(garden, "hi", text, "The light in the hall is broken", "走廊的电灯坏了", "取消")

    assert menu in hear(garden, "菜单")


def test_an_import_leaves_a_chosen_language_alone(garden: Garden) -> None:
    hear_chen(garden, "English")
    entry = ResidentEntry(
        "回音花园", "8", "1", "302", "chen", "", ResidenceRole.OWNER, Language.SIMPLIFIED,
        None, None, key_client=False,
    )  # fmt: skip
    with garden.changing() as session:
        enter_residents(session, [entry], garden.now)

    assert "How can I help" in hear_chen(garden, "hello")
