"""Whoever is asked to confirm a denial agrees by denying, and contradicts by wanting it."""

from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.yes_no import read
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

TOLD = """
? 您这次不需要发票，对吗？
对头，不用开 => yes
对的，不要 => yes
是，不需要 => yes
不用了 => yes
嗯不用 => yes
没错 => yes
是的 => yes
对，收据就够了 => yes
不对，要开 => no
要啊，谁说不要 => no
需要，开公司的 => no
我要的 => no
给我开一张 => no
不是，我要开 => no
要 => no
不知道 => -
开发票要身份证吗 => -
? 您上次说不用师傅上门，是吗？
是，不用来了 => yes
对，我自己弄好了 => yes
不是，还是来一趟 => no
还是来吧 => no
不用 => yes
? 家裡沒有人受傷，對嗎？
對，都沒事 => yes
沒有 => yes
不對，我媽摔了 => no
? 你唔需要停車證，係咪？
係，唔使 => yes
唔使 => yes
唔係，我要嘅 => no
要 => no
? 您家没有养狗，是吧？
是的 => yes
没有 => yes
没养 => yes
有啊，一只金毛 => no
养了 => no
? 您没有收到通知，对吗？
对，没收到 => yes
没收到 => yes
收到了 => no
是没收到 => yes
? You don't need an invoice, correct?
that's right => yes
correct, no need => yes
I do need one => no
yes I don't => yes
actually I do => no
I don't => yes
right, no invoice => yes
? 您的房号是 6-2-1103，对吗？
对 => yes
不对，是1104 => no
没错 => yes
? 您上次打的是“不满意”，对吗？
对，很不满意 => yes
不是 => no
"""


@each(("question", "said", "value"), told(TOLD))
def test_no_need_agrees_that_there_is_none(question: str, said: str, value: str | None) -> None:
    assert read(Question(QuestionKind.YESNO, question), said).value == value
