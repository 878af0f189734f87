"""An estate's own words stand where the house's stood, with the same places to fill in."""

from zoneinfo import ZoneInfo

from flows.rules.vocabulary import Language
from flows.wording.catalogue import render, sentences
from flows.wording.own import OF_TALKS, loses, may_be_reworded, places, reworded
from flows.wording.say import plain, say
from tests.each import each

ZONE = ZoneInfo("Asia/Shanghai")
CHINESE = Language.SIMPLIFIED


@each("key", OF_TALKS)
def test_what_may_be_reworded_has_the_same_places_in_every_language(key: str) -> None:
    wanted = places(sentences(CHINESE)[key])

    assert [places(sentences(one)[key]) for one in Language] == [wanted] * len(Language)
    assert all(loses(key, one, sentences(one)[key]) == () for one in Language)


@each("key", ["emergency.receipt", "consent.asked", "staff.new_case", "plain"])
def test_words_of_danger_of_the_law_and_of_staff_are_the_houses_alone(key: str) -> None:
    assert not may_be_reworded(say(key))


@each(
    "text",
    [
        "已登记。",
        "{number}",
        "{number} {due} {due}",
        "{number} {due} {who}",
        "{number} {due!r}",
        "{number.__class__} {due}",
        "{number} {due} {",
        "{{number}} {due}",
        "{number:>9} {due}",
    ],
)
def test_a_wording_has_each_place_once_and_nothing_else_in_braces(text: str) -> None:
    assert loses("report.receipt", CHINESE, text) == ("{due}", "{number}")


def test_where_nothing_is_filled_in_a_brace_is_refused_too() -> None:
    assert loses("welcome", CHINESE, "您好 {name}") == ("",)


def test_a_sentence_within_another_is_reworded_in_its_language_alone() -> None:
    own = {("revisit.satisfaction", CHINESE): "您看满意吗？"}
    asked = say("revisit.reminder", question=say("revisit.satisfaction"))
    lines = say("lines", lines=(say("revisit.satisfaction"), plain("好")))

    assert may_be_reworded(asked)
    assert may_be_reworded(lines)
    assert render(reworded(asked, own), CHINESE, ZONE).endswith("您看满意吗？")
    assert render(reworded(lines, own), CHINESE, ZONE) == "您看满意吗？\n好"
    english = render(asked, Language.ENGLISH, ZONE)
    assert render(reworded(asked, own), Language.ENGLISH, ZONE) == english
