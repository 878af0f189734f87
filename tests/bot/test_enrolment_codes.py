"""Codes by SMS: as many as somebody needs and no more, and to whom of a household they belong."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.channels import ChannelName, Incoming
from bot.reception import receive
from flows.rules.vocabulary import Language, ResidenceRole
from storage.estates import Home
from storage.keys import keyring
from storage.outgoing import Outgoing
from storage.residents import Residence, Resident, find_identity, name_of
from tests.estate import CHEN, MORNING, Garden, plant

PHONE = "+8613800138000"


@pytest.fixture
def garden(sqlite_database: str) -> Iterator[Garden]:
    planted = plant(sqlite_database)
    yield planted
    planted.close()


def share_phone(garden: Garden, *names: str) -> None:
    """These people of the directory live in 8-1-302 and have one number."""
    with garden.changing() as session:
        keys = keyring(session)
        home = session.exec(select(Home).where(Home.code == CHEN)).one()
        for name in names:
            resident = Resident(
                estate_id=garden.id,
                name_sealed=keys.seal(name),
                phone_sealed=keys.seal(PHONE),
                phone_index=keys.index(PHONE),
                language=Language.SIMPLIFIED,
                in_directory=True,
                created_at=MORNING,
            )
            session.add(resident)
            session.flush()
            owner = ResidenceRole.OWNER
            session.add(Residence(resident_id=resident.id, home_id=home.id, role=owner))


def say(garden: Garden, who: str, *texts: str) -> str:
    """Somebody writes these lines; returns the last answer."""
    garden.now += timedelta(seconds=1)
    parts = []
    for number, text in enumerate(texts):
        key = f"{garden.now.isoformat()} {who} {number}"
        incoming = Incoming(ChannelName.WECHAT, "gh", key, who, text)
        parts = [part.text for part in receive(garden.database, incoming, garden.now).parts]
    return "\n".join(parts)


def ask(garden: Garden, who: str, name: str = "王芳") -> str:
    """Ask for a code; a code that was sent before is no longer good by then."""
    garden.now += timedelta(minutes=11)
    return say(garden, who, "取消", "绑定", "是", "1", CHEN, name, "1", "13800138000")


def codes(garden: Garden) -> list[str]:
    with garden.looking() as session:
        query = select(Outgoing).where(col(Outgoing.address_sealed).is_not(None))
        texts = [one.text for one in session.exec(query.order_by(col(Outgoing.id)))]
    return [re.findall(r"\d{6}", text)[0] for text in texts]


def name_behind(garden: Garden, who: str) -> str:
    with garden.looking() as session:
        identity = find_identity(session, "wechat", "gh", who)
        assert identity is not None
        return name_of(session, session.get_one(Resident, identity.resident_id))


def test_a_number_gets_so_many_codes_a_day_from_however_many_addresses(garden: Garden) -> None:
    share_phone(garden, "王芳")
    answers = {ask(garden, f"stranger {number}") for number in range(8)}

    assert len(codes(garden)) == 5
    assert len(answers) == 1, "nobody learns from the answer whether a code went out"

    garden.now += timedelta(hours=24)
    ask(garden, "the right one")
    assert len(codes(garden)) == 6


def test_an_address_that_asks_too_often_is_told_what_else_it_can_do(garden: Garden) -> None:
    for _ in range(5):
        assert "验证码" in ask(garden, "curious")

    assert "明天再试" in ask(garden, "curious")
    assert "人工" in ask(garden, "curious")

    garden.now += timedelta(hours=24)
    assert "验证码" in ask(garden, "curious")


def test_who_shares_a_number_is_told_apart_by_name(garden: Garden) -> None:
    share_phone(garden, "王建国", "王芳")
    ask(garden, "daughter", "王芳")

    assert "绑定成功" in say(garden, "daughter", codes(garden)[-1])
    assert name_behind(garden, "daughter") == "王芳"


def test_where_the_name_is_neither_s_a_member_of_staff_decides(garden: Garden) -> None:
    share_phone(garden, "王建国", "王芳")
    ask(garden, "somebody", "小王")

    assert "已请工作人员核实" in say(garden, "somebody", codes(garden)[-1])
    assert name_behind(garden, "somebody") == "小王"
