"""W12: a value of a template fits the type of its field, or is left out."""

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.wechat_fields import fit, fits_whole
from tests.each import each
from tests.fakes.wechat import (
    FIELD_LIMITS,
)


@each(
    ("name", "value", "fitted"),
    [
        ("thing1", "漏" * 20, "漏" * 20),
        ("thing1", "漏" * 21, "漏" * 19 + "…"),
        ("thing12", "一行\n两行\t三行", "一行 两行 三行"),
        ("thing1", "", "-"),
        ("thing1", "👨‍👩‍👧" * 5, "👨‍👩‍👧👨‍👩‍👧…"),
        ("phrase3", "已受理（紧急处理）", "已受理紧急"),
        ("phrase3", "OK", ""),
        ("phrase3", "待您确认", "待您确认"),
        ("amount1", "约￥12.50元", "￥12.50元"),
        ("amount1", "12345678901", ""),
        ("amount1", "免费", ""),
        ("time9", "2026-11-24 08:00", "2026-11-24 08:00"),
        ("time9", "8:30", "8:30"),
        ("time9", "明天上午", ""),
        ("date10", "2026/11/24 08:00", "2026/11/24 08:00"),
        ("date10", "11月24日", ""),
        ("const7", "处理中", "处理中"),
        ("character_string4", "TS-20261124-0001 漏水", "TS-20261124-0001"),
        ("character_string4", "x" * 40, "x" * 32),
        ("character_string4", "漏水", "-"),
        ("number5", "约12.5元", "12.5"),
        ("letter6", "A栋b1", "Ab"),
        ("phone_number7", "+86 755-8888 8888 转 123", "+86 755-8888 8888"),
        ("name8", "欧阳" * 8, "欧阳欧阳欧阳欧阳欧…"),
        ("time9", "2026年11月24日 08:00", "2026年11月24日 08:00"),
        ("date10", "2026-11-24", "2026-11-24"),
        ("keyword1", "长" * 60, "长" * 60),
        ("remark", "好", "好"),
        ("Odd Name", "好", "好"),
    ],
)
def test_value_of_a_template_fits_its_type(name: str, value: str, fitted: str) -> None:
    assert fit(name, value) == fitted


@given(
    kind=st.sampled_from(sorted(FIELD_LIMITS)),
    value=st.text(max_size=80),
)
def test_any_value_fits_or_nothing_of_it_was_allowed(kind: str, value: str) -> None:
    fitted = fit(f"{kind}1", value)

    assert FIELD_LIMITS[kind].fullmatch(fitted) or fitted == ""
    assert fitted or kind not in {"thing", "const", "name", "character_string"}


@given(value=st.text(min_size=1, max_size=80), ending=st.sampled_from(["…", "…回“进度”看全文"]))
def test_text_that_is_cut_says_where_to_read_the_rest(value: str, ending: str) -> None:
    fitted = fit("thing1", value, ending)

    assert FIELD_LIMITS["thing"].fullmatch(fitted)
    assert fits_whole("thing1", value) or fitted.endswith(ending) or fitted == "-"
