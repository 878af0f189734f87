"""What residents tell of cards, meters, meetings and cleaning, instead of yes or no."""

from flows.understanding.answers import yes_no
from flows.understanding.answers.question import Question, QuestionKind
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

YESNO = """
? 这次保洁有打扫到您家门口吗？
门垫都给我抖干净了 => yes
扫到电梯口就收工了 => no
我上班没看见 => -
灰还在 => no
? 您申请的门禁卡领到了吗？
插了好几次了，好用 => yes
前台说还在制 => no
领了两张 => yes
孩子领走的 => yes
我没申请过 => -
邻居那张领到了 => -
? 需要我们派人清理楼道吗？
再不来就下不了脚了 => yes
保洁刚清过 => no
麻烦快点 => yes
要收费吗 => -
自己扫过了 => no
? 您介意我们拍照留档吗？
拍吧 => no
介意 => yes
没什么好介意的 => no
? 您家装修完工了吗？
下周才铺地板 => no
早就住进来了 => yes
只剩厨房没弄 => no
? 您明晚能来开会吗？
要值夜班 => no
七点还是八点？ => -
一定到场 => yes
让我老公去行不行 => -
尽量吧 => -
? 消防栓的水压正常吗？
滴滴答答像老人撒尿 => no
冲得老远 => yes
没开过 => -
? Would you like a reminder before the meeting?
yes please, the day before => yes
I've put it in my calendar => no
my memory is shocking so yes => yes
what meeting? => -
no need => no
? Was the hallway cleaned today?
still sticky => no
smells of lemon, so yes => yes
I left before six => -
My side was, the other side wasn't => -
? 請問瓦斯表可以讓我們進去抄嗎？
度數我拍給你 => no
禮拜天早上來 => yes
門口就看得到，不用進來 => no
你們是哪家公司 => -
我阿公在家會開門 => yes
? 您小孩有需要坐交通車嗎？
我自己接送 => no
要，兩個 => yes
幾點發車 => -
? 閣下係咪業主？
租客嚟㗎 => no
我同老婆聯名 => yes
業主係我阿媽 => no
你係邊位？ => -
"""


@each(("question", "said", "value"), told(YESNO))
def test_what_is_told_of_staff_and_their_errands_answers(
    question: str, said: str, value: str | None
) -> None:
    answer = yes_no.read(Question(QuestionKind.YESNO, question), said)

    assert answer.value == value
