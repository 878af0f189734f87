"""What residents tell of fees, notices, visits and their home, instead of yes or no."""

from flows.understanding.answers import yes_no
from flows.understanding.answers.question import Question, QuestionKind
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

YESNO = """
? 现在还漏水吗？
邻居说他家不漏了 => -
前天漏过，今天我在外面，不知道 => -
早上还漏，现在人在公司看不到 => -
昨晚滴了一夜，今早出门急没看 => -
上周漏得厉害，这两天我不在家 => -
盆都接满两个了 => yes
地上干的 => no
? 停水通知您收到了吗？
邻居说她收到了 => -
我家没有，对门收到了 => no
我老婆收到了 => yes
楼下王姐收到了，我不清楚 => -
头一回听说 => no
要不是你说我还不知道 => no
收着了 => yes
早存好水了 => yes
什么通知？ => -
门上贴着呢 => yes
刚才才知道 => no
压根没听说这回事 => no
停水？哪天停？ => -
昨天群里看到了 => yes
? 需要为您预留临时车位吗？
亲戚周末开三辆车过来呢 => yes
我没车 => no
我们坐地铁来 => no
那太需要了，上回转了半小时都没地方停 => yes
婚车六点到，没地方停怎么办 => yes
不开车 => no
朋友打车来 => no
留一个吧 => yes
? 是否需要师傅上门？
我一个老太太哪会弄这个 => yes
马桶太沉了我搬不动 => yes
自己拧紧了，不滴了 => no
我儿子会修 => no
已经找人弄好了 => no
不来谁给我修 => yes
这哪是我们外行能弄的 => yes
我们自己哪敢动电 => yes
? 您同意这笔费用从押金里扣吗？
敢扣一分钱我就投诉 => no
凭什么扣我的钱 => no
又不是我弄坏的 => no
扣吧，是我弄坏的 => yes
该扣就扣 => yes
我弄坏的我认 => yes
先把明细给我看 => -
少扣点就行 => -
? 您家今年打算装修吗？
刚装完两年 => no
去年才装的 => no
设计图都出了 => yes
等明年再说 => no
下个月开工 => yes
钱还没攒够 => no
房子要卖了，装它干嘛 => no
孩子上学，没钱弄 => no
想换个厨房 => yes
? 垃圾分好类了吗？
干的湿的都分开了 => yes
全混一块儿了 => no
一袋子扔了 => no
厨余单独装的 => yes
我懒得分 => no
? 这次缴费需要开发票吗？
公司要报销 => yes
自己住的要它干嘛 => no
留着也没用 => no
抬头写我们公司 => yes
收据就行 => no
我报不了账 => no
? 师傅按约定时间到了吗？
让我等了一个多钟头 => no
说九点，九点半才见人 => no
提前十分钟就在楼下了 => yes
一分钟都没耽误 => yes
掐着点敲的门 => yes
he was half an hour late => no
等得我饭都凉了 => no
? 家里养宠物吗？
我对猫毛过敏 => no
有只橘猫 => yes
两只鹦鹉 => yes
连盆花都没有 => no
我自己都养不活 => no
金毛，三岁了 => yes
小区里猫挺多的 => -
隔壁养了条狗天天叫 => -
? 本季度物业费您交了吗？
上星期刷的卡 => yes
收据还在抽屉里 => yes
还没呢，等发工资 => no
还末 => no
微信上转的 => yes
忘了，明天去 => no
自动扣的 => yes
上季度交了 => -
我老公去交的 => yes
? 要取消这次预约吗？
已经通了，别白跑 => yes
我自己修好了，你们不用来了 => yes
别来了 => yes
用不着来了 => yes
照常来吧 => no
我还等着呢 => no
不用，照原计划 => no
别取消 => no
不要取消 => no
那天我出差 => yes
来，一定要来 => no
已经找别人修了 => yes
别啊，我等了一周了 => no
留着 => no
? 家中有行动不便的老人吗？
我妈坐轮椅 => yes
老爷子瘫在床上三年了 => yes
奶奶拄拐杖 => yes
没有老人 => no
就我们小两口 => no
我一个人住 => no
我爸妈身体都硬朗 => no
爷爷天天跑步呢 => no
我婆婆中风过，走路要人扶 => yes
老人在乡下 => no
老父亲八十多了，腿脚利索得很 => no
家里都是年轻人 => no
您问的是我家还是我妈家 => -
楼上有一位 => -
? 师傅有没有另外收费？
一分没要 => no
连水都没喝一口 => no
多收了我三十 => yes
收了五十块材料费 => yes
免费修的 => no
给他钱他都不要 => no
要了我一百 => yes
塞烟都没接 => no
没提钱的事 => no
? 您要取消明天的预约吗？
don't come late => no
don't come before ten => no
don't send the same guy => no
don't bother calling first => no
不要叫他来，换个人来 => -
我装好了柜子等师傅来 => -
我刚换了衣服 => -
换了时间 => -
换好鞋了 => -
明天在家没人打扰 => -
don't come => yes
don't send anyone => yes
don't bother coming => yes
已经修好了 => yes
明天家里没人 => yes
"""


@each(("question", "said", "value"), told(YESNO))
def test_what_is_told_of_an_errand_answers(question: str, said: str, value: str | None) -> None:
    answer = yes_no.read(Question(QuestionKind.YESNO, question), said)

    assert answer.value == value
