"""What residents tell of themselves, their homes and wishes instead of yes or no."""

from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.yes_no import read
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

TOLD = """
? 是否需要安排师傅上门？
来吧，我周末都在 => yes
不用麻烦了，我自己能换 => no
要是免费就来 => -
收不收费呀 => -
需要的话我再联系你们 => -
等我老公回来商量一下 => -
问下我妈先 => -
尽快吧，厕所没法用了 => yes
先不用，我再观察观察 => no
算了，等开春一块弄 => no
你们定吧 => -
已经找外面的人修了 => no
求之不得 => yes
麻烦尽快派一个 => yes
嗯，最好是上次那个姓王的师傅 => yes
可以不来吗 => -
别来了，来了也修不好 => no
不需要了，谢谢关心 => no
现在不需要 => no
要得，下午我在屋头 => yes
莫来，我自己整 => no
中，来吧 => yes
不消了，谢谢 => no
甭跑了，好了 => no
麻烦您嘞 => yes
快叫个人来嘛，水漫金山了 => yes
等我娃回来再说 => -
成，啥时候来 => yes
不着急，下个月吧 => -
? 明天上午十点师傅上门，您方便吗？
十点我要开会 => no
十一点以后行不行 => no
行，我请半天假 => yes
没人在家，改后天吧 => no
我在，直接上来 => yes
我妈在家，让他来吧 => yes
我不在，但我爱人在 => yes
上午要带孩子打疫苗 => no
不一定，到时候看 => -
得看领导批不批假 => -
早点来行不，九点？ => no
十点有点早，下午吧 => no
方便，门口放了鞋套 => yes
来之前打个电话就行 => yes
钥匙放门卫了，你们自己拿 => yes
我租客在，问他吧 => -
? 请问家里现在有人吗？
老人在家 => yes
有，敲门大声点 => yes
门锁着呢 => no
都上班去了 => no
我刚出门，十分钟就回 => no
我不在，不知道我婆婆出门没有 => -
保姆在 => yes
只有狗 => no
在的在的 => yes
得六点以后才有人 => no
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
? 您是业主本人吗？
我是他姑爷，老爷子住院呢 => no
我是他爱人 => no
房子是我爸的 => no
房产证写的我和我老婆 => yes
租房子的 => no
我是，怎么了 => yes
我替我妈报的 => no
我就是户主 => yes
业主是我儿子 => no
帮朋友问的 => no
我是二房东 => no
不是，我是保姆 => no
代管的，业主在国外 => no
我是她女婿 => no
我系佢個仔 => no
替我妈看房子的 => no
我是他侄子，他出国了 => no
房本上是我名字 => yes
业主是我老公 => no
我是租客的朋友 => no
我帮老板管房子的 => no
我和我爱人共有 => yes
合同是我签的，我就是 => yes
I'm the owner's brother => no
I'm only the babysitter => no
it's in my name => yes
just his flatmate => no
I'm the caretaker => no
是的 => yes
我老公是业主 => no
我租的 => no
我爸的名字，我住 => no
对，我就是 => yes
不是，我是他妹妹 => no
是我，房产证上写我名 => yes
帮邻居报的 => no
家属 => no
我丈母娘的房子 => no
俺是 => yes
是俺儿子的房 => no
租的撒 => no
俺就是房主 => yes
? 您家养宠物吗？
有只猫 => yes
养了条狗 => yes
两只仓鼠算吗 => -
没有，过敏 => no
以前养过，送人了 => no
乌龟 => yes
打算养 => no
一只橘猫 => yes
养了两只鹦鹉 => yes
狗上个月送人了 => no
没养 => no
准备养一只 => no
有条金鱼 => yes
从来不养 => no
a puppy => yes
两只乌龟，算吧 => yes
孩子过敏，不敢养 => no
? 需要开发票吗？
公司抬头可以吗 => -
开一张，报销用 => yes
要电子的 => yes
不用，收据就行 => no
个人的就不开了 => no
下次一起开 => no
能开专票就开 => -
? 您这次不需要发票，对吗？
对头，不用开 => yes
对的，不要 => yes
不对，要开 => no
要啊，谁说不要 => no
需要，开公司的 => no
是，不需要 => yes
不用了 => yes
我要的 => no
嗯不用 => yes
给我开一张 => no
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
? 您家中有長輩同住嗎？
阿公跟我們擠一間，九十三了 => yes
有，我媽 => yes
就我跟一隻貓 => no
只有我們夫妻倆 => no
沒有 => no
過年才會來住 => no
有一位八十歲的阿嬤 => yes
外公外婆都在 => yes
? 您家有未成年孩子吗？
两个娃，大的上初中 => yes
没有，丁克 => no
孩子都工作了 => no
刚生了一个 => yes
一儿一女 => yes
还没结婚呢 => no
? 您家里有车吗？
有一辆白色的大众 => yes
没买 => no
卖了 => no
公司配的一台 => yes
两台 => yes
骑电动车的 => no
? 需唔需要師傅上門？
要呀，快啲嚟 => yes
唔使喇，我自己整好咗 => no
等我老公返嚟先 => -
收幾多錢呀 => -
唔好意思，唔使喇 => no
遲啲先啦 => no
? 要唔要幫你改期？
照舊得喇，我請咗假 => no
唔使改，原定時間就得 => no
改去星期日啦 => yes
好，改下個禮拜 => yes
照原來的時間 => no
不用改，維持原時間 => no
改吧，那天有事 => yes
我再睇下 => -
? 需要帮您改到周日上门吗？
不用，还按原来的时间 => no
照旧就行 => no
可以，周日在家 => yes
就原定周六吧 => no
老时间不变 => no
? Shall we move your appointment to Friday?
keep it as it is => no
no, leave it on Thursday => no
yes Friday's better => yes
as planned is fine => no
stick with the original time => no
Friday works => yes
? Do you still need a plumber?
sorted it myself with duct tape and swearing => no
yes, it's getting worse => yes
my brother-in-law fixed it => no
please, asap => yes
not any more => no
still waiting for one => yes
found someone already => no
we do => yes
? Are you the registered owner?
I'm only the dog sitter => no
my name's been on the deed since '98 => yes
I'm renting => no
my dad is => no
co-owner with my wife => yes
I'm his daughter => no
yes that's me => yes
I bought it last year => yes
just the cleaner => no
? May we publish your comment?
go ahead => yes
leave my name off it => -
I'd rather you didn't => no
as long as it's anonymous => -
fine by me => yes
why would you? => -
not with my name => -
sure, no problem => yes
? Will you be at home tomorrow at ten?
I'm at the dentist till eleven => no
my wife will be => yes
should be => yes
I work Tuesdays => no
I'll make sure someone is => yes
depends on my shift => -
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
? 您家有老人同住吗？
老妈七十八了跟我过 => yes
岳父岳母都在这儿 => yes
我爸在老家 => no
爷爷去年走了 => no
就我和老公 => no
小两口 => no
有，八十多了 => yes
奶奶过年才来住几天 => no
我一个人住 => no
老人都在养老院 => no
? 您有私家车吗？
有一台丰田 => yes
刚提了一辆 => yes
早卖了 => no
不会开车 => no
坐地铁上班 => no
打算明年买 => no
两辆 => yes
有，电车 => yes
? 需要把预约改到下午吗？
照旧吧 => no
别改了，上午就行 => no
改下午吧 => yes
改到三点可以 => yes
按原来的来 => no
不变 => no
维持原来的时间 => no
行，下午好 => yes
都可以 => yes
再看吧 => -
? 要帮您改期吗？
原定的就可以 => no
照旧，我请好假了 => no
改到下周三 => yes
唔使改 => no
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
? 家里现在有人吗？
有，我在 => yes
没有，都上班 => no
我女儿在家写作业 => yes
晚上七点后有人 => no
在呢，上来吧 => yes
你敲门试试 => -
刚出门遛狗 => no
就老太太一个人在 => yes
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
? 明天上午方便上门吗？
方便 => yes
下午行不行 => no
明天不行 => no
九点前可以 => yes
有点事，改天 => no
都可以，提前打电话 => yes
不确定，晚上回复你 => -
我请假等 => yes
周末才有空 => no
要看孩子 => no
随时 => yes
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
? 聽日朝早方唔方便？
方便，九點後 => yes
唔得，要返工 => no
下晝得唔得 => no
我阿媽喺度 => yes
睇下先 => -
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
? Is anyone at home now?
my mum is => yes
nobody till six => no
just the cat => no
yes, ring twice => yes
I'll be back in ten minutes => no
the helper's in => yes
we're all at work => no
probably my son => -
? Would you like to attend the owners' meeting?
count me in => yes
can't, working nights => no
what's on the agenda? => -
I'll try => -
waste of time => no
sure, what time? => yes
not my thing => no
? 您方便讓師傅明天下午過去嗎？
可以，我在家 => yes
明天不行，後天好嗎 => no
我要上班，我媽在 => yes
下午兩點後都可以 => yes
要帶小孩看醫生 => no
再跟你們確認 => -
好的沒問題 => yes
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
? 您家里有没有孕妇或老人需要帮忙搬水？
老人有，帮忙搬两桶 => yes
都年轻，自己来 => no
? 家里有人吗？
俺在屋里 => yes
屋头没得人 => no
老头子在 => yes
出去买菜咧 => no
门没锁，自己进 => yes
? 您同意更换门禁吗？
要得 => yes
换嘛 => yes
莫换，好好的 => no
搞不懂啥门禁 => -
你们说了算 => -
花冤枉钱，不换 => no
"""


@each(("question", "said", "value"), told(TOLD))
def test_what_is_told_of_a_home_answers(question: str, said: str, value: str | None) -> None:
    assert read(Question(QuestionKind.YESNO, question), said).value == value
