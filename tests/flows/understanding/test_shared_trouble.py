from flows.understanding.shared_trouble import (
    SharedTrouble,
    building_in,
    may_be_one,
    shared_troubles,
)
from tests.each import each

LIFT, WATER = SharedTrouble.LIFT, SharedTrouble.WATER


@each(
    ("text", "troubles"),
    [
        ("我家停水了", {WATER}),
        ("停水咗", {WATER}),
        ("整栋楼没电", {SharedTrouble.POWER}),
        ("电梯又坏了", {LIFT}),
        ("the lift is broken again", {LIFT}),
        ("路灯不亮", {SharedTrouble.LIGHTS}),
        ("楼上装修太吵", {SharedTrouble.NOISE}),
        ("网络断了", {SharedTrouble.NETWORK}),
        ("厨房水管漏水了", set()),
        ("手机没电了还没电话", set()),
        ("家里灯不亮", set()),
        ("水龙头没水平装好", set()),
    ],
)
def test_what_several_homes_may_have_at_once_is_known(
    text: str, troubles: set[SharedTrouble]
) -> None:
    assert shared_troubles(text) == troubles


@each(
    ("text", "home", "building"),
    [("8栋电梯坏了", None, "8"), ("电梯坏了", "8-1-302", "8"), ("C座停电", None, "c"),
     ("block 3 lift broken", None, "3"), ("停水了", None, "")],
)  # fmt: skip
def test_the_building_is_that_of_the_home_or_of_the_words(
    text: str, home: str | None, building: str
) -> None:
    assert building_in(text, home) == building


def test_a_lift_is_the_same_only_in_the_same_building_and_water_anywhere() -> None:
    lift, water = frozenset({LIFT}), frozenset({WATER})

    assert may_be_one(lift, lift, building="8", their_building="8")
    assert may_be_one(lift, lift, building="8", their_building="")
    assert not may_be_one(lift, lift, building="8", their_building="3")
    assert may_be_one(water, water, building="8", their_building="3")
    assert not may_be_one(lift, water, building="8", their_building="8")
