"""Who is at home while the writer is away can open the door."""

from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.yes_no import read
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

TOLD = """
? 明天上午十点师傅上门，您方便吗？
我上班，我妈在家 => yes
我不在，老婆在 => yes
我要开会，家里有保姆 => yes
我出差，让我爸等着 => yes
我没空，我儿子在 => yes
我在公司，我老公在家等 => yes
我返工，屋企有工人姐姐 => yes
I'll be at work, my wife is home => yes
我上班，老婆也上班 => no
我不在，老公也不在 => no
我没空，老婆也没空 => no
我上班，家里没人 => no
我老婆出差，我上班 => no
我妈在家，可她听不清门铃 => yes
我上班，不知道我妈在不在 => -
? 请问家里现在有人吗？
我在外面，孩子在家 => yes
我上班呢，婆婆在 => yes
我刚出门，老伴在 => yes
我喺公司，阿媽喺屋企 => yes
我在外面，孩子也没在家 => no
都不在 => no
"""


@each(("question", "said", "value"), told(TOLD))
def test_one_of_the_family_is_enough(question: str, said: str, value: str | None) -> None:
    assert read(Question(QuestionKind.YESNO, question), said).value == value
