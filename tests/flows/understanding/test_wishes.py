"""Leaving and joining what the house sends, and choosing a language, as people type it."""

import re
from zoneinfo import ZoneInfo

import pytest

from flows.rules.vocabulary import Language
from flows.understanding.wishes import (
    ContactWish,
    LanguageWish,
    Topic,
    read_contact_wish,
    read_language_wish,
)
from flows.wording.catalogue import render, sentences
from flows.wording.say import say
from tests.each import each


@each(
    ("text", "topic"),
    [
        ("退订问卷", Topic.SURVEY),
        ("退訂問卷！", Topic.SURVEY),
        ("请不要再发问卷了", Topic.SURVEY),
        ("不想收满意度调查", Topic.SURVEY),
        ("问卷别发了", Topic.SURVEY),
        ("unsubscribe from surveys", Topic.SURVEY),
        ("Stop sending me surveys, please", Topic.SURVEY),
        ("不要发通知", Topic.NOTICE),
        ("别给我发小区通知了，谢谢", Topic.NOTICE),
        ("以後不要發公告", Topic.NOTICE),
        ("No more notices", Topic.NOTICE),
        ("don't send me notices", Topic.NOTICE),
        ("退订问卷和通知", Topic.BOTH),
        ("退订境外短信", Topic.ABROAD),
        ("不要用境外的短信公司", Topic.ABROAD),
        ("不要給我發境外短訊", Topic.ABROAD),
        ("No more SMS from abroad", Topic.ABROAD),
        ("全部退订", Topic.EVERYTHING),
        ("退订所有消息", Topic.EVERYTHING),
        ("什么都不要发", Topic.EVERYTHING),
        ("Stop all", Topic.EVERYTHING),
        ("退订", None),
        ("unsubscribe", None),
        ("TD", None),
    ],
)
def test_leaving_is_said_in_one_message(text: str, topic: Topic | None) -> None:
    assert read_contact_wish(text) == ContactWish(wanted=False, topic=topic)


@each(
    ("text", "topic"),
    [
        ("订阅问卷", Topic.SURVEY),
        ("恢复问卷", Topic.SURVEY),
        ("我要收问卷", Topic.SURVEY),
        ("訂閱通知", Topic.NOTICE),
        ("恢復通知", Topic.NOTICE),
        ("subscribe to notices", Topic.NOTICE),
        ("恢复境外短信", Topic.ABROAD),
        ("subscribe to SMS from abroad", Topic.ABROAD),
        ("订阅问卷和通知", Topic.BOTH),
        ("恢复所有消息", Topic.EVERYTHING),
        ("恢复", None),
        ("subscribe", None),
    ],
)
def test_joining_is_as_easy_as_leaving(text: str, topic: Topic | None) -> None:
    assert read_contact_wish(text) == ContactWish(wanted=True, topic=topic)


@each(
    "text",
    [
        "",
        "通知",
        "问卷",
        "什么时候发通知",
        "没收到通知",
        "通知贴在哪里",
        "停水通知怎么不早发",
        "不要发火",
        "请不要再停车堵通道",
        "取消",
        "停电了",
        "恢复供水了吗",
        "全部漏水",
        "stop the noise upstairs",
        "start",
        "打开",
    ],
)
def test_what_only_sounds_like_it_is_left_alone(text: str) -> None:
    assert read_contact_wish(text) is None


@each("language", Language)
@each("topic", [Topic.SURVEY, Topic.NOTICE, Topic.BOTH])
@each("key", ["consent.joined", "consent.left"])
def test_what_the_house_says_to_reply_is_understood(
    key: str, topic: Topic, language: Language
) -> None:
    told = render(say(key, what=say(f"Topic.{topic}")), language, ZoneInfo("Asia/Shanghai"))
    (quoted,) = re.findall(r"[“「]([^”」]+)[”」]", told)

    assert read_contact_wish(quoted) == ContactWish(key == "consent.left", topic)


@pytest.mark.parametrize("language", Language)
def test_every_reply_that_an_explanation_offers_is_understood(language: Language) -> None:
    said = sentences(language)
    offered = [
        one
        for key in ("explained", "invitation", "all_left", "all_joined", "abroad_left")
        for one in re.findall(r"[“「]([^”」]+)[”」]", said[f"consent.{key}"])
    ]
    offered += re.findall(r"[“「](退[^”」]+|unsubscribe[^”」]+)[”」]", said["privacy.recipients"])

    assert len(offered) >= 11
    assert all(read_contact_wish(one) for one in offered)


@each(
    ("text", "language"),
    [
        ("繁體", Language.TRADITIONAL),
        ("繁体中文", Language.TRADITIONAL),
        ("請用繁體", Language.TRADITIONAL),
        ("English", Language.ENGLISH),
        ("english please", Language.ENGLISH),
        ("英文", Language.ENGLISH),
        ("简体", Language.SIMPLIFIED),
        ("簡體", Language.SIMPLIFIED),
        ("中文", Language.SIMPLIFIED),
        ("繁中", Language.TRADITIONAL),
    ],
)
def test_a_language_is_chosen_by_its_name(text: str, language: Language) -> None:
    assert read_language_wish(text) == LanguageWish(language)


@each("text", ["language", "语言", "語言", "换语言", "Change language"])
def test_who_names_none_is_asked(text: str) -> None:
    assert read_language_wish(text) == LanguageWish(None)


@each("text", ["", "1", "英语班太吵", "中文路牌坏了", "hello"])
def test_other_words_choose_no_language(text: str) -> None:
    assert read_language_wish(text) is None
