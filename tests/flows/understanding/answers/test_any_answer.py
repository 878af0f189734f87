"""What holds for every reader: no text breaks it, and what is only dressing changes nothing."""

from functools import cache

from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from flows.understanding.answers import choice, rating, satisfaction, text, yes_no
from flows.understanding.answers.choices import read_choices
from flows.understanding.answers.question import Answer, Question, QuestionKind
from tests.each import each

READERS = {
    Question(QuestionKind.SATISFACTION, "您满意吗？"): satisfaction.read,
    Question(QuestionKind.SCALE5, "请打分"): rating.read,
    Question(QuestionKind.YESNO, "修好了吗？"): yes_no.read,
    Question(QuestionKind.CHOICE, "哪里坏了", ("电梯", "门禁", "路灯")): choice.read,
    Question(QuestionKind.TEXT, "请留言"): text.read,
}
Value = str | int | float | None
SAID = """
很满意 满意 不太满意 没有不满意 一般般 2 4分 ★★★★☆ 三颗星 满分 修好了 还在漏 没有 可以
不用了 第二个 电梯 门禁坏了 路灯不亮 以前不满意现在满意 3，不对，4 满意吗 2或3 satisfied
不方便 谢谢 随便 👍 选B 最后一个
""".split()
LATIN_AND_HAN = st.text(
    st.sampled_from(
        "满意不很没有太好差一二三四五12345分星是的对啊吗呢？，。! 门禁电梯ab修又漏👍★但虽然"
    ),
    max_size=16,
)


@cache
def converter(script: str) -> OpenCC:
    return OpenCC(script)


def values(said: str) -> list[Answer]:
    return [read(question, said) for question, read in READERS.items()]


def meanings(said: str) -> list[Value]:
    """What every reader but the one that keeps the very text makes of it."""
    return [answer.value for answer in values(said)][:-1]


@given(st.text() | LATIN_AND_HAN)
def test_any_text_is_read_without_trouble(said: str) -> None:
    for answer in values(said):
        assert answer.why
        assert answer.value is not None or not answer.remark
    assert isinstance(read_choices(next(iter(READERS)), said), tuple)


@given(LATIN_AND_HAN)
def test_a_remark_is_written_by_the_resident(said: str) -> None:
    for answer in values(said):
        assert all(piece in said for piece in answer.remark.split("，"))


@each("said", SAID)
def test_traditional_and_simplified_read_alike(said: str) -> None:
    for script in ("s2t", "s2hk", "s2tw"):
        assert meanings(converter(script).convert(said)) == meanings(said)


@given(
    st.sampled_from(SAID),
    st.sampled_from(
        ["", " ", "\u3000", "。", "！", "~", "\u200b", "，谢谢", "，谢谢您", " thanks"]
    ),
    st.sampled_from(["", " ", "您好，", "你好 ", "嗯，", "Hi, ", "\n"]),
)
def test_what_is_put_around_an_answer_changes_nothing(said: str, behind: str, before: str) -> None:
    if said == "谢谢":  # thanks said twice are still thanks, but a sign alone is nothing
        behind = behind.replace("，谢谢", "")
    assert meanings(before + said + behind) == meanings(said)


@given(st.sampled_from(SAID), st.sampled_from("吧啦啊呀哦"))
def test_a_particle_behind_an_answer_changes_nothing(said: str, particle: str) -> None:
    if said.isascii() or said[-1] in "吗了👍★☆":
        return
    assert meanings(said + particle) == meanings(said)


@given(st.sampled_from(SAID))
def test_full_width_letters_and_digits_are_letters_and_digits(said: str) -> None:
    wide = "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in said)

    assert meanings(wide) == meanings(said)


@given(st.sampled_from([one for one in SAID if not one.isascii()]))
def test_spaces_between_characters_change_nothing(said: str) -> None:
    assert meanings(" ".join(said)) == meanings(said)


def test_a_text_is_kept_as_it_was_written() -> None:
    asked = Question(QuestionKind.TEXT)

    assert text.read(asked, "\u3000 王經理:  中間有兩個空格 \u200b\n").value == (
        "王經理:  中間有兩個空格"
    )
    assert text.read(asked, " \u200b\u3000\ufeff ").value is None
