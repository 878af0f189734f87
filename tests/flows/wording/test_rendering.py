"""A sentence is read in the reader's language, and its times in the estate's zone."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.vocabulary import Language
from flows.wording.catalogue import render
from flows.wording.labels import words_for
from flows.wording.say import Say, house_line, plain, say
from tests.each import each

SHANGHAI = ZoneInfo("Asia/Shanghai")
LONDON = ZoneInfo("Europe/London")
LATE = datetime(2026, 11, 23, 18, 5, tzinfo=UTC)
"""Monday evening in London, Tuesday in the small hours in Shanghai."""


def promised(until: datetime | date) -> Say:
    return say("status.promised", until=until)


@each(
    ("language", "zone", "said"),
    [
        (Language.SIMPLIFIED, SHANGHAI, "承诺答复时间：11月24日（周二）02:05"),
        (Language.TRADITIONAL, SHANGHAI, "11月24日（週二）02:05"),
        (Language.ENGLISH, SHANGHAI, "Tue 24 Nov, 02:05"),
        (Language.SIMPLIFIED, LONDON, "11月23日（周一）18:05"),
        (Language.ENGLISH, LONDON, "Mon 23 Nov, 18:05"),
    ],
)
def test_a_moment_is_shown_in_the_zone_of_the_estate(
    language: Language, zone: ZoneInfo, said: str
) -> None:
    assert render(promised(LATE), language, zone).endswith(said)


def test_a_moment_in_summer_is_shown_by_the_clock_on_the_wall() -> None:
    summer = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)

    assert render(promised(summer), Language.ENGLISH, LONDON).endswith("Wed 1 Jul, 13:00")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.SIMPLIFIED, "2026年11月24日"),
        (Language.TRADITIONAL, "2026年11月24日"),
        (Language.ENGLISH, "24 Nov 2026"),
    ],
)
def test_a_day_is_shown_without_an_hour_and_is_the_same_in_every_zone(
    language: Language, said: str
) -> None:
    for zone in (SHANGHAI, LONDON):
        assert render(promised(date(2026, 11, 24)), language, zone).endswith(said)


@pytest.mark.parametrize(
    ("language", "said"),
    [(Language.SIMPLIFIED, "报修"), (Language.TRADITIONAL, "報修"), (Language.ENGLISH, "epair")],
)
def test_a_sentence_within_a_sentence_is_in_the_same_language(
    language: Language, said: str
) -> None:
    hint = say("hint.then", hint=say("CaseKind.repair"), question=promised(LATE))

    first, second = render(hint, language, SHANGHAI).split("\n")

    assert first.endswith(said)
    assert second == render(promised(LATE), language, SHANGHAI)


def test_several_sentences_are_said_as_lines() -> None:
    lines = say("lines", lines=(plain("一"), say("lines", lines=(plain("二"), plain("三")))))

    assert render(lines, Language.SIMPLIFIED, SHANGHAI) == "一\n二\n三"


def test_numbers_are_shown_as_they_are() -> None:
    text = render(say("report.more_photos", count=3), Language.SIMPLIFIED, SHANGHAI)

    assert "3" in text


@given(text=st.text())
def test_a_persons_own_words_are_never_taken_for_places_to_fill(text: str) -> None:
    braces = "{number}{}" + text
    answer = say("case.response", number="BX-1", handler=braces, text=plain(braces))

    assert render(plain(braces), Language.ENGLISH, SHANGHAI) == braces
    assert render(answer, Language.SIMPLIFIED, SHANGHAI).count(braces) == 2


def test_a_key_that_nobody_wrote_and_a_place_that_nobody_fills_are_bugs() -> None:
    with pytest.raises(KeyError, match=r"no\.such"):
        render(say("no.such"), Language.ENGLISH, SHANGHAI)
    with pytest.raises(KeyError, match="until"):
        render(say("status.promised"), Language.ENGLISH, SHANGHAI)


def test_a_label_may_be_answered_in_every_language_and_without_what_explains_it() -> None:
    words = words_for(say("CaseClass.facility"))

    assert {"设施（水电、电梯、公共设备）", "设施", "設施"} <= set(words)
    assert any(word.isascii() for word in words)


def test_a_persons_own_words_are_a_label_as_they_stand_and_a_filled_sentence_is_none() -> None:
    assert words_for(plain("翠湖花园")) == ("翠湖花园",)
    assert words_for(say("place.my_home", home="8-1-302")) == ()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.SIMPLIFIED, "业主委员会"),
        (Language.TRADITIONAL, "業主委員會"),
        (Language.ENGLISH, "the owners' committee"),
    ],
)
def test_a_line_of_the_house_in_three_languages_is_read_in_the_readers_own(
    language: Language, said: str
) -> None:
    line = house_line("业主委员会 | 業主委員會 | the owners' committee")

    assert render(line, language, SHANGHAI) == said


@pytest.mark.parametrize("line", ["08:30–18:00", "8 am | 6 pm", ""])
def test_any_other_line_of_the_house_is_read_by_everybody(line: str) -> None:
    assert render(house_line(line), Language.ENGLISH, SHANGHAI) == line
