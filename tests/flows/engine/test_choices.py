"""Questions with numbered options: by tap, by number, by name; what is kept is the value."""

import pytest

from flows.engine.ask import Ask, Reply, Stale, Unreadable
from flows.engine.choices import Choice, Pick, Rating, YesNo
from flows.rules.vocabulary import CaseClass, Satisfaction, Urgency
from flows.wording.say import plain, say
from tests.each import each
from tests.flows.engine.asking import AT, kept, tap, through_json, values, words

AGAIN = say("hint.again")
CLASS = Choice("class", AGAIN, words=CaseClass)
SUGGESTED = Choice("class", AGAIN, words=CaseClass, suggest=CaseClass.SAFETY)
HOME = Pick("home", AGAIN, choices=(("8-1-302", plain("8-1-302")), ("b", plain("翠湖花园"))))
RIGHT = YesNo("right", AGAIN)
HAPPY = Rating("happy", AGAIN, words=Satisfaction)


@each(
    ("reply", "answer"),
    [
        (tap("safety"), CaseClass.SAFETY),
        (words("3"), CaseClass.SAFETY),
        (words("３。"), CaseClass.SAFETY),
        (words("三"), CaseClass.SAFETY),
        (words("第三个"), CaseClass.SAFETY),
        (words("选3，谢谢"), CaseClass.SAFETY),
        (words("3、安全"), CaseClass.SAFETY),
        (words("安全"), CaseClass.SAFETY),
        (words("安全吧"), CaseClass.SAFETY),
        (words("應該是安全"), CaseClass.SAFETY),
        (words("Safety"), CaseClass.SAFETY),
    ],
)
def test_a_member_is_chosen_by_tap_by_number_or_by_name(reply: Reply, answer: CaseClass) -> None:
    assert CLASS.read(reply, values(CLASS)) is answer


def test_a_member_is_chosen_by_its_place_its_letter_or_another_word_for_it() -> None:
    for text, answer in (
        ("最后一个", CaseClass.OTHER),
        ("倒数第二个", CaseClass.MANAGEMENT),
        ("C", CaseClass.SAFETY),
        ("B选项吧", CaseClass.FACILITY),
    ):
        assert CLASS.read(words(text), values(CLASS)) is answer, text
    assert HOME.read(words("the last one"), values(HOME)) == "b"


def test_who_tells_more_than_a_place_or_a_letter_has_not_chosen() -> None:
    for text in ("最后一个来的师傅把墙弄脏了", "F", "not sure", "第一个还是第二个"):
        with pytest.raises(Unreadable):
            CLASS.read(words(text), values(CLASS))


@each("text", ["3 快点来人", "3吧应该是 烦死了", "3，麻烦你们了", "3了啦"])
def test_a_number_with_a_sigh_is_a_number(text: str) -> None:
    assert CLASS.read(words(text), values(CLASS)) is CaseClass.SAFETY


@each("text", ["3楼漏水", "3吧还是2", "3 快点，不对", "3个人", "3天了还没来"])
def test_a_number_that_tells_something_else_is_none(text: str) -> None:
    with pytest.raises(Unreadable):
        CLASS.read(words(text), values(CLASS))


@each("text", ["", "0", "6", "-1", "1.5", "1、2", "3、设施", "安全还是设施", "是", "mauve", "👍"])
def test_what_names_no_member_or_two_is_not_guessed(text: str) -> None:
    with pytest.raises(Unreadable):
        CLASS.read(words(text), values(CLASS))


@each("question", [HAPPY, RIGHT, CLASS])
@each("text", ["满意？", "满意吗？", "是？", "是?!", "安全？？", "非常满意？"])
def test_an_answer_put_as_a_question_is_none(question: Ask[object], text: str) -> None:
    with pytest.raises(Unreadable):
        question.read(words(text), values(question))


def test_a_tap_on_an_option_of_another_question_is_no_answer() -> None:
    with pytest.raises(Unreadable):
        CLASS.read(tap("owner"), values(CLASS))


def test_a_number_before_anything_was_shown_counts_nothing() -> None:
    with pytest.raises(Unreadable):
        CLASS.read(words("1"), ())


@each("text", ["1", "是的", "对", "安全"])
def test_what_was_suggested_stands_first_and_a_plain_yes_confirms_it(text: str) -> None:
    assert values(SUGGESTED)[0] == "safety"
    assert SUGGESTED.read(words(text), values(SUGGESTED)) is CaseClass.SAFETY


def test_a_no_to_what_was_suggested_does_not_say_what_is_right() -> None:
    with pytest.raises(Unreadable):
        SUGGESTED.read(words("不是"), values(SUGGESTED))


def test_a_member_that_is_not_offered_cannot_be_chosen() -> None:
    limited = Choice("urgency", AGAIN, words=Urgency, without=(Urgency.KEY,))

    assert values(limited) == ("normal", "emergency")
    for reply in (tap("key"), words("重点"), words("3")):
        with pytest.raises(Unreadable):
            limited.read(reply, values(limited))


def test_a_suggestion_that_is_not_offered_is_not_suggested() -> None:
    limited = Choice("urgency", AGAIN, words=Urgency, suggest=Urgency.KEY, without=(Urgency.KEY,))

    assert values(limited) == ("normal", "emergency")
    with pytest.raises(Unreadable):
        limited.read(words("是的"), values(limited))


@each(("text", "answer"), [("1", "8-1-302"), ("8-1-302", "8-1-302"), ("翠湖花園", "b"), ("b", "b")])
def test_one_of_a_list_is_picked_by_number_label_or_value(text: str, answer: str) -> None:
    assert HOME.read(words(text), values(HOME)) == answer


@each("text", ["3", "8-1-30", "望江台", "是"])
def test_what_is_not_in_the_list_is_not_picked(text: str) -> None:
    with pytest.raises(Unreadable):
        HOME.read(words(text), values(HOME))


@each(
    ("text", "answer"),
    [
        ("1", True),
        ("2", False),
        ("是", True),
        ("好的，谢谢！", True),
        ("對對對", True),
        ("Yes please", True),
        ("👍", True),
        ("否", False),
        ("不用了", False),
        ("唔係", False),
        ("no", False),
    ],
)
def test_yes_and_no_are_read_in_the_words_that_people_use(text: str, answer: bool) -> None:
    assert RIGHT.read(words(text), values(RIGHT)) is answer


@each("text", ["", "3", "不知道", "是不是", "是，但是还漏", "maybe"])
def test_what_is_neither_yes_nor_no_is_not_guessed(text: str) -> None:
    with pytest.raises(Unreadable):
        RIGHT.read(words(text), values(RIGHT))


def test_yes_and_no_may_carry_labels_of_their_own() -> None:
    fixed = YesNo("fixed", AGAIN, yes=say("revisit.yes"), no=say("revisit.no"))

    assert fixed.read(words("已经好了"), values(fixed)) is True
    assert fixed.read(words("没有，还有问题"), values(fixed)) is False


@each(
    ("text", "answer"),
    [
        ("1", Satisfaction.VERY_SATISFIED),
        ("5", Satisfaction.DISSATISFIED),
        ("满意", Satisfaction.SATISFIED),
        ("挺满意的", Satisfaction.SATISFIED),
        ("比较满意", Satisfaction.FAIRLY_SATISFIED),
        ("一般般吧", Satisfaction.NEUTRAL),
        ("不太满意", Satisfaction.DISSATISFIED),
        ("唔滿意", Satisfaction.DISSATISFIED),
        ("very satisfied", Satisfaction.VERY_SATISFIED),
    ],
)
def test_a_label_of_the_scale_is_read_by_number_name_or_everyday_form(
    text: str, answer: Satisfaction
) -> None:
    assert HAPPY.read(words(text), values(HAPPY)) is answer


@each("text", ["", "0", "6", "还算满意？", "谈不上满意不满意", "好"])
def test_what_is_no_label_is_not_rated(text: str) -> None:
    with pytest.raises(Unreadable):
        HAPPY.read(words(text), values(HAPPY))


@each("member", Satisfaction)
def test_a_rating_is_kept_under_its_name(member: Satisfaction) -> None:
    assert through_json(HAPPY.dump(member)) == member.value
    assert kept(HAPPY, member) is member


def test_every_answer_is_kept_as_it_was_read() -> None:
    assert kept(CLASS, CaseClass.OTHER) is CaseClass.OTHER
    assert kept(HOME, "b") == "b"
    assert kept(RIGHT, answer=False) is False


def test_a_member_that_is_no_longer_offered_stays_an_answer() -> None:
    limited = Choice("urgency", AGAIN, words=Urgency, without=(Urgency.KEY,))

    assert limited.load("key") is Urgency.KEY


@each(
    ("question", "stored"),
    [
        (CLASS, "mauve"),
        (CLASS, None),
        (CLASS, 1),
        (CLASS, ["safety"]),
        (CLASS, {"abstained": True}),
        (HOME, "9-9-999"),
        (HOME, None),
        (HOME, ["b"]),
        (RIGHT, "yes"),
        (RIGHT, 1),
        (RIGHT, None),
        (HAPPY, "happy"),
        (HAPPY, 5),
        (HAPPY, []),
    ],
)
def test_a_stored_value_that_does_not_fit_is_stale(question: Ask[object], stored: object) -> None:
    with pytest.raises(Stale):
        question.load(stored)


def test_the_second_hint_shows_by_example_what_to_write() -> None:
    label = say("CaseClass.service")

    assert CLASS.hint(1) == say("hint.choice")
    assert CLASS.hint(2) == say("hint.choice_example", count=5, label=label)
    assert HOME.hint(1) == say("hint.choice")
    assert HOME.hint(2) == say("hint.choice_example", count=2, label=plain("8-1-302"))
    assert HAPPY.hint(1) == say("hint.rating", count=5)


def test_a_photo_alone_chooses_nothing() -> None:
    with pytest.raises(Unreadable):
        CLASS.read(Reply(AT, media=("a.jpg",)), values(CLASS))
