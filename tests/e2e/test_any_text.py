"""Any text that a person writes comes back whole: from both databases, and in every reply (F34)."""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.channels import ChannelName, Incoming
from bot.channels.twilio_webhook import twiml
from bot.channels.wechat_replies import text_reply
from bot.filing import Answer
from bot.fitting import fit_wechat, sms_texts
from bot.reception import receive
from bot.setting_values import key_bytes
from storage.database import Database
from storage.keys import Keyring
from tests.databases import fresh_database
from tests.e2e.office import furnish, next_monday_morning
from tests.e2e.rows import query

KEY = "k" * 43
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=120)
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
REPLACED = "\ufffd"
EMERGENCY = "电梯困人"
EXAMPLES = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@dataclass
class Desk:
    """The same reception over one database; `turn` gives each message its own sender."""

    url: str
    database: Database
    now: datetime

    def hear(self, text: str, turn: int) -> Answer:
        incoming = Incoming(ChannelName.WECHAT, "gh", f"m:{turn}", f"o-{turn}", text)
        return receive(self.database, incoming, self.now, fit=fit_wechat)

    def newest(self, table: str) -> str:
        (row,) = query(self.url, f"SELECT text FROM {table} ORDER BY id DESC LIMIT 1")  # noqa: S608
        return str(row["text"])


@pytest.fixture(scope="module")
def desks(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Desk]]:
    """One on SQLite, one on PostgreSQL."""
    folder: Path = tmp_path_factory.mktemp("texts")
    now = next_monday_morning()
    with fresh_database(postgres_url) as on_postgres:
        opened = []
        for url in (f"sqlite:///{folder / 'huiyin.db'}", on_postgres):
            furnish(url, KEY)
            opened.append(Desk(url, Database(url, Keyring((key_bytes(KEY),))), now))
        with closing(opened[0].database), closing(opened[1].database):
            yield opened


TURNS = count(1)


@given(ANY_TEXT)
@example("\x00")
@example("\ud83d")
@example("a]]></Content><MsgType><![CDATA[image")
@example("👨‍👩‍👧‍👦 \u202e\u0301 ％＄")
@EXAMPLES
def test_any_text_of_a_report_is_the_same_in_both_databases(desks: list[Desk], text: str) -> None:
    told = f"{EMERGENCY} {text}"
    turn = next(TURNS)

    answers = [desk.hear(told, turn) for desk in desks]

    assert answers[0] == answers[1]
    kept = [desk.newest("report_case") for desk in desks]
    assert kept[0] == kept[1]
    assert kept[0].split() == UNWRITABLE.sub(REPLACED, told).split()
    assert [desk.newest("case_event") for desk in desks] == kept


@given(ANY_TEXT)
@EXAMPLES
def test_any_text_gets_an_answer_that_can_be_read(desks: list[Desk], text: str) -> None:
    """Whatever it makes the conversation say, WeChat and Twilio can read it."""
    turn = next(TURNS)
    answers = [desk.hear(text, turn) for desk in desks]

    assert answers[0] == answers[1]
    for part in answers[0].parts:
        xml = text_reply(part.text, receiver=f"o-{turn}", account="gh", created=0)
        said = ET.fromstring(xml).findtext("Content", "")  # noqa: S314  # our own answer
        assert said.splitlines() == part.text.splitlines()
    sms = ET.fromstring(twiml(sms_texts(answers[0].parts)))  # noqa: S314  # our own answer
    assert sms.tag == "Response"
