"""A variable of an approved text carries what the mainland's carriers let pass (W17)."""

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.sms_variables import variable
from tests.each import each


@each(
    ("value", "carried"),
    [
        ("师傅明天上午到。", "师傅明天上午到。"),
        ("師傅明天上午到，請留門", "师傅明天上午到，请留门"),
        ("新事项\n【投诉】TS-20261124-0001", "新事项 [投诉]TS-20261124-0001"),
        ("好的👍收到★", "好的 收到"),
        ("进度见 https://huiyin.example/f/1 谢谢", "进度见 … 谢谢"),
        ("他说「明天」", "他说“明天”"),
        ("", "无"),
        ("👍", "无"),
    ],
)
def test_what_carriers_refuse_is_left_out(value: str, carried: str) -> None:
    assert variable(value, 35) == carried


def test_a_value_that_is_too_long_is_cut_and_says_where_the_rest_is() -> None:
    assert variable("水" * 40, 35) == "水" * 34 + "…"
    assert variable("水" * 40, 35, "…回“进度”看全文") == "水" * 26 + "…回“进度”看全文"


@given(st.text(), st.integers(min_value=5, max_value=60))
def test_any_value_fits_and_is_never_empty(value: str, characters_max: int) -> None:
    carried = variable(value, characters_max)

    assert 0 < len(carried) <= characters_max
    assert "\n" not in carried
