"""What somebody else would answer, or of another house or time, beside the resident's own."""

from flows.understanding.answers import rating, satisfaction, yes_no
from flows.understanding.answers.question import Question, QuestionKind
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

SATISFACTION = """
? 您对小区绿化养护满意吗？
我家老太婆说很满意，我本人还没想好咋评 => -
隔壁说挺满意，我没留意 => -
我老公觉得不错，我不清楚 => -
邻居都夸好 => -
邻居都说不好，我倒是挺满意 => 满意
我老公说很满意，我也满意 => 很满意
我妈说挺好 => 满意
对面小区的绿化很好 => -
我和老伴都很满意 => 很满意
我跟邻居都不满意 => 不满意
比隔壁小区好多了，满意 => 满意
楼下阿姨喜欢得很，我从来不逛 => -
全家都满意 => 满意
My neighbour reckons it's brilliant, I only ever use the stairs => -
my wife loves it, I haven't been => -
The neighbours say it's awful but I'm satisfied => 满意
别人怎么看我不管，我很满意 => 很满意
我個仔就話好滿意，我自己冇用過 => -
朋友来都说好，我也觉得满意 => 满意
孩子说好玩，我没去过 => -
"""

SCALE5 = """
? 电梯运行情况您打几分？（1–5分）
隔壁单元的电梯我给5分，我们这部还在贴封条 => -
隔壁单元的5分，我们的2分 => 2
邻居说给5分，我不知道 => -
我老婆说4分 => 4
我老婆说4分，我没坐过 => -
比隔壁强，4分 => 4
跟隔壁一样，3分 => 3
对面那栋的能打5分，咱这部1分 => 1
楼上说给1分，我给3分 => 3
4分，邻居也说好 => 4
my neighbour says 5, I'd say 3 => 3
next door gave it a 5, I never use it => -
同事家那部5分 => -
"""

YESNO = """
? 停水通知您收到了吗？
邻居说她收到了 => -
隔壁收到了 => -
对门也收到了 => -
邻居收到了，我没有 => no
我家没有，对门收到了 => no
邻居告诉我的 => yes
邻居帮我收的 => yes
隔壁阿姨跟我说了 => yes
我和邻居都收到了 => yes
我老公收到了 => yes
楼下说他们家收到了 => -
my neighbour got one => -
my neighbour told me => yes
next door received it, not sure about us => -
别人都收到了，就我没有 => no
朋友说他收到了 => -
? 您家的燃气检查过了吗？
隔壁查过了 => -
楼上家检查过了 => -
查过了 => yes
邻居说他家查过了 => -
前天查的 => yes
? 本季度物业费您交了吗？
上季度交了 => -
上个季度的交了 => -
上季度和这季度一起交了 => yes
这季度交了 => yes
上星期交的 => yes
? 您今年体检过了吗？
去年做过 => -
去年没做，今年做了 => yes
上个月做过了 => yes
? 楼上的噪音有改善吗？
楼上安静了 => yes
楼上还是吵 => no
? 现在还漏水吗？
邻居说他家不漏了 => -
楼下说不漏了 => no
楼下说还在漏 => yes
隔壁不漏，我家漏 => yes
昨儿夜里漏得凶，今天在单位没看见 => -
早上还漏，现在人在公司看不到 => -
上周漏得厉害，这两天我不在家 => -
昨晚漏，今天出差了 => -
昨天漏，今天不漏了 => no
昨晚又漏了 => yes
今天看了，没漏 => no
前天漏过，这两天在外地没法看 => -
"""


@each(("question", "said", "value"), told(SATISFACTION))
def test_the_opinion_of_a_neighbour_is_not_the_residents(
    question: str, said: str, value: str | None
) -> None:
    answer = satisfaction.read(Question(QuestionKind.SATISFACTION, question), said)

    assert answer.value == value


@each(("question", "said", "value"), told(SCALE5))
def test_a_rating_of_another_house_is_none_of_this_one(
    question: str, said: str, value: str | None
) -> None:
    answer = rating.read(Question(QuestionKind.SCALE5, question), said)

    assert (None if answer.value is None else str(answer.value)) == value


@each(("question", "said", "value"), told(YESNO))
def test_what_a_neighbour_or_the_time_before_would_answer_is_no_answer(
    question: str, said: str, value: str | None
) -> None:
    answer = yes_no.read(Question(QuestionKind.YESNO, question), said)

    assert answer.value == value


STAFF_ASKED = """
? 您对小区绿化养护满意吗？
物业让我选满意 => -
你们非要我写很满意 => -
师傅求我打满意 => -
they asked me to put very satisfied => -
经理求我选很满意，我选一般 => 一般
物业让我很满意 => 很满意
"""


@each(("question", "said", "value"), told(STAFF_ASKED))
def test_what_staff_ask_for_is_no_opinion(question: str, said: str, value: str | None) -> None:
    answer = satisfaction.read(Question(QuestionKind.SATISFACTION, question), said)

    assert answer.value == value
