"""Homes in every way that people write them; a date, a price or a floor is no home."""

from hypothesis import given
from hypothesis import strategies as st

from flows.understanding.addresses import CODE_LONGEST
from flows.understanding.places import (
    find_location,
    is_bare_number,
    is_own_home,
    names_spot,
    place_told,
    read_home,
    read_location,
    read_only_home,
)
from tests.each import each


@each(
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


@each(
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


@each(
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


@each("text", ["我家漏水", "屋企冇水", "厨房水管坏了", "my kitchen tap", "家里停电"])
def test_whoever_speaks_of_home_means_their_own(text: str) -> None:
    assert is_own_home(text)


@each("text", ["楼上卫生间漏水", "电梯坏了", "我家楼下太吵", "邻居家着火", "大堂灯不亮", "8栋"])
def test_what_may_be_elsewhere_is_not_taken_for_the_own_home(text: str) -> None:
    assert not is_own_home(text)


@each("text", ["3栋大堂", "8-1-302", "地下车库", "东门", "lobby of block 3", "三楼"])
def test_a_spot_is_where_somebody_could_walk_to(text: str) -> None:
    assert names_spot(text)


@each("text", ["快来啊", "这里", "电梯里", "不知道", "你们到哪了"])
def test_no_spot_is_found_where_none_is_named(text: str) -> None:
    assert not names_spot(text)


@each(
    ("text", "code"),
    [
        ("8栋1单元302漏水", "8-1-302"),
        ("08-01-0302 没电", "8-1-302"),
        ("第8座12樓A室", "8-12A"),
        ("Flat A, 12/F, Block 5", "5-12A"),
        ("Room 302, Unit 1, Building 8", "8-1-302"),
        ("302室，8栋1单元", "8-1-302"),
        ("tower three room 1203", "3-1203"),
        ("the lift in Block A is stuck", "A"),
        ("八杠一杠三零二", "8-1-302"),
        ("8 1 302 漏水", "8-1-302"),
        ("c906厨房漏水", "C-906"),
        ("8懂1单园302", "8-1-302"),
        ("8号302室", "8-302"),
        ("8楼302", "8-302"),
        ("8栋电梯坏了", "8"),
        ("8栋1单元3楼水管爆了", "8-1"),
        ("8-1楼道灯不亮", "8-1"),
        ("8栋12楼走廊灯", "8"),
        ("8栋10天没水", "8"),
        ("8栋3个单元都停水", "8"),
        ("8栋101到105没水", "8"),
        ("8栋漏水，房号302室", "8-302"),
        ("8栋，不对，9栋1单元302", "9-1-302"),
        ("楼上8-1-402漏到我家8-1-302", "8-1-302"),
        ("8栋电梯坏了，我住8-1-302", "8-1-302"),
        ("8栋1单元302和402都漏", "8-1-302"),
        ("13栋2单元203八十岁老人摔倒", "13-2-203"),
        ("三栋二单元三零二一直漏水", "3-2-302"),
        ("7栋1单元1001十点后还吵", "7-1-1001"),
        ("7栋1001天天吵", "7-1001"),
        ("d座1208 楼上跳绳", "D-1208"),
        ("11#1楼顶水箱裂了", "11-1"),
        ("12B樓後樓梯", "12B"),
        ("8-1 stairwell on fire", "8-1"),
        ("No.8 building unit 1 room 302", "8-1-302"),
    ],
)
def test_the_place_of_a_report_is_found_anywhere_in_it(text: str, code: str) -> None:
    location = find_location(text)

    assert location is not None
    assert location.code == code
    assert location.why


@each(
    "text",
    [
        "3-5栋停电",
        "3到5栋停电",
        "这3栋楼都没水",
        "两栋楼中间",
        "cars block a fire exit",
        "下午3-4点没人",
        "22/11/2026",
        "等了3-4天",
        "138-1234-5678",
        "负一楼B区302车位",
        "B2车库漏水",
        "3号门坏了",
        "3号电梯困人",
        "12月8号302元",
        "8楼电梯",
        "3楼302",
        "1单元302",
        "101-105都没水",
        "6座商务车乱停",
        "两房一厅",
        "车位A-105被占",
        "parking space B-302",
        "單號 A0231 處理到哪",
        "1-2单元都停电",
        "they are building a fence",
        "a lorry blocks our exit",
    ],
)
def test_ranges_amounts_times_floors_and_parking_spaces_are_no_places(text: str) -> None:
    assert read_location(text) is None


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
    location = read_location(text)
    assert location is None or 1 <= len(location) <= CODE_LONGEST
    assert isinstance(names_spot(text), bool)
    assert isinstance(is_own_home(text), bool)
    assert isinstance(is_bare_number(text), bool)


@each("text", ["1" * 9000, "一" * 9000, "8-" * 5000, "8栋" * 5000])
def test_a_flood_of_figures_is_read_in_no_time(text: str) -> None:
    assert read_home(text) is None


@each(
    ("text", "place"),
    [
        ("8栋2单元地下室着火冒烟", "8栋2单元地下室"),
        ("3栋电梯里困人了", "3栋电梯"),
        ("8棟2單元12樓走廊冒煙", "8栋2单元12楼走廊"),
        ("着火了！8栋，不对，9栋，在楼道", "9栋楼道"),
        ("5栋着火了", "5栋"),
        ("北门有人打架", "北门"),
        ("地下车库着火", "地下车库"),
        ("someone is trapped in the lift in block 3", "block 3 lift"),
        ("电梯困人了！！快来", ""),
        ("楼道里冒烟", ""),
        ("着火了", ""),
    ],
)
def test_where_danger_is_told_with_it(text: str, place: str) -> None:
    assert place_told(text) == place
