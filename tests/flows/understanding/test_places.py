"""Homes in every way that people write them; a date, a price or a floor is no home."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.understanding.places import (
    CODE_LONGEST,
    is_bare_number,
    is_own_home,
    names_spot,
    read_home,
    read_only_home,
)


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("8-1-302", "8-1-302"),
        ("８－１－３０２", "8-1-302"),
        ("8—1—302", "8-1-302"),
        ("8栋1单元302", "8-1-302"),
        ("8栋1单元302室", "8-1-302"),
        ("8號樓1單元302室漏水", "8-1-302"),
        ("八栋一单元三零二", "8-1-302"),
        ("十八栋二单元一千二百零一", "18-2-1201"),
        ("8栋1单元3楼302", "8-1-302"),
        ("8#1-302", "8-1-302"),
        ("8栋-1单元-302", "8-1-302"),
        ("8栋1-302", "8-1-302"),
        ("8栋302", "8-302"),
        ("8幢302", "8-302"),
        ("12号楼201", "12-201"),
        ("C-906", "C-906"),
        ("c座 906 室", "C-906"),
        ("A座1203房", "A-1203"),
        ("B2-1103", "B2-1103"),
        ("8-1-12", "8-1-12"),
        ("Block 8 Unit 1 Room 302", "8-1-302"),
        ("block 8, flat 302", "8-302"),
        ("我家厨房漏水了，8栋1单元302", "8-1-302"),
        ("住8-1-302的", "8-1-302"),
        ("8-1-302 漏水3天", "8-1-302"),
        ("8栋1单元302，就是8-1-302", "8-1-302"),
    ],
)
def test_the_one_home_that_a_text_names_is_read(text: str, home: str) -> None:
    assert read_home(text) == home


@pytest.mark.parametrize(
    "text",
    [
        "",
        "302",
        "1单元302",
        "3栋大堂",
        "3栋2单元",
        "8栋12层",
        "8栋123层",
        "8栋302楼",
        "8栋10天没水",
        "2栋100元",
        "11-25",
        "2026-11-25",
        "下午3-4点",
        "1-1-1",
        "138-1234-5678",
        "电话020-82345678",
        "BX-20261123-0001",
        "wifi-302",
        "8-1-302和8-1-402都漏",
        "楼上8-1-402漏到8-1-302",
    ],
)
def test_what_names_no_home_or_several_names_none(text: str) -> None:
    assert read_home(text) is None


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("8 1 302", "8-1-302"),
        ("8，1，302", "8-1-302"),
        ("8.1.302", "8-1-302"),
        ("8/1/302", "8-1-302"),
        ("8、1、302室", "8-1-302"),
        ("八 一 三零二", "8-1-302"),
        ("C 906", "C-906"),
        ("8-12", "8-12"),
        ("我住8栋1单元302", "8-1-302"),
        ("302", None),
        ("1", None),
        ("你好", None),
        ("", None),
    ],
)
def test_where_a_home_was_asked_for_spaces_and_dots_will_do(text: str, home: str | None) -> None:
    assert read_only_home(text) == home


@pytest.mark.parametrize(
    "text", ["我家漏水", "屋企冇水", "厨房水管坏了", "my kitchen tap", "家里停电"]
)
def test_whoever_speaks_of_home_means_their_own(text: str) -> None:
    assert is_own_home(text)


@pytest.mark.parametrize(
    "text", ["楼上卫生间漏水", "电梯坏了", "我家楼下太吵", "邻居家着火", "大堂灯不亮", "8栋"]
)
def test_what_may_be_elsewhere_is_not_taken_for_the_own_home(text: str) -> None:
    assert not is_own_home(text)


@pytest.mark.parametrize(
    "text", ["3栋大堂", "8-1-302", "地下车库", "东门", "lobby of block 3", "三楼"]
)
def test_a_spot_is_where_somebody_could_walk_to(text: str) -> None:
    assert names_spot(text)


@pytest.mark.parametrize("text", ["快来啊", "这里", "电梯里", "不知道", "你们到哪了"])
def test_no_spot_is_found_where_none_is_named(text: str) -> None:
    assert not names_spot(text)


@given(
    st.integers(1, 99), st.integers(1, 9), st.integers(101, 3999).filter(lambda room: room % 100)
)
def test_a_code_is_read_back_alone_and_in_a_sentence(building: int, unit: int, room: int) -> None:
    code = f"{building}-{unit}-{room}"

    assert read_home(code) == code
    assert read_home(f"你好，{code}，水管漏了") == code
    assert read_home(f"{building}栋{unit}单元{room}室的灯坏了") == code


@given(st.text(alphabet="0123456789一二三十百栋单元室-号楼 abc"))
def test_any_text_names_one_home_of_a_decent_length_or_none(text: str) -> None:
    for home in (read_home(text), read_only_home(text)):
        assert home is None or 3 <= len(home) <= CODE_LONGEST
    assert isinstance(names_spot(text), bool)
    assert isinstance(is_own_home(text), bool)
    assert isinstance(is_bare_number(text), bool)


@pytest.mark.parametrize("text", ["1" * 9000, "一" * 9000, "8-" * 5000, "8栋" * 5000])
def test_a_flood_of_figures_is_read_in_no_time(text: str) -> None:
    assert read_home(text) is None
