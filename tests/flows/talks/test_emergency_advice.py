"""What to do until somebody comes."""

from flows.talks.emergency_advice import advice
from tests.each import each


@each(
    ("text", "kind"),
    [
        ("电梯困人了", "trapped"),
        ("I am trapped in the lift", "trapped"),
        ("闻到很浓的煤气味", "gas"),
        ("有人触电了", "electricity"),
        ("水管爆了，水漫金山", "water"),
        ("8栋2单元地下室着火冒烟", "fire"),
        ("有人持刀打人，快来", "other"),
        ("救命", "other"),
    ],
)
def test_each_kind_of_danger_has_advice_of_its_own(text: str, kind: str) -> None:
    assert advice(text).key == f"emergency.advice_{kind}"


def test_who_is_shut_in_is_not_told_to_go_away() -> None:
    assert advice("3栋电梯里困人，还在冒烟").key == "emergency.advice_trapped"
