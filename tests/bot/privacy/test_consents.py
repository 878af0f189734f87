"""What is consented to is written down as it is said, before anything personal is kept (R66)."""

from itertools import count

import pytest
from sqlmodel import select

from bot.channels import ChannelName, Incoming
from bot.reception import receive
from storage.consents import Consent, NoticeText, consents_of
from storage.keys import keyring
from storage.residents import Resident, find_identity
from tests.estate import Garden

OPENID = "openid of the stranger"


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
