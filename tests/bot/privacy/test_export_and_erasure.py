"""A person gets all that is known of them, and nothing of others; erased, no word is left."""

import json
from itertools import count

import pytest
from cryptography.fernet import InvalidToken
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from bot.api.showing import show_file
from bot.channels import ChannelName, Incoming
from bot.reception import receive
from flows.rules.vocabulary import Verb
from storage.cases import Case
from storage.erasing import StillInHand, erase_resident
from storage.exporting import export_resident
from storage.keys import keyring
from storage.residents import Resident, find_identity
from storage.tables import metadata
from tests.estate import CHEN, RESOLVED, Garden
from tests.gardens import Ground

WORD = "qxerased"
REPORT = (f"{WORD} 家的厨房水管漏水了", "没有照片", "1")


class Talks:
    """What people of the garden write, by the door that webhooks use."""

    def __init__(self, garden: Garden) -> None:
        self.garden = garden
        self.keys = count()

    def say(self, name: str, *texts: str, channel: str = "wechat", key: str = "") -> str:
        said = ""
        for text in texts:
            account, address = ("gh", f"openid-{name}") if channel == "wechat" else ("", name)
            number = key or f"{address} {next(self.keys)}"
            incoming = Incoming(
                ChannelName(channel), account, number, address, text, raw=text.encode()
            )
            answer = receive(self.garden.database, incoming, self.garden.now)
            said = "\n".join(part.text for part in answer.parts)
        return said


def person(garden: Garden, name: str) -> int:
    with garden.looking() as session:
        identity = find_identity(session, "wechat", "gh", f"openid-{name}")
        assert identity is not None
        return identity.resident_id


def everything_written(garden: Garden) -> str:
    """Every text, JSON and sealed column of every row, opened."""
    with garden.looking() as session:
        return "\n".join(
            opened(session, value)
            for table in metadata.sorted_tables
            for row in session.execute(table.select())
            for value in row
        )


def opened(session: Session, value: object) -> str:
    if isinstance(value, bytes):
        try:
            return keyring(session).open(value)
        except InvalidToken:
            return value.decode("latin-1")
    return json.dumps(value, ensure_ascii=False, default=str)


@pytest.fixture
def told(garden: Garden) -> Talks:
    """Chen, whose name is the word too, has reported by chat; it was repaired and confirmed."""
    talks = Talks(garden)
    with garden.changing() as session:
        chen = session.get_one(Resident, person(garden, "chen"))
        chen.name_sealed = keyring(session).seal(f"{WORD}先生")
    talks.say("chen", *REPORT, f"{WORD} 门锁也坏了")
    with garden.looking() as session:
        case = session.exec(select(Case)).one()
    garden.do(Verb.RESPOND, case.id, "xiao.lin", text=f"{WORD}先生，师傅马上来")
    garden.do(Verb.RESOLVE, case.id, "xiao.lin", **RESOLVED | {"result": f"{WORD}家已修好"})
    return talks


def close(garden: Garden, talks: Talks) -> None:
    garden.wait(days=2)
    talks.say("chen", "取消", "修好了", "很满意", f"{WORD} 谢谢师傅")


def test_the_export_holds_what_one_said_and_was_told_and_why_it_is_kept(
    garden: Garden, told: Talks
) -> None:
    with garden.looking() as session:
        known = export_resident(session, person(garden, "chen"))

    text = json.dumps(known, ensure_ascii=False)
    assert known["rows"]["resident"][0]["name"] == f"{WORD}先生"
    assert REPORT[0] in [row["text"] for row in known["rows"]["inbound"]]
    assert known["rows"]["report_case"][0]["number"].startswith("BX-")
    assert "openid-chen" in text
    assert {one["table"] for one in known["purposes"]} <= set(known["rows"])
    assert "新事项" not in text


@pytest.mark.both_databases
def test_erased_no_word_is_left_in_any_column_of_any_table(garden: Garden, told: Talks) -> None:
    close(garden, told)
    assert WORD in everything_written(garden)

    with garden.changing() as session:
        done = erase_resident(session, person(garden, "chen"), garden.now)

    left = everything_written(garden)
    assert WORD not in left
    assert "openid-chen" not in left
    assert done.rows > 10


def test_the_figures_of_a_case_outlive_who_reported_it(garden: Garden, told: Talks) -> None:
    close(garden, told)

    with garden.changing() as session:
        erase_resident(session, person(garden, "chen"), garden.now)

    with garden.looking() as session:
        case = session.exec(select(Case)).one()
    assert (case.text, case.reporter_id, case.home_id) == ("", None, None)
    assert (case.closure, case.verdict_satisfaction) == ("confirmed", "very_satisfied")
    assert case.closed_at is not None


def test_a_redelivery_after_erasure_is_still_known(garden: Garden, told: Talks) -> None:
    close(garden, told)
    told.say("chen", "谢谢", key="m-77")
    with garden.changing() as session:
        erase_resident(session, person(garden, "chen"), garden.now)
    before = len(garden.rows()["inbound"])

    assert told.say("chen", "谢谢", key="m-77") == ""
    assert len(garden.rows()["inbound"]) == before


def test_who_writes_again_after_erasure_is_a_stranger(garden: Garden, told: Talks) -> None:
    close(garden, told)
    with garden.changing() as session:
        erase_resident(session, person(garden, "chen"), garden.now)

    assert "没有查到" in told.say("chen", "查进度")


def test_what_is_in_hand_is_finished_first(garden: Garden, told: Talks) -> None:
    with pytest.raises(StillInHand, match="BX-"), garden.changing() as session:
        erase_resident(session, person(garden, "chen"), garden.now)

    assert WORD in everything_written(garden)


def test_a_case_on_hold_stays_as_it_is(garden: Garden, told: Talks) -> None:
    close(garden, told)
    with garden.changing() as session:
        session.exec(select(Case)).one().hold_reason = "法院要求保留"

    with garden.changing() as session:
        done = erase_resident(session, person(garden, "chen"), garden.now)

    assert len(done.on_hold) == 1
    with garden.looking() as session:
        assert WORD in session.exec(select(Case)).one().text
        assert session.get_one(Resident, person_of_case(session)).name_sealed is None


def person_of_case(session: Session) -> int:
    reporter = session.exec(select(Case)).one().reporter_id
    assert reporter is not None
    return reporter


Lines = st.lists(
    st.tuples(
        st.sampled_from(["chen", "li", "stranger"]),
        st.sampled_from(["wechat", "sms"]),
        st.sampled_from(["报修", "厨房漏水", "1", "查进度", "退订问卷", "人工", "取消", "你好"]),
    ),
    max_size=12,
)


@settings(
    max_examples=settings().max_examples // 4,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(lines=Lines)
def test_an_export_holds_only_ones_own_words_even_where_a_phone_is_shared(
    grounds: dict[str, Ground], lines: list[tuple[str, str, str]]
) -> None:
    shared = "+85290000001"
    garden = grounds["sqlite"].garden()
    talks = Talks(garden)
    with garden.changing() as session:
        for name in ("chen", "li"):
            one = session.get_one(Resident, person(garden, name))
            one.phone_sealed = keyring(session).seal(shared)
            one.phone_index = keyring(session).index(shared)
    for who, channel, text in lines:
        marked = f"{text} qx{who}" if len(text) > 3 else text
        talks.say(shared if channel == "sms" else who, marked, channel=channel)

    with garden.looking() as session:
        exported = {
            name: json.dumps(export_resident(session, person(garden, name)), ensure_ascii=False)
            for name in ("chen", "li")
        }

    assert not any(word in exported["chen"] for word in ("qxli", "qxstranger"))
    assert not any(word in exported["li"] for word in ("qxchen", "qxstranger"))
    assert CHEN not in exported["li"]


def test_a_daughters_report_for_her_mother_says_so_sealed(garden: Garden) -> None:
    Talks(garden).say("chen", "帮我妈报修，厨房漏水了", "没有照片", "1")

    with garden.looking() as session:
        case = session.exec(select(Case)).one()
        assert show_file(session, case)["for_whom"] == "我妈"
        assert case.reporter_id == find_chen(session)


def find_chen(session: Session) -> int:
    identity = find_identity(session, "wechat", "gh", "openid-chen")
    assert identity is not None
    return identity.resident_id
