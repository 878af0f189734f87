"""What residents tell of new doors, of warnings and of work that was announced."""

from flows.understanding.answers import rating, satisfaction, yes_no
from flows.understanding.answers.question import Question, QuestionKind
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

YESNO = """
? 您家的水表抄到了吗？
门口塞了张抄表单 => yes
不知道有没有来 => -
水表在哪 => -
? 绿化工人喷药前通知您了吗？
群里发了 => yes
一楼贴了张纸，我住十楼没看到 => no
什么时候喷的 => -
楼长挨家敲的门 => yes
? 您需要预订会议室吗？
去年订过 => -
没那么多人，在家开 => no
有投影仪吗 => -
订一间 => yes
? 宽带装好了吗？
光猫一直闪红灯 => no
师傅钻完墙就走了，说下午再来 => no
对门的装好了 => -
? 您觉得新门禁好用吗？
脸一凑就开 => yes
戴口罩就认不出来 => no
还没录脸 => -
老人刷不上 => no
? 您同意把自行车棚改成充电棚吗？
充电棚会不会着火 => -
早该改了 => yes
我的自行车放哪去 => -
改呗 => yes
多此一举 => no
? 是否要退还押金到原账户？
对，原路退回 => yes
什么时候能到 => -
? Have the painters finished?
which floor? => -
? Is Saturday morning OK for the inspection?
any time before noon => yes
who's coming? => -
? 你屋企有冇長者獨居？
隔籬婆婆就係 => -
冇 => no
? 請問瓦斯抄表員有來過嗎？
單子夾在門上 => yes
我整天在公司 => -
"""

SATISFACTION = """
? 请问您对本次投诉处理满意吗？
处理？谁处理了？ => 不满意
第二天就给我回话，还登门道歉 => -
踢了半个月皮球 => 不满意
还在处理，结束再说 => -
还算给力 => 较满意
马马虎虎吧 => 一般
敷衍两句就挂了 => 不满意
没想到这么快，赞 => 很满意
我投诉的是楼上那家，不是你们 => -
"""

SCALE5 = """
? 您给这次社区讲座打几分（1-5分）？
老师讲得好，满分 => 5
睡了半场，两分 => 2
没听完，不好打 => -
中间走的，三分吧 => 3
5分钟就讲完了 => -
第3排坐着听的 => -
我打4，扣的一分是空调太冷 => 4
一到五，五 => 5
"""


@each(("question", "said", "value"), told(YESNO))
def test_what_is_told_of_doors_meters_and_sprayed_lawns_answers(
    question: str, said: str, value: str | None
) -> None:
    answer = yes_no.read(Question(QuestionKind.YESNO, question), said)

    assert answer.value == value


@each(("question", "said", "value"), told(SATISFACTION))
def test_who_was_passed_from_desk_to_desk_is_dissatisfied(
    question: str, said: str, value: str | None
) -> None:
    answer = satisfaction.read(Question(QuestionKind.SATISFACTION, question), said)

    assert answer.value == value


@each(("question", "said", "value"), told(SCALE5))
def test_minutes_and_rows_are_no_scores(question: str, said: str, value: str | None) -> None:
    answer = rating.read(Question(QuestionKind.SCALE5, question), said)

    assert (None if answer.value is None else str(answer.value)) == value
