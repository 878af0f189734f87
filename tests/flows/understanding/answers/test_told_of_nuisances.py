"""What residents tell of a nuisance that was to end, instead of yes or no."""

from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.yes_no import read
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

TOLD = """
? 楼道里的杂物清走了吗？
清了，宽敞多了 => yes
还堆着呢 => no
清了一半 => -
纹丝没动 => no
越堆越多 => no
昨天看还在，今天没看 => -
我不走那边 => -
都拉走了 => yes
那户又放出来了 => no
我搬走的 => yes
? 楼上现在还吵吗？
昨晚安静了 => no
不吵了，谢谢你们出面 => no
天天凌晨一点还在拖凳子 => yes
吵得我神经衰弱 => yes
他们出去旅游了 => -
这两天没回去住 => -
刚才又开始蹦了 => yes
? 阳台的杂物清走了吗？
都搬空了 => yes
还原封不动 => no
堆得更高了 => no
拉走了，谢谢 => yes
挪了一点点，还是过不去 => no
没人动 => no
清得干干净净 => yes
又搬来一堆 => no
没下去看 => -
干净了 => yes
? 楼下的共享单车挪走了吗？
挪走了 => yes
还横在门口 => no
一辆没动 => no
早上还在，现在不知道 => -
都拖走了 => yes
? 楼上还在装修吗？
停了一周了 => no
天天钻 => yes
还在敲墙 => yes
装完了 => no
没听见了 => no
? 噪音影响您休息吗？
还好，我睡得沉 => no
影响，孩子都吓醒了 => yes
不影响 => no
关窗就听不见 => no
有时候吧 => -
? 楼下的积水退了吗？
退了，就是一层泥 => yes
下午开始退，现在剩一点 => -
鞋都湿了 => no
干了 => yes
? 噪音问题解决了吗？
清净了，多谢 => yes
还是老样子 => no
他们收敛了两天，又开始了 => no
晚上好了，中午还吵 => -
跟没管一样 => no
? 垃圾清运了吗？
清了，桶也刷了 => yes
堆成山了 => no
今早刚拉走 => yes
满得盖不上盖 => no
我没下楼 => -
? 您的车位被占的问题处理了吗？
车挪走了 => yes
还占着 => no
贴了条，人家不理 => no
换了一辆接着占 => no
打电话后十分钟就挪了 => yes
? Is the noise still there?
quiet as a mouse now => no
every night till two => yes
stopped after your call => no
we moved to the other bedroom => -
? 您反映的占道问题解决了吗？
车开走了，路通了 => yes
来了个人看看就走 => no
锥桶摆上了，没人停了 => yes
跟之前一个样 => no
? 蚊虫消杀后还有蚊子吗？
少多了，偶尔一两只 => yes
照咬不误 => yes
一只都没见着 => no
孩子胳膊上全是包 => yes
? 您家中装修是否已完工？
上周完工了 => yes
? 邻居是否还在深夜装修？
自打你们贴了告示，消停了 => no
昨晚十一点半还在吱吱锯 => yes
停工了 => no
十点以后没声音了 => no
照旧 => yes
变本加厉 => yes
我戴耳塞睡的，不知道 => -
"""


@each(("question", "said", "value"), told(TOLD))
def test_what_is_told_of_a_nuisance_answers(question: str, said: str, value: str | None) -> None:
    assert read(Question(QuestionKind.YESNO, question), said).value == value
