"""The one form in which words are compared."""

from hypothesis import given
from hypothesis import strategies as st

from flows.understanding.words import (
    bare,
    clauses,
    half_width,
    normalised,
    same_length,
    trimmed,
    without_courtesy,
)

ANY_TEXT = st.text(alphabet=st.characters())  # halves of characters too


def test_script_width_case_and_decoration_make_no_difference() -> None:
    assert bare("  廚房 漏水！！ＯＫ  ") == bare("厨房漏水ok") == "厨房漏水ok"
    assert bare("2️⃣") == "2"
    assert trimmed("「上一步」。") == "上一步"


def test_a_text_falls_into_clauses_at_its_marks() -> None:
    assert clauses("着火了！没有烟，快来\n3楼") == ("着火了", "没有烟", "快来", "3楼")


def test_courtesy_is_taken_off_both_ends() -> None:
    assert "好" in set(without_courtesy("嗯，好的，谢谢您！"))
    assert "报修" in set(without_courtesy("你好，请报修吧"))
    assert "对" in set(without_courtesy("对对对"))


@given(ANY_TEXT)
def test_any_text_has_its_forms(text: str) -> None:
    assert not any(mark in bare(text) for mark in " 。，！?")
    assert len(half_width(text)) == len(same_length(text)) == len(text)
    assert all(clauses(text))
    assert without_courtesy(text)[0] == bare(text)
    assert "  " not in normalised(text)
