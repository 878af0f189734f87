"""The language that a stranger is answered in is the one that they write."""

from hypothesis import given
from hypothesis import strategies as st

from flows.rules.vocabulary import Language
from flows.understanding.language import written_language
from tests.each import each


@each(
    ("text", "language"),
    [
        ("厨房水管漏水，请来修", Language.SIMPLIFIED),
        ("廚房水喉漏水，請派人維修", Language.TRADITIONAL),
        ("冷氣機壞咗", Language.TRADITIONAL),
        ("The lift is broken", Language.ENGLISH),
        ("Hello, anybody there?", Language.ENGLISH),
        ("你好", None),
        ("ok", None),
        ("8-1-302", None),
        ("👍", None),
        ("", None),
        ("wifi 坏了", Language.SIMPLIFIED),
        ("只有里面的台面", None),
        ("公里路的里長說只有台上那隻", Language.TRADITIONAL),
    ],
)
def test_a_message_tells_its_language_or_nothing(text: str, language: Language | None) -> None:
    assert written_language(text) == language


@given(st.text())
def test_any_text_at_all_is_looked_at_without_trouble(text: str) -> None:
    assert written_language(text) in {*Language, None}
