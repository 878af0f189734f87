"""Everyday sentences that name an option by what belongs to it, or none at all."""

from flows.understanding.answers.choice import read
from flows.understanding.answers.question import Question, QuestionKind
from tests.each import each
from tests.flows.understanding.answers.told_choices import told

MENUS = """
? 请问您希望哪个时段接收通知电话？ | 早上/中午/晚上
早上要睡懒觉，晚上要追剧，中午吧 => 中午
吃午饭那会儿 => 中午
上班接不了，下班以后 => 晚上
别太早就行 => -
八点 => -
早八点 => 早上
晚上九点以前 => 晚上
随便你们哪个点 => -
? 您家需要哪种消杀？ | 蟑螂/白蚁/老鼠/蚊虫
夜里厨房一开灯满地小黑虫乱窜 => 蟑螂
门框木头里掉木屑，长翅膀的飞出来 => 白蚁
米袋子咬破了，墙角有黑粒粒 => 老鼠
咬得一身包 => 蚊虫
去年杀过蟑螂了，今年没见 => -
老鼠没有，蟑螂成群 => 蟑螂
隔壁有老鼠 => -
? 您对楼下开便利店的态度？ | 支持/反对/无所谓
方便呀，买瓶酱油不用跑老远 => 支持
半夜进进出出吵死人 => 反对
开不开都一样 => 无所谓
支持是支持，别卖臭豆腐 => -
邻居都反对 => -
先说清楚几点关门 => -
? 装修申请您选哪类？ | 简装/精装/局部改造
只换个卫生间 => 局部改造
刷个大白铺个地板就住 => 简装
全屋定制，吊顶都做 => 精装
还没想好 => -
师傅说精装贵 => -
? 您希望停电通知提前多久？ | 提前1天/提前3天/提前1周
一天就够 => 提前1天
越早越好，一礼拜吧 => 提前1周
三天 => 提前3天
72小时 => 提前3天
? 您的宠物是？ | 狗/猫/鸟/没有宠物
一只橘的，八斤重，天天挠沙发 => 猫
泰迪一条 => 狗
没养，我过敏 => 没有宠物
鹦鹉两只 => 鸟
隔壁的狗天天叫 => -
猫狗双全 => -
我妈养狗，我不养 => 没有宠物
想养猫，还没养 => 没有宠物
? 请问您要开通哪项服务？ | 宽带/有线电视/固定电话
上网用的 => 宽带
看电视剧 => 有线电视
座机 => 固定电话
宽带有了，装个电视 => 有线电视
网不用，我只要能看戏曲频道 => 有线电视
? How urgent is the repair? | Emergency/Within 24 hours/This week
Water is coming through the ceiling right now => Emergency
No rush, any day this week => This week
My neighbour says it's an emergency but I don't think so => -
? Which facility do you use most? | Gym/Pool/Library/Playground
I swim every morning => Pool
The kids live on the swings => Playground
treadmill, three times a week => Gym
used to go to the gym, now just read the papers downstairs => Library
none of them => -
my husband uses the gym, I don't use anything => -
? 你想幾時收樓管月結單？ | 月頭/月中/月尾
出糧之後啦，25號咁 => 月尾
一號 => 月頭
十五左右 => 月中
邊日都得 => -
? 請問垃圾車改時間您贊成嗎？ | 贊成/不贊成/沒意見
太晚了，倒完垃圾都要睡了，不要改 => 不贊成
早就該改了 => 贊成
隨便 => 沒意見
我先生贊成，我還在想 => -
改成七點我還沒下班 => 不贊成
? 您的职业身份？ | 上班族/退休/学生/自由职业
领养老金的 => 退休
在读大三 => 学生
朝九晚五 => 上班族
写稿子为生，在家接单 => 自由职业
我老伴退休了，我还在单位 => 上班族
? 请问本次活动您怎么去？ | 自驾/坐大巴/骑车
跟你们大部队一起走 => 坐大巴
我晕车，骑过去 => 骑车
我开，还能带俩 => 自驾
车坏了，坐你们的车 => 坐大巴
不去了 => -
? 您觉得小区最需要增加什么？ | 充电桩/健身器材/休息座椅/儿童滑梯
买菜回来走不动，想有个地方歇歇 => 休息座椅
我那电车天天到外头找地方充 => 充电桩
孙子没地方玩 => 儿童滑梯
别的小区都有单双杠 => 健身器材
什么都别加，先把钱退我 => -
老公说充电桩，我说座椅 => 休息座椅
? 您家厨房用的是？ | 管道天然气/罐装液化气/电磁炉
换罐子那种，打电话叫人送 => 罐装液化气
插电的 => 电磁炉
点火有蓝火苗，每月看表交钱 => 管道天然气
不做饭 => -
打算改天然气，现在还是罐子 => 罐装液化气
邻居用电磁炉 => -
我不开火，都是点外卖 => -
? 您对本次停水安排？ | 理解/不理解/希望改期
没水怎么给娃冲奶，换个日子吧 => 希望改期
理解万岁 => 理解
? 请问您的电动车停放在？ | 地下车棚/单元门口/家中/没有电动车
楼底下那个棚子里 => 地下车棚
就搁楼门口那棵树底下 => 单元门口
我儿子那辆停车棚，我没有 => 没有电动车
? 请选择您的退款方式 | 原路退回/抵扣下期物业费/现金领取
我过来拿票子 => 现金领取
不退钱我投诉 => -
? How did you hear about the event? | Poster/App/Neighbour/Email
Saw it taped up by the mailboxes => Poster
Mrs Lim across the hall told me => Neighbour
didn't hear about it until now => -
it was in my inbox => Email
? What would you like us to do with the old fridge? | Collect it/Leave it/Donate it
haul it away please => Collect it
still using it in the garage, don't touch => Leave it
give it to somebody who needs one => Donate it
what fridge? => -
? Which payment plan suits you? | Pay in full/Two instalments/Monthly
all at once => Pay in full
can't pay this year => -
? 請問您家裡的成員組成？ | 獨居/夫妻二人/與子女同住/三代同堂
就我跟老伴 => 夫妻二人
小孩還在念國小 => 與子女同住
隔壁獨居 => -
? 貴府使用的垃圾袋尺寸？ | 小/中/大
大的比較耐裝 => 大
小的就夠，我一個人 => 小
大家都說好 => -
小心輕放 => -
? 您想什么时候拆围挡？ | 本周内/下周/月底前
越快越好，这礼拜 => 本周内
不急，月底之前 => 月底前
下礼拜吧这周我出差 => 下周
? 您希望用哪种方式缴费？ | 微信/支付宝/现金/银行代扣
我问下儿子支付宝怎么弄再说 => -
手机都没有，拿票子来 => 现金
现金你们还收吗 => -
卡里自动划走就行 => 银行代扣
微信零钱不够，支付宝也没钱 => -
哪个有优惠用哪个 => -
谁说要交了 => -
先别扣 => -
? 请问您家阳台是否封闭？ | 已封闭/未封闭/准备封闭
封了好几年了 => 已封闭
听说要交押金才能封 => -
封不封有啥要紧 => -
? 您更喜欢哪家送水公司？ | 农夫/怡宝/景田
农夫的贵，怡宝一般般，景田还行 => 景田
都没喝过 => -
我家装净水器了 => -
怡宝吧，别家没喝过 => 怡宝
以前喝景田，后来送得慢就不订了 => -
? 维修师傅什么时候方便上门？ | 工作日白天/工作日晚上/周末
平时六点半到家 => 工作日晚上
礼拜天 => 周末
除了周末都行 => -
周三上午请假了 => 工作日白天
这周不行 => -
你们师傅不是只有白天吗 => -
? What day suits the inspection? | Monday/Wednesday/Friday
I'm off Wednesdays => Wednesday
Monday I'm at the clinic and Friday I fly out => -
whichever is sooner => -
anything but Monday => -
Wednesday if it isn't raining => -
Friday after three => Friday
? 请问漏水位置在？ | 厨房/卫生间/阳台/客厅
洗菜池底下 => 厨房
淋浴房外头一滩 => 卫生间
晾衣服那头 => 阳台
厨房没漏，是厕所 => 卫生间
沙发后面墙起皮了 => 客厅
哪哪都漏 => -
阳台吧？也可能厨房 => -
? What day suits the inspection? | Monday/Wednesday/Friday
Friday if possible => Friday
Wednesday if you can => Wednesday
Monday unless my shift changes => -
Friday, if not then Monday => -
? 您希望哪天上门？ | 周一/周三/周五
周三吧，如果方便 => 周三
周五，要是不加班的话 => -
周一，除非下雨 => -
周三，如果可以的话 => 周三
"""


@each(("question", "options", "said", "value"), told(MENUS))
def test_what_belongs_to_an_option_chooses_it(
    question: str, options: tuple[str, ...], said: str, value: str | None
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value
