"""记录 and what came of a call, as staff type it with the phone still in the other hand."""

from flows.understanding.task_records import TaskLine, read_task_line
from tests.each import each


@each(
    ("text", "line"),
    [
        ("记录 #12 通了 住户说好了", TaskLine(12, True, "住户说好了")),
        ("記錄12，沒通，下午再打", TaskLine(12, False, "下午再打")),
        ("记录任务 3 无人接听", TaskLine(3, False, "无人接听")),
        ("记录 #7 已联系", TaskLine(7, True, "已联系")),
        ("record #7 reached all fine", TaskLine(7, True, "all fine")),
        ("记录 #7", TaskLine(7, None, "")),
        ("记录 #7 住户很生气", TaskLine(7, None, "住户很生气")),
    ],
)
def test_an_attempt_is_read(text: str, line: TaskLine) -> None:
    assert read_task_line(text) == line


@each("text", ["", "记录", "记录一下", "回复 BX-20261124-0001 已记录 3"])
def test_another_line_is_none(text: str) -> None:
    assert read_task_line(text) is None
