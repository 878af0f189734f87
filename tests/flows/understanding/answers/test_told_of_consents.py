"""What residents tell when they are asked to agree or to take part, instead of yes or no."""

from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.yes_no import read
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

TOLD = """
? 您愿意参加周六的业主大会吗？
看加不加班 => -
发鸡蛋就去，不发免谈 => -
有礼品就去 => -
没礼品不去 => -
不下雨就去 => -
周六得带娃上课 => no
去去去，早就想说两句了 => yes
委托邻居投票行吗 => -
没空，票我投 => no
看情况，尽量去 => -
几点开始 => -
必须参加 => yes
有时间就去 => -
到时候提醒我一下 => -
我都搬走了 => no
? 您的意见可以公开吗？
不署名就行 => -
公开呗，怕啥 => yes
别了吧，邻里邻居的 => no
我怕楼上找我麻烦 => no
匿名可以 => -
随便 => -
没什么不能公开的 => yes
还是算了，影响不好 => no
公开吧，让大家评评理 => yes
公开也行，不公开也行 => -
你们领导看就行，别往外发 => no
得罪人的事我不干 => no
可以，光明正大 => yes
别公开我名字就行 => -
不可以 => no
公开吧，我不怕 => yes
还是别了 => no
只给经理看 => no
内容可以，名字不行 => -
发到群里都行 => yes
我得想想 => -
? 是否同意更换单元门禁？
同意，早该换了 => yes
不花钱就同意 => -
谁出钱 => -
要业主掏钱我不同意 => -
人脸识别的不要，刷卡的可以 => -
大家同意我就同意 => -
随大流 => -
我没意见，听大家的 => yes
举双手赞成 => yes
刷脸我不放心 => no
同意个屁 => no
看报价再说 => -
我是租客，说了不算 => -
? 您对这个方案还有疑问吗？
没有，写得很清楚 => no
费用怎么分摊没看明白 => yes
工期多长？ => yes
清清楚楚，你们照办 => no
没啥疑问，赶紧开工 => no
有，第三条什么意思 => yes
看不懂那个表 => yes
都明白了 => no
? 您的报修单可以关闭了吗？
关吧 => yes
先别关，我再看两天 => no
等师傅把垃圾清了再关 => no
可以关 => yes
还没修好怎么关 => no
关了吧，谢谢 => yes
过两天再关 => no
? May we publish your comment?
go ahead => yes
leave my name off it => -
I'd rather you didn't => no
as long as it's anonymous => -
fine by me => yes
why would you? => -
not with my name => -
sure, no problem => yes
? 您对处理结果认可吗？
认可 => yes
不认可，要赔偿 => no
不服 => no
没话说 => -
? 您知道小区有投诉热线吗？
知道，打过两次 => yes
不知道 => no
没听过 => no
? 您是否愿意担任楼长？
谢谢抬举，膝盖不行了 => no
年纪大了，让年轻人来 => no
可以试试 => yes
我行吗 => -
没那个精力 => no
大家信得过我就干 => -
? 您同意我们进屋检查燃气吗？
进吧，我在家 => yes
家里乱，改天 => no
得有人陪着才行 => -
穿鞋套就行 => -
不方便，有病人 => no
上午可以 => yes
? 您对物业费调整方案还有疑问吗？
看懂了 => no
为什么要涨 => yes
没有疑问，同意 => no
有几处不太明白 => yes
说得挺清楚的 => no
算法没看懂 => yes
涨多少？ => yes
一目了然 => no
什么方案？ => -
没收到方案啊 => -
? 这张报修单可以结案了吗？
结吧 => yes
结案，谢谢 => yes
别结，还在漏 => no
先不要结案 => no
还没弄好 => no
没问题了，结吧 => yes
等验收完再结 => no
我再观察一晚 => no
我没报修过 => -
可以 => yes
? Can we close this report?
yes close it => yes
not yet => no
keep it open please => no
it's still dripping => no
sure => yes
which report? => -
? 您会使用业主APP吗？
不会，老了眼睛花 => no
会，天天用它开门 => yes
下了没用过 => no
用得挺顺 => yes
没有智能手机 => no
? 您愿意留下联系方式吗？
不了，怕骚扰 => no
微信可以吗 => -
留吧 => yes
没必要 => no
? 您同意楼顶装基站吗？
辐射大，坚决反对 => no
信号差，赶紧装 => yes
离我家远点就行 => -
补偿多少？ => -
装别的楼去 => no
无所谓 => -
? 您愿意参加业主大会吗？
愿意，算我一个 => yes
没兴趣 => no
要上班去不了 => no
我尽量 => -
看时间吧 => -
可以，几点？ => yes
每次都走过场，不去 => no
必须去，有话要说 => yes
行啊 => yes
在外地，线上可以吗 => -
提前通知我 => -
去不去都行 => -
上次去了没意思 => no
坐轮椅不方便 => no
中，俺去 => yes
俺不去，听不懂 => no
去噻 => yes
去不成，带孙孙 => no
莫得空 => no
有座儿没 => -
我去旁听 => yes
叫我儿子去开 => yes
懒得去 => no
? 是否同意加装电梯？
同意 => yes
我住一楼，不同意 => no
一楼补偿多少 => -
只要不挡光就同意 => -
早该装了 => yes
没钱出 => no
看费用 => -
我代表不了，房子是我爸的 => -
反对 => no
大家都装我就装 => -
? 您同意安装充电桩吗？
同意，最好多装几个 => yes
怕起火，不同意 => no
装在地库可以 => -
装呗 => yes
支持绿色出行 => yes
? 您愿意接受我们的电话回访吗？
可以，中午打 => yes
别打，我听不清 => no
发短信行 => no
打我老公的 => -
行，我一般在家 => yes
? Would you like to attend the owners' meeting?
count me in => yes
can't, working nights => no
what's on the agenda? => -
I'll try => -
waste of time => no
sure, what time? => yes
not my thing => no
? 是否同意頂樓裝太陽能板？
同意，省電費 => yes
反對，會漏水 => no
費用誰出 => -
我是房客不能決定 => -
有補助就同意 => -
? 同唔同意換新閘？
同意，舊嗰個成日壞 => yes
貴唔貴先 => -
唔同意，浪費錢 => no
大家同意我冇所謂 => -
? 您同意更换门禁吗？
要得 => yes
换嘛 => yes
莫换，好好的 => no
搞不懂啥门禁 => -
你们说了算 => -
花冤枉钱，不换 => no
? 可以把您的建议转给业委会吗？
转吧 => yes
随便转 => yes
别，我跟他们有矛盾 => no
可以，署名也行 => yes
? 这次服务您会推荐给邻居吗？
会，已经推荐了 => yes
肯定不会 => no
看下次表现 => -
当然 => yes
? 您願意參加社區清潔日嗎？
願意，帶孩子一起去 => yes
那天要加班 => no
腰不好，掃不動 => no
有便當嗎 => -
算我一份 => yes
看天氣 => -
"""


@each(("question", "said", "value"), told(TOLD))
def test_what_is_told_of_a_consent_answers(question: str, said: str, value: str | None) -> None:
    assert read(Question(QuestionKind.YESNO, question), said).value == value
