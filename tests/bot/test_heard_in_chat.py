"""What a resident writes counts as what it is: a signature, a doubt, a language, a sign of life."""

from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlmodel import select

from bot.channels import ChannelName, Incoming
from bot.reception import receive
from flows.rules.policy_text import packaged
from flows.rules.vocabulary import CaseKind, Satisfaction
from storage.cases import Case
from storage.knowledge import set_knowledge
from storage.residents import find_identity
from storage.sign_offs import SignedBy, SignOff
from tests.estate import Garden

KEYS = count()
KNOWLEDGE = Path(__file__).parents[1] / "transcripts" / "knowledge.toml"
SILENT_DAYS = packaged("strict").enrolment.silent_days


def write(garden: Garden, text: str, openid: str = "openid-chen") -> str:
    """Somebody writes in WeChat; what they read at once."""
    words = Incoming(ChannelName.WECHAT, "gh", f"k{next(KEYS)}", openid, text=text, raw=b"raw")
    answer = receive(garden.database, words, garden.now)
    garden.now += timedelta(seconds=5)
    return "\n".join(part.text for part in answer.parts)


@pytest.mark.parametrize(
    ("said", "signed"),
    [
        (("好了", "很满意"), [(True, Satisfaction.VERY_SATISFIED)]),
        (("好了", "跳过"), [(True, None)]),
        (("好了", "不满意"), [(False, Satisfaction.DISSATISFIED)]),
        (("没有，还在漏",), [(False, None)]),
    ],
)
def test_the_answer_to_a_revisit_is_the_resident_s_signature(
    garden: Garden, said: tuple[str, ...], signed: list[tuple[bool, Satisfaction | None]]
) -> None:
    """R40: satisfied or unsatisfied, with the time and the address that it came from."""
    case = garden.report()
    garden.resolve(case)
    garden.wait(hours=26)
    for text in said:
        write(garden, text)

    with garden.looking() as session:
        rows = session.exec(select(SignOff).where(SignOff.case_id == case)).all()
    assert [(one.satisfied, one.satisfaction) for one in rows] == signed
    (row,) = rows
    assert (row.via, row.by, row.round) == (SignedBy.CHAT, "resident", 1)
    assert row.identity_id == garden.case(case).identity_id
    assert garden.now - row.at < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("question", "answered"), [("物业费怎么交", True), ("物业费交多了，为什么这么贵", False)]
)
def test_a_doubt_about_a_fee_goes_to_a_person_also_where_the_file_has_words_for_it(
    garden: Garden, question: str, *, answered: bool
) -> None:
    """R63: a plain question is answered by the house, a doubt never."""
    with garden.changing() as session:
        content = KNOWLEDGE.read_text(encoding="utf-8")
        set_knowledge(session, garden.id, content, by="zhou", why="test", now=garden.now)

    said = write(garden, question)

    with garden.looking() as session:
        kinds = [one.kind for one in session.exec(select(Case))]
    assert ("每月 15 日前" in said) is answered
    assert kinds == ([] if answered else [CaseKind.ENQUIRY])


@pytest.mark.parametrize(
    ("openid", "text", "answer"),
    [
        ("openid-stranger", "The light in the hall is broken", "I am very sorry"),
        ("openid-stranger", "走廊嘅燈壞咗，要維修", "給您帶來不便"),
        ("openid-stranger", "走廊的灯坏了，要修", "给您带来不便"),
        ("openid-chen", "The light in the hall is broken", "抱歉"),
    ],
)
def test_a_stranger_is_answered_as_they_write_and_the_directory_knows_its_own(
    garden: Garden, openid: str, text: str, answer: str
) -> None:
    assert answer in write(garden, text, openid)


@pytest.mark.parametrize(("days", "is_believed"), [(SILENT_DAYS - 1, True), (SILENT_DAYS, False)])
def test_an_address_that_was_silent_for_too_long_proves_its_home_again(
    garden: Garden, days: int, *, is_believed: bool
) -> None:
    """R66: it may be somebody else's by now."""
    write(garden, "你好")
    garden.now += timedelta(days=days)

    write(garden, "你好")

    with garden.looking() as session:
        identity = find_identity(session, "wechat", "gh", "openid-chen")
    assert identity is not None
    assert (identity.proven_at is not None) is is_believed
