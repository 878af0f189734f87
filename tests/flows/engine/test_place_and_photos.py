"""Where something is, and what there is to see of it."""

from typing import Any

import pytest

from flows.engine.ask import Ask, Flow, Reply, Stale, Unreadable
from flows.engine.photos import Photos, collect_photos, collected_photos, with_photos
from flows.engine.place import Place, Whereabouts
from flows.engine.questions import TEXT_LONGEST
from flows.engine.replay import skip
from flows.wording.say import say
from tests.each import each
from tests.flows.engine.asking import (
    AT,
    Talk,
    kept,
    question_of,
    result_of,
    tap,
    values,
    words,
)

AGAIN = say("hint.again")
ANYWHERE = Place("place", AGAIN)
ONE_HOME = Place("place", AGAIN, homes=("8-1-302",))
TWO_HOMES = Place("place", AGAIN, homes=("8-1-302", "8-2-501"))
FIRST = Photos("photo.1", AGAIN, is_first=True)
MORE = Photos("photo.2", AGAIN)


def photo(*names: str) -> Reply:
    return Reply(AT, media=names)


def collecting() -> Flow[tuple[str, ...]]:
    return collect_photos(3, say("report.photos"), "report.more_photos")


@each("reply", [tap("8-2-501"), words("2"), words("8-2-501"), words("501室")])
def test_one_of_the_residents_homes_is_named_by_tap_number_code_or_room(reply: Reply) -> None:
    assert TWO_HOMES.read(reply, values(TWO_HOMES)) == Whereabouts("8-2-501", "8-2-501")


@pytest.mark.parametrize(
    ("text", "home"), [("3栋2单元601", "3-2-601"), ("楼上8-1-402漏水", "8-1-402")]
)
def test_another_home_is_kept_by_its_code_and_in_the_words_it_was_named(
    text: str, home: str
) -> None:
    assert TWO_HOMES.read(words(text), values(TWO_HOMES)) == Whereabouts(text, home)


@pytest.mark.parametrize("text", ["3栋大堂", "小区北门", "the lobby"])
def test_a_spot_in_words_is_a_place_without_a_home(text: str) -> None:
    assert ANYWHERE.read(words(text), ()) == Whereabouts(text)


def test_a_point_on_the_map_is_a_place() -> None:
    assert ANYWHERE.read(Reply(AT, position="深圳市某路 8 号"), ()) == Whereabouts(
        "深圳市某路 8 号"
    )


def test_at_home_is_a_place_of_somebody_with_one_home() -> None:
    reply = words("家里厨房")

    assert ONE_HOME.read(reply, values(ONE_HOME)) == Whereabouts("8-1-302 家里厨房", "8-1-302")
    with pytest.raises(Unreadable) as which:
        TWO_HOMES.read(reply, values(TWO_HOMES))
    with pytest.raises(Unreadable) as unknown:
        ANYWHERE.read(reply, ())
    assert which.value.hint == say("hint.which_home")
    assert unknown.value.hint == say("hint.write_home")


@each(
    "text",
    [
        "我要投诉你们经理钱经理收黑钱", "钱经理收黑钱", "举报保安打人", "管理费多少钱", "什么意思",
        "凭什么这么久不来", "你們經理收黑錢", "what is the management fee?", "who are you",
        "I want to complain about the manager",
    ],
)  # fmt: skip
def test_a_question_or_a_complaint_is_no_place(text: str) -> None:
    with pytest.raises(Unreadable):
        ANYWHERE.read(words(text), ())


@each("text", ["前台", "经理办公室", "保安室旁边", "3栋大堂？", "篮球场那边太吵", "后面那棵大树下"])
def test_a_spot_where_people_work_or_noise_comes_from_is_a_place(text: str) -> None:
    assert ANYWHERE.read(words(text), ()) == Whereabouts(text)


@each("text", ["", "?", "3", "1234", "家"])
def test_what_is_too_little_to_be_found_is_no_place(text: str) -> None:
    with pytest.raises(Unreadable):
        ANYWHERE.read(words(text), ())


def test_a_place_is_cut_where_the_limit_is() -> None:
    assert len(ANYWHERE.read(words("大堂" * TEXT_LONGEST), ()).text) == TEXT_LONGEST
    assert len(ANYWHERE.read(Reply(AT, position="路" * 3000), ()).text) == TEXT_LONGEST


@pytest.mark.parametrize("place", [Whereabouts("8-1-302", "8-1-302"), Whereabouts("大堂")])
def test_a_place_is_kept_as_it_was_read(place: Whereabouts) -> None:
    assert kept(ANYWHERE, place) == place


def test_the_hints_of_a_place_get_more_concrete() -> None:
    assert ANYWHERE.hint(1) == say("hint.place")
    assert ANYWHERE.hint(2) == say("hint.place_example")


@each("text", ["1", "没有", "没有了", "没有照片", "发完了", "no", "冇"])
def test_no_photos_is_an_answer(text: str) -> None:
    assert FIRST.read(words(text), values(FIRST)) == ()


def test_a_yes_promises_photos_before_the_first_and_ends_them_after_it() -> None:
    with pytest.raises(Unreadable) as promised:
        FIRST.read(words("好的"), values(FIRST))

    assert promised.value.hint == say("hint.send_photos")
    assert MORE.read(words("好的"), values(MORE)) == ()
    assert FIRST.hint(1) == say("hint.photos")


@each("question", [FIRST, MORE])
@each("text", ["有", "还有", "稍等", "这是厨房"])
def test_words_that_announce_photos_do_not_end_them(question: Photos, text: str) -> None:
    with pytest.raises(Unreadable):
        question.read(words(text), values(question))


@each("question", [FIRST, MORE])
@each(
    "text", ["有", "还有", "有的，等一下", "稍等", "等我拍一下", "好的，我去拍", "马上发", "有幾張"]
)
def test_who_says_that_photos_come_may_say_it_as_often_as_they_like(
    question: Photos, text: str
) -> None:
    with pytest.raises(Unreadable) as announced:
        question.read(words(text), values(question))

    assert not announced.value.is_wrong
    assert announced.value.hint == say("hint.send_photos")


def test_photos_that_are_announced_three_times_are_still_waited_for() -> None:
    talk = Talk(collecting, {})
    talk.look()
    for text in ("有", "稍等", "等一下", "马上"):
        talk.say(words(text))

    talk.say(photo("a.jpg"))
    assert result_of(talk.say("没有了")) == ("a.jpg",)


def test_media_is_an_answer_whatever_is_written_with_it() -> None:
    assert FIRST.read(Reply(AT, "没有", ("a.jpg", "b.mp4")), ()) == ("a.jpg", "b.mp4")


def test_photos_are_collected_one_message_after_the_other_until_there_are_no_more() -> None:
    talk = Talk(collecting, {})
    assert question_of(talk.look()).prompt == say("report.photos")

    progress = talk.say(photo("a.jpg"))
    assert question_of(progress).prompt == say("report.more_photos", count=1)

    assert result_of(talk.say("没有了")) == ("a.jpg",)
    assert talk.answers == {"photo.1": ["a.jpg"], "photo.2": []}


def test_photos_end_at_the_limit_and_none_beyond_it_is_taken() -> None:
    talk = Talk(collecting, {})
    talk.look()
    talk.say(photo("a.jpg", "b.jpg"))

    assert result_of(talk.say(photo("c.jpg", "d.jpg"))) == ("a.jpg", "b.jpg", "c.jpg")


def test_photos_may_be_left_out() -> None:
    talk = Talk(collecting, {})
    talk.look()

    progress = skip(talk.flow, talk.answers, None)

    assert result_of(progress) == ()
    assert progress.answers == {"photo.1": []}


def test_photos_that_came_before_they_were_asked_for_are_asked_about_no_more() -> None:
    early = with_photos(with_photos({"what": "漏水"}, ["a.jpg"]), ("b.jpg",))

    talk = Talk(collecting, early)

    assert collected_photos(talk.answers) == ("a.jpg", "b.jpg")
    assert question_of(talk.look()).prompt == say("report.more_photos", count=2)


def test_photos_that_come_after_the_end_are_kept_with_the_others() -> None:
    ended = {"photo.1": ["a.jpg"], "photo.2": []}

    assert collected_photos(with_photos(ended, ["b.jpg"])) == ("a.jpg", "b.jpg")


@pytest.mark.parametrize("media", [(), ("a.jpg",), ("a.jpg", "b.mp4")])
def test_photos_are_kept_by_their_names(media: tuple[str, ...]) -> None:
    assert kept(FIRST, media) == media


@each(
    ("question", "stored"),
    [
        (ANYWHERE, None),
        (ANYWHERE, "大堂"),
        (ANYWHERE, {"home": "8-1-302"}),
        (ANYWHERE, {"text": 5}),
        (FIRST, None),
        (FIRST, "a.jpg"),
        (FIRST, {"abstained": True}),
        (FIRST, [1]),
    ],
)
def test_a_stored_value_that_does_not_fit_is_stale(question: Ask[Any], stored: object) -> None:
    with pytest.raises(Stale):
        question.load(stored)


def test_whoever_cannot_send_photos_has_none() -> None:
    for text in (
        "唔識傳相",
        "I can't send photos",
        "短信不会发照片",
        "没照片",
        "that's all",
        "发不出去",
    ):
        assert Photos("photo.1", AGAIN, is_first=True).read(words(text), ()) == (), text


def test_how_a_photo_is_sent_is_explained_and_an_announced_one_waited_for() -> None:
    first = Photos("photo.1", AGAIN, is_first=True)
    for text, hint in (
        ("有呀，點傳？", "hint.how_to_send_photos"),
        ("How do I send it?", "hint.how_to_send_photos"),
        ("等我影張相先", "hint.send_photos"),
        ("I will take one now", "hint.send_photos"),
    ):
        with pytest.raises(Unreadable) as refused:
            first.read(words(text), ())
        assert refused.value.hint == say(hint), text
        assert not refused.value.is_wrong


def test_a_shrug_or_word_of_photos_is_no_place() -> None:
    for text in ("that one", "not sure", "dunno", "不知道", "嗰個", "唔識傳相", "没照片"):
        with pytest.raises(Unreadable):
            Place("place", AGAIN).read(words(text), ())
    assert Place("place", AGAIN, homes=("8-1-302",)).read(words("我睡房"), ()).home == "8-1-302"
