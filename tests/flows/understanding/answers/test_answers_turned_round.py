"""Answers whose words seem to say the opposite: 别白跑 cancels, 昧着良心 praises nothing."""

from flows.understanding.answers import rating, satisfaction, yes_no
from flows.understanding.answers.question import Question, QuestionKind
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

YESNO = """
? 要取消这次预约吗？
早上我自己通开了，别白跑 => yes
我自己修好了，你们不用来了 => yes
别来了 => yes
用不着来了 => yes
不用派师傅了 => yes
唔使嚟喇 => yes
甭跑了，我儿子弄好了 => yes
已经找别人修了 => yes
那天我出差 => yes
取消吧 => yes
no need to come, it fixed itself => yes
don't bother coming => yes
省得师傅白跑一趟，取消 => yes
照常来吧 => no
我还等着呢 => no
不用，照原计划 => no
别取消 => no
不要取消 => no
不用取消 => no
来，一定要来 => no
来吧 => no
别啊，我等了一周了 => no
留着 => no
还漏着呢，别取消 => no
please come, still leaking => no
不用 => no
我再想想 => -
问问我老公 => -
? 您想取消明天的保洁吗？
不用来了，我自己扫 => yes
不取消 => no
明天家里有事 => yes
师傅几点到 => -
? 家中有行动不便的老人吗？
老父亲坐轮椅五年了 => yes
就我跟对象俩，都二十来岁 => no
您问这套还是我爸妈那套 => -
我妈坐轮椅 => yes
老爷子瘫在床上三年了 => yes
奶奶拄拐杖 => yes
婆婆走路要人扶 => yes
我婆婆中风过 => yes
爷爷下不了楼 => yes
阿嬤行路唔方便 => yes
有，我妈 => yes
没有老人 => no
没有 => no
就我们小两口 => no
我一个人住 => no
我爸妈身体都硬朗 => no
爷爷天天跑步呢 => no
老人在乡下 => no
家里都是年轻人 => no
老母亲八十了，腿脚利索得很 => no
楼上有一位 => -
这个要报上去吗 => -
? Does anyone in your household use a wheelchair?
we push my lola in it to the clinic every Monday => yes
My dad does => yes
we're all on our feet => no
just a walking stick => no
Grandma's been in one since her fall => yes
no one => no
? 家里有需要照顾的卧床病人吗？
老伴瘫了两年 => yes
都健康，身体好着呢 => no
我婆婆躺床上半年了 => yes
? 有不合理的收费吗？
有 => yes
没有 => no
? 本月有未缴的账单吗？
有 => yes
没有 => no
? 小区里有不安全的地方吗？
有，南门台阶松了 => yes
没有 => no
"""

SATISFACTION = """
? 您对小区绿化养护满意吗？
实在没法昧着良心说满意 => 不满意
违心说满意我做不到 => 不满意
总不能睁着眼睛说满意吧 => 不满意
昧着良心也说不出满意 => 不满意
I can't honestly say I'm satisfied => 不满意
凭良心说挺满意 => 满意
说良心话，满意 => 满意
摸着良心讲很满意 => 很满意
第三次了还是这样 => -
第三个 => 较满意
第二项 => 满意
the second one => 满意
first => 很满意
last time you asked too => -
"""

SCALE5 = """
? 您给物业今年的整体服务打几分？（1到5）
满分五分扣你一分，扣在路灯上 => 4
满分5分扣他两分 => 3
满分是五分，扣一分 => 4
五分扣你们一分 => 4
五分满分 => 5
在最高和最低正当中 => 3
满分 => 5
满分五分给三分 => 3
"""


@each(("question", "said", "value"), told(YESNO))
def test_who_wants_no_visit_or_cannot_walk_is_understood_by_what_was_asked(
    question: str, said: str, value: str | None
) -> None:
    answer = yes_no.read(Question(QuestionKind.YESNO, question), said)

    assert answer.value == value


@each(("question", "said", "value"), told(SATISFACTION))
def test_praise_that_would_be_a_lie_is_blame_and_a_third_week_no_option(
    question: str, said: str, value: str | None
) -> None:
    answer = satisfaction.read(Question(QuestionKind.SATISFACTION, question), said)

    assert answer.value == value


@each(("question", "said", "value"), told(SCALE5))
def test_points_off_full_marks_may_be_taken_off_somebody(
    question: str, said: str, value: str | None
) -> None:
    answer = rating.read(Question(QuestionKind.SCALE5, question), said)

    assert (None if answer.value is None else str(answer.value)) == value
