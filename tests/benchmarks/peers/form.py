"""The form that all peers ask: a repair, five questions, one row at its end."""

QUESTIONS = (
    ("details", "给您带来不便，非常抱歉。请问哪里坏了，是什么情况？"),
    ("place", "在什么地方？请写楼栋、单元、房号，例如 8-1-302。"),
    ("photos", "有照片吗？没有就回复“没有”。"),
    ("name", "请问怎么称呼您？"),
    ("confirmed", "请您核对一下，没问题就回复 1。"),
)
OPENING = "报修"
MENU = "回复“报修”开始登记。"
REGISTERED = "已登记，编号 BX-{number:04}。"
