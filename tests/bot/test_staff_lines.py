"""A line of a member of staff: the verb, the number and the rest, however they are typed."""

from hypothesis import given
from hypothesis import strategies as st

from bot.staff_lines import EXAMPLES, OTHER_WORDS, ChatVerb, StaffLine, read_line
from tests.each import each

NUMBER = "BX-20261124-0001"


@each("verb", ChatVerb)
def test_every_verb_is_read_alone_with_number_and_with_text(verb: ChatVerb) -> None:
    assert read_line(verb) == StaffLine(verb, "", "", is_plain=True)
    assert read_line(f"{verb} {NUMBER}") == StaffLine(verb, NUMBER, "", is_plain=True)
    assert read_line(f"{verb} {NUMBER} 请尽快") == StaffLine(verb, NUMBER, "请尽快", is_plain=True)
    assert read_line(f"{NUMBER} {verb} 请尽快") == StaffLine(verb, NUMBER, "请尽快", is_plain=True)
    assert read_line(f"{verb} 请尽快") == StaffLine(verb, "", "请尽快", is_plain=False)


@each(("word", "verb"), OTHER_WORDS.items())
def test_other_words_for_a_verb_are_read_too(word: str, verb: ChatVerb) -> None:
    line = read_line(f"{word} {NUMBER}")

    assert line is not None
    assert line.verb is verb


@each(
    "text",
    [
        "接单BX-20261124-0001",
        "接單：bx202611240001",
        "　接单，ＢＸ－２０２６１１２４－０００１",
        "BX 20261124 0001 接单",
        "Accept BX-20261124-0001",
    ],
)
def test_numbers_and_verbs_are_typed_in_many_ways(text: str) -> None:
    assert read_line(text) == StaffLine(ChatVerb.ACCEPT, NUMBER, "", is_plain=True)


def test_what_is_written_stays_as_it_was_written() -> None:
    line = read_line(f"回覆 {NUMBER} 師傅，Ｗang 正在路上！")

    assert line == StaffLine(ChatVerb.RESPOND, NUMBER, "師傅，Ｗang 正在路上！", is_plain=True)


def test_a_number_further_back_belongs_to_the_text() -> None:
    line = read_line(f"完成情况同 {NUMBER}")

    assert line is not None
    assert not line.is_plain


@each("text", ["", "在吗", "我来接单", NUMBER, "请同意", "planned", "doneness"])
def test_a_line_without_a_verb_in_front_is_none(text: str) -> None:
    assert read_line(text) is None


@each(("verb", "example"), EXAMPLES.items())
def test_the_examples_that_are_shown_are_read_as_meant(verb: ChatVerb, example: str) -> None:
    line = read_line(example.format(number=NUMBER))

    assert line is not None
    assert (line.verb, line.number) == (verb, NUMBER)
    assert line.rest


@given(st.text())
def test_any_line_is_read_without_trouble(text: str) -> None:
    line = read_line(text)

    assert line is None or line.verb in ChatVerb
