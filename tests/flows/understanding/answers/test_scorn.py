"""Whoever scorns a thing refuses it, or tells that it was not done."""

from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.yes_no import read
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

TOLD = """
? 是否同意安装人脸识别门禁？
同意个铲铲 => no
同意个屁 => no
同意你个头 => no
装个锤子 => no
装个鬼 => no
同意才怪 => no
我同意才有鬼了 => no
图什么呀，不装 => no
装这个干嘛用的 => -
同意 => yes
有个条件，免费的话 => -
同意個屁咩 => no
like hell I do => no
yeah right, as if => no
yes right away => yes
? 请问修好了吗？
修好个鬼 => no
修好个头，更漏了 => no
好个锤子 => no
修了个寂寞 => no
修好才怪 => no
好条铁 => no
整好個屁 => no
修好条毛 => no
fixed my foot => no
换了个头，好了 => yes
换了个新的，好了 => yes
装了个球阀，修好了 => yes
? 您愿意参加周六的业主大会吗？
去个鬼 => no
参加个屁 => no
? 现在还漏吗？
漏个鬼，早干了 => no
漏个不停 => yes
"""


@each(("question", "said", "value"), told(TOLD))
def test_scorn_is_a_no(question: str, said: str, value: str | None) -> None:
    assert read(Question(QuestionKind.YESNO, question), said).value == value
