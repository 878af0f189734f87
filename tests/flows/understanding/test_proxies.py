"""A report on behalf of somebody names them; a report of one's own names nobody."""

from flows.understanding.proxies import read_for_whom
from tests.each import each


@each(
    ("text", "whom"),
    [
        ("帮我妈报修，她家厨房漏水", "我妈"),
        ("我替我爸爸报一下，灯坏了", "我爸爸"),
        ("代老人报修", "老人"),
        ("替隔壁的王姐说", ""),
        ("幫我媽媽報修", "我媽媽"),
        ("Reporting on behalf of my mother: no hot water", "my mother"),
        ("The tap is broken, I write for my neighbour", "my neighbour"),
        ("I am waiting for my son, the lift is stuck", ""),
        ("我妈家漏水了", ""),
        ("请帮我修一下", ""),
        ("代收点太吵", ""),
        ("", ""),
    ],
)
def test_whom_a_report_is_for(text: str, whom: str) -> None:
    assert read_for_whom(text) == whom
