"""Of a text that many homes read, each reads nothing of the others: no home, name or number."""

from hypothesis import given
from hypothesis import strategies as st

from flows.understanding.private_words import Instead, Others, without
from tests.each import each

OTHERS = Others(frozenset({"王秀英", "Tom Baker"}), frozenset({"8-1-302", "C-906"}))
INSTEAD = Instead("某户", "住户", "（略）")


def cleaned(text: str) -> str:
    return without(text, OTHERS, {"8-1-402"}, ("0755-12345678",), INSTEAD)


@each(
    ("text", "clean"),
    [
        ("8-1-302的水管换好了", "某户的水管换好了"),
        ("８栋１单元302室的阀门", "某户的阀门"),
        ("到302看过，明天再来", "到某户看过，明天再来"),
        ("302室和C-906都换了", "某户和某户都换了"),
        ("王秀英说好了", "住户说好了"),
        ("8-1-302王阿姨说好了", "某户说好了"),
        ("王女士家老人在等水", "住户家老人在等水"),
        ("找Tom问过", "找住户问过"),
        ("Tom said it is fine, Baker too", "住户 said it is fine, 住户 too"),
        ("请打 13800138000 找她", "请打 （略） 找她"),
        ("找+852 9000 0001", "找（略）"),
        ("另一栋 3-2-101 也停水", "另一栋 某户 也停水"),
    ],
)
def test_what_tells_of_others_is_taken_out(text: str, clean: str) -> None:
    assert cleaned(text) == clean


@each(
    "text",
    [
        "供水公司正在抢修，下午四点恢复",
        "8-1-402的水已经通了",
        "有事请打 0755-12345678",
        "关于 BX-20261124-0001，2026-11-24 15:30 前恢复",
        "换了 302.5 米… 共 3 户",
        "李师傅 11月24日 13:02 到场",
    ],
)
def test_what_is_everybodys_or_ones_own_stays(text: str) -> None:
    assert cleaned(text) == text


@given(st.text())
def test_any_text_is_taken_and_names_nobody_any_more(text: str) -> None:
    clean = cleaned(f"{text}王秀英{text}8-1-302")

    assert "王秀英" not in clean
