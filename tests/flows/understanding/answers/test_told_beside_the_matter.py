"""What is told beside the matter: of another's things, of yesterday, or as a question."""

from flows.understanding.answers import yes_no
from flows.understanding.answers.question import Question, QuestionKind
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

YESNO = """
? 路灯修好了吗？
哪一盏？门口那盏还是花坛边那盏 => -
我晚上不出门 => -
这事你问保安，他天天巡 => -
我们那边好了，东边不知道 => -
我家阳台能看见，亮着 => yes
白天看不出来 => -
修理工走了，我还没去看 => -
上个月修过一次，现在又不晓得了 => -
我这几天都在医院陪床 => -
好像有人来过 => -
? 您家门口的杂物清走了吗？
不是我家的东西 => -
保洁推走了 => yes
孩子他爸说他弄，我不清楚弄了没 => -
只剩个鞋柜 => -
楼上的还堆着呢 => -
清了 => yes
? 天然气能用了吗？
我家用电磁炉，没开过气 => -
隔壁能打着火了，我家还没试 => -
打不着 => no
什么时候停的？ => -
回去试试告诉你 => -
? 您需要代收包裹吗？
代收要钱吗 => -
我问问寄件人到哪了 => -
看是什么时候到 => -
要是我不在家就放你们那 => -
放门口就行 => no
帮我收一下 => yes
? 您同意在楼顶加装光伏板吗？
顶楼的人同意吗 => -
电费能省多少 => -
只要不漏水我没意见 => -
我租户，问房东 => -
我们单元还没商量 => -
听大家的 => -
别装，以后漏水谁管 => no
装吧，绿色能源 => yes
我儿子懂这个，让他跟你们说 => -
? 您家是否有电动自行车？
我儿子那辆在公司 => -
对门有一辆 => -
有一辆，停车棚里 => yes
卖掉了 => no
我妈有，她不住这 => -
以前有过 => -
只有一辆脚踏车 => no
两辆小牛 => yes
? Is the intercom working again?
Which one, lobby or garage? => -
I haven't had any visitors since => -
the neighbour says hers is => -
Rang loud and clear this morning => yes
Not a peep out of it => no
ask the doorman => -
yesterday it was dead, I've been out all day => -
? Do you have any pets at home?
used to, he died => no
does a goldfish count? => -
two tabbies => yes
thinking of getting one => no
? Do you agree to the new parking rules?
What are they? => -
I agree with half of them => -
if visitors get two hours free then fine => -
they're long overdue, yes => yes
no, they're daft => no
my landlord handles that => -
? 管家上周联系过您吗？
哪个管家？ => -
这周倒是打过一个 => -
加了微信 => yes
打我老公电话了吧，我不知道 => -
连个短信都没有 => no
她找过我邻居 => -
? 您要报名中秋亲子活动吗？
多大的孩子能去 => -
孩子作业写完才行 => -
等我排班表出来 => -
我们家没孩子 => no
俩娃都去 => yes
隔壁小明去不去 => -
再考虑考虑 => -
报名截止到几号 => -
? 您認為停車收費合理嗎？
我沒車，沒意見 => -
一小時五十也太貴 => no
還算公道 => yes
看停哪一區 => -
? 屋企個燈仲閃唔閃？
我未返到屋企 => -
琴日閃過，今日未開 => -
閃到眼都花 => yes
換咗膽冇再閃 => no
你問邊個房嗰盞？ => -
? 電梯困人時有人受傷嗎？
我不在裡面 => -
聽說有個阿婆 => -
都沒事 => no
有一個手擦破皮 => yes
"""


@each(("question", "said", "value"), told(YESNO))
def test_what_leaves_a_matter_open_is_asked_again(
    question: str, said: str, value: str | None
) -> None:
    answer = yes_no.read(Question(QuestionKind.YESNO, question), said)

    assert answer.value == value
