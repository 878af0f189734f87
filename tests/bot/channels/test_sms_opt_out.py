"""A reader of SMS can leave with one word, in the words that people use (W24, F62)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.sms_opt_out import OptOut, opt_out_word
from flows.rules.vocabulary import Language
from flows.understanding.short_answers import read_command
from flows.wording.catalogue import sentences
from tests.each import each

QUOTED = re.compile('[“「"]([^“”「」"{}]+)[”」"]')
LISTED = re.compile(r"(?:reply|回复|回覆)[:：]\s*([^.。]+)")


@each(
    "text",
    [
        "STOP", "stop", " Stop. ", "STOP ALL", "UNSUBSCRIBE", "END", "QUIT", "STOPALL", "REVOKE",
        "OPTOUT", "opt-out", "CANCEL", "退订", "退訂", "【退订】", "TD", "td", "ＴＤ", "T", "t",
        "停止", "停止。", "\n退订\n", "R", "ｒ",
    ],
)  # fmt: skip
def test_a_word_of_leaving_is_understood(text: str) -> None:
    assert opt_out_word(text) is OptOut.OUT


@each("text", ["START", "start!", "UNSTOP", "恢复", "恢復", "重新订阅"])
def test_a_word_of_coming_back_is_understood(text: str) -> None:
    assert opt_out_word(text) is OptOut.BACK


@each(
    "text",
    [
        "", "。", "please stop the noise", "电梯停止运行", "停止供水了吗", "取消", "YES", "HELP",
        "T1", "退订报纸的事", "start the lift",
    ],
)  # fmt: skip
def test_a_report_that_holds_such_a_word_is_a_report(text: str) -> None:
    assert opt_out_word(text) is None


@given(st.text())
def test_any_text_can_be_asked(text: str) -> None:
    assert opt_out_word(text) in {OptOut.OUT, OptOut.BACK, None}


def advised(text: str) -> set[str]:
    """The words that a text tells its reader to write."""
    listed = [one for words in LISTED.findall(text) for one in re.split("[,、]", words)]
    return {word.strip() for word in (*QUOTED.findall(text), *listed)}


@pytest.mark.parametrize("language", Language)
def test_no_text_advises_a_word_that_silences_the_number(language: Language) -> None:
    silencing = {
        (key, word)
        for key, text in sentences(language).items()
        for word in advised(text)
        if opt_out_word(word) is OptOut.OUT
    }

    assert silencing == set()


@pytest.mark.parametrize("language", Language)
def test_every_word_of_the_help_is_a_command(language: Language) -> None:
    (listed,) = LISTED.findall(sentences(language)["conversation.help"])
    words = re.split("[,、]", listed)

    assert len(words) == 5
    assert [word for word in words if read_command(word) is None] == []
