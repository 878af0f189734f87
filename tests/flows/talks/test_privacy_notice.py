"""The privacy notice tells of every purpose in the register, in each language (P1, R66)."""

from zoneinfo import ZoneInfo

import pytest

from flows.rules.personal_data import Entry, NoticePart, register
from flows.rules.policy_privacy import Keeping, days_of
from flows.rules.policy_text import packaged
from flows.rules.vocabulary import Language
from flows.talks.privacy_notice import COUNTED, privacy_notice
from flows.wording.catalogue import render
from flows.wording.say import plain, say
from tests.each import each

RULES = packaged("strict").retention
DAYS = {kind: days_of(RULES, kind) for kind in Keeping}
ZONE = ZoneInfo("Asia/Shanghai")


def lines(language: Language) -> list[str]:
    return render(privacy_notice(DAYS), language, ZONE).split("\n")


def about_residents() -> list[Entry]:
    return [entry for entry in register().entries if entry.notice is not None]


@each("language", Language)
@each("entry", about_residents())
def test_the_notice_tells_of_each_purpose_and_how_long_it_is_kept(
    entry: Entry, language: Language
) -> None:
    assert entry.notice is not None
    said = say(f"privacy.{entry.notice.value}", kept=plain(""))
    begins = render(said, language, ZONE).strip()
    (told,) = [line for line in lines(language) if line.startswith(begins)]

    kept = told.removeprefix(begins).strip()
    assert kept
    if entry.kept in COUNTED:
        assert str(DAYS[Keeping(entry.kept)]) in kept


PURPOSES = {
    NoticePart.HOME: {
        "knowing who lives in the homes, and how to reach them",
        "knowing who may see and say what about a home, and when newcomers are visited",
    },
    NoticePart.ADDRESS: {"recognising who writes, and answering where they write"},
    NoticePart.CONSENT: {"showing what was agreed to, and in which words"},
    NoticePart.PROOF: {
        "proving that an address belongs to a home",
        "letting staff check who wants to be linked to a home",
    },
    NoticePart.CASE: {
        "handling what was reported, and showing how it was handled",
        "handling what was reported, showing how, and reading the next report better",
        "telling everyone who reported the same how it goes on",
        "showing that the resident signed, satisfied or not",
        "calling and visiting about a matter",
    },
    NoticePart.EVIDENCE: {"evidence of what was reported"},
    NoticePart.TALK: {"going on with what somebody was telling"},
    NoticePart.SURVEY: {
        "knowing what residents think of the service, and showing that figures are true"
    },
    NoticePart.REPORT: {
        "showing that the homes of a survey were drawn by lot, and drawing them again",
        "showing what a survey found, with opinions word for word",
    },
    NoticePart.ORIGINAL: {"finding out what went wrong with a message that was misread"},
    NoticePart.MESSAGE: {
        "the register of what came in; a redelivery gets the same answer",
        "telling people what they are to be told, and showing that they were",
        "sending no message twice",
    },
    NoticePart.REQUEST: {"answering a repeated request like the first"},
    NoticePart.LOG: {"showing who changed or read what, and why"},
}
"""What the words of the notice were written for: a purpose that is not here has no words yet."""


@each("part", NoticePart)
def test_the_words_of_a_part_were_written_for_the_purposes_that_the_register_has(
    part: NoticePart,
) -> None:
    entries = [entry for entry in register().entries if entry.notice is part]

    assert {entry.purpose for entry in entries} == PURPOSES[part]
    assert len({entry.kept for entry in entries}) == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.SIMPLIFIED, ("腾讯", "内地短信网关", "Twilio", "更正", "删除", "人工", "退订")),
        (Language.TRADITIONAL, ("騰訊", "內地短訊網關", "Twilio", "更正", "刪除", "人工", "退訂")),
        (
            Language.ENGLISH,
            ("Tencent", "mainland SMS gateway", "Twilio", "copy", "corrected"),
        ),
    ],
)
def test_the_notice_says_who_gets_it_and_what_one_may_ask_for(
    language: Language, words: tuple[str, ...]
) -> None:
    text = "\n".join(lines(language))

    assert [word for word in words if word not in text] == []


def test_other_days_make_another_notice() -> None:
    longer = DAYS | {Keeping.CASE: 5000}

    assert "5000" in render(privacy_notice(longer), Language.ENGLISH, ZONE)
