"""What is only compared with a danger, or taught about it, alarms nobody; danger itself does."""

from flows.understanding.emergencies import is_emergency

NO_DANGER = (
    "今日熱到死，出街成個人好似着火咁",
    "脸烫得像火烧一样",
    "楼上装修跟爆炸了似的",
    "建议物业每季度搞一次消防演习，教教大家着火了怎么跑",
    "想请人来教孩子们起火了怎么逃",
    "前台那个女的翻白眼，问三句答一句，气死我了！！！",
)
DANGER = (
    "楼道着火了怎么跑",
    "好像着火了",
    "演习的时候有人晕倒了",
    "我妈抽搐翻白眼",
)


def test_a_comparison_and_a_lesson_are_no_danger() -> None:
    assert [text for text in NO_DANGER if is_emergency(text)] == []


def test_what_may_be_danger_is_heard_beside_them() -> None:
    assert [text for text in DANGER if not is_emergency(text)] == []
