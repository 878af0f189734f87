"""What neighbours like, do and saw, as the forms of estates ask for it."""

from flows.understanding.answers.choice import read
from flows.understanding.answers.question import Question, QuestionKind
from tests.each import each
from tests.flows.understanding.answers.told_choices import told

NEIGHBOURS = """
? 您希望用哪种方式领取端午礼包？ | 上门派送/物业前台领取/放家门口/不领取
礼包里有啥？ => -
下班去前台拿 => 物业前台领取
我妈去年领过一次 => -
不要了，留给需要的人 => 不领取
放门口鞋柜上 => 放家门口
礼包年年一样，没意思 => -
要是能换成米我就去前台领 => -
前台排队太长，放门口吧 => 放家门口
谢谢，我自己来取 => 物业前台领取
周末再说 => -
? 您更倾向哪种门禁？ | 人脸识别/刷卡/手机蓝牙/密码
脸一扫就进多方便 => 人脸识别
不想录脸，还是刷卡 => 刷卡
老人不会用手机，卡最好 => 刷卡
卡老丢，人脸吧 => 人脸识别
随便哪个都行 => -
密码会泄露，蓝牙耗电 => -
手机开 => 手机蓝牙
四位数那种 => 密码
刷脸不安全吧？ => -
哪种便宜用哪种 => -
人脸，我手上老拎菜 => 人脸识别
? 您家空调外机装在哪个位置？ | 阳台外侧/北侧机位/屋顶/其他
北边 => 北侧机位
阳台那边挂着 => 阳台外侧
顶楼天台上 => 屋顶
我家没装空调 => -
装修师傅装的，我不晓得在哪 => -
南边墙上 => -
? 您愿意参与哪类志愿服务？ | 垃圾分类督导/探访老人/儿童托管/夜间巡逻
看孩子我在行 => 儿童托管
陪老人聊聊天 => 探访老人
晚上转转 => 夜间巡逻
站在垃圾桶边上看着 => 垃圾分类督导
身体不好，去不了 => -
等我退休了再说 => -
巡逻或者看孩子 => -
要是有补贴我就巡逻 => -
我腿脚还行，夜里睡不着，可以巡逻 => 夜间巡逻
? 您对小区宠物的意见是？ | 必须牵绳/划定遛狗区/禁止大型犬/没有意见
没意见 => 没有意见
绳子一定要牵 => 必须牵绳
大狗太吓人，别让养 => 禁止大型犬
弄个专门遛狗的地方 => 划定遛狗区
牵绳和划遛狗区都要 => -
你们管得了吗 => -
? 停电通知您希望怎么收到？ | 短信/微信/电话/楼道告示
微信 => 微信
打电话，我不识字 => 电话
发手机短信 => 短信
我手机停机了 => -
别打电话 => -
电话短信都行 => -
群里发一下 => 微信
微信没流量收不到，还是短信 => 短信
上次停电怎么没人通知？ => -
? 您的车主要停在哪里？ | 地下车库/地面车位/路边/小区外
地库 => 地下车库
马路边 => 路边
外头停车场 => 小区外
楼下划线的车位 => 地面车位
以前停路边，现在租了地库 => 地下车库
我没车 => -
抢到哪停哪 => -
白天停公司，晚上停地库 => -
? 您希望小区超市卖什么？ | 蔬菜水果/熟食/日用品/早餐
菜 => 蔬菜水果
豆浆油条 => 早餐
卤味 => 熟食
纸巾肥皂这些 => 日用品
新鲜的水果 => 蔬菜水果
烟酒 => -
早饭和菜 => -
便宜点就行 => -
? 您能接受的物业费涨幅是？ | 不涨/5%以内/5%-10%/10%以上
一分都不能涨 => 不涨
百分之三 => 5%以内
八个点 => -
最多百分之五 => 5%以内
服务好了再谈 => -
8% => 5%-10%
不同意涨 => 不涨
? 儿童乐园的地面您希望铺什么？ | 塑胶/沙子/草皮/木屑
软的，摔了不疼 => -
沙子，小孩爱玩 => 沙子
沙子脏，塑胶吧 => 塑胶
草 => 草皮
别铺塑胶，有毒 => -
不要沙子 => -
塑胶地垫 => 塑胶
? 您家里由谁负责垃圾分类？ | 我/爱人/老人/保姆
我自己 => 我
我老婆 => 爱人
奶奶 => 老人
阿姨 => 保姆
我妈 => 老人
大家一起 => -
谁有空谁弄 => -
? 您对新保安队的评价集中在哪方面？ | 形象/态度/反应速度/巡逻频次
穿得挺精神 => 形象
见人就笑 => 态度
叫了半天不来 => 反应速度
一晚上见不到人影 => 巡逻频次
都挺好 => -
没注意 => -
? 您打算几时搬家？ | 本周/下周/本月底/下月
礼拜天 => -
月底 => 本月底
下个礼拜 => 下周
这周末 => 本周
还没找好房子，不好说 => -
下个月初 => 下月
? Which day is best for the fire drill? | Saturday morning/Saturday afternoon/Sunday morning
Sunday => Sunday morning
Saturday => -
Sat after lunch => Saturday afternoon
morning, either day => -
not Saturday => -
sunday before church => Sunday morning
do we really need one? => -
? What should the empty shop become? | Cafe/Pharmacy/Laundry/Convenience store
coffee please => Cafe
somewhere to buy medicine => Pharmacy
a place to wash clothes => Laundry
milk and bread at midnight => Convenience store
anything but another cafe => -
pharmacy would help my mum => Pharmacy
cafe or laundry, can't choose => -
no laundry, the cafe => Cafe
? Why didn't you attend the meeting? | Too busy/Didn't know/Not interested/Away
nobody told me => Didn't know
I was in Spain => Away
work => Too busy
couldn't care less => Not interested
I did attend => -
? 請問你想點樣交裝修按金？ | 支票/現金/轉數快/銀行本票
寫張票俾你 => 支票
FPS => 轉數快
銀紙得唔得？ => -
現金啦 => 現金
未諗好 => -
唔交得唔得 => -
? 請問您對夜間照明的看法？ | 太亮/太暗/剛好/沒注意
黑漆漆的 => 太暗
刺眼到睡不著 => 太亮
可以啊 => 剛好
路口太暗，中庭太亮 => -
剛剛好 => 剛好
"""

MORE = """
? 您觉得小区的快递柜数量够吗？ | 太少/刚好/太多/没用过
天天满，塞不进去 => 太少
够用 => 刚好
我都让送上门，没用过 => 没用过
多了，占地方 => 太多
再加两组吧 => 太少
柜子超时收费太黑 => -
不够 => 太少
? 您家漏水多久了？ | 今天刚发现/两三天/一周左右/一个月以上
早上起来才看到 => 今天刚发现
快两个月了 => 一个月以上
前天开始的 => 两三天
上礼拜 => 一周左右
三天 => 两三天
五六天 => -
半年多了都没人管 => 一个月以上
刚刚 => 今天刚发现
好久了 => -
? 您希望什么时候开暖气？ | 11月1日/11月15日/12月1日
越早越好 => 11月1日
十五号 => 11月15日
第一个 => 11月1日
十二月 => 12月1日
已经开了吧？ => -
中间那个 => 11月15日
? 您对垃圾分类投放时间满意吗？如不满意，希望延长到几点？ | 不用延长/晚上9点/晚上10点/全天开放
九点 => 晚上9点
不用 => 不用延长
全天都能扔最好 => 全天开放
现在挺好 => 不用延长
24小时 => 全天开放
十点吧，我下班晚 => 晚上10点
? 您希望社区食堂提供哪一餐？ | 早餐/午餐/晚餐/三餐都要
中午那顿 => 午餐
老人晚上懒得做饭 => 晚餐
豆浆包子 => 早餐
都要 => 三餐都要
一日三餐 => 三餐都要
中饭和晚饭 => -
别搞食堂，油烟大 => -
? 您更愿意哪种方式投票？ | 手机投票/纸质选票/现场举手
发个链接我点一下 => 手机投票
纸的，我不会弄手机 => 纸质选票
开会举手表决 => 现场举手
投票投了也没用 => -
让我儿子帮我在手机上投 => 手机投票
? 您家门口的感应灯情况？ | 正常/不亮/一直亮/反应慢
走到跟前半天才亮 => 反应慢
坏了 => 不亮
没毛病 => 正常
好着呢 => 正常
时亮时不亮 => -
黑的 => 不亮
? 您主要担心哪类安全问题？ | 火灾/盗窃/高空坠物/电动车充电
小偷 => 盗窃
电瓶车拉线充电 => 电动车充电
着火 => 火灾
花盆掉下来 => 高空坠物
都担心 => -
上个月三楼被撬了门 => 盗窃
? 本次维修的配件由谁提供？ | 物业提供/自己购买/师傅代买
我网上买好了 => 自己购买
你们带来 => 物业提供
师傅帮我带 => 师傅代买
自己买 => 自己购买
让师傅买，我给钱 => 师傅代买
贵不贵？ => -
? 您从哪个渠道得知本次调查？ | 微信公众号/业主群/楼道海报/邻居
电梯旁边贴的 => 楼道海报
对门大姐说的 => 邻居
公众号推送 => 微信公众号
你们不是刚打电话给我吗 => -
? How do you usually get to the station? | Walk/Shuttle bus/Taxi/Drive
on foot => Walk
I take the shuttle => Shuttle bus
grab a cab => Taxi
my husband drops me in the car => Drive
I work from home => -
bus if it rains, otherwise walk => -
? What time should the pool close? | 8pm/9pm/10pm/11pm
nine => 9pm
as late as possible => 11pm
10 please => 10pm
8 is fine => 8pm
midnight => -
earlier than now => -
? What puts you off using the gym? | Too crowded/Old equipment/Too far/Opening hours
packed every evening => Too crowded
the treadmill is from 1995 => Old equipment
closes before I get home => Opening hours
it's in block 9, ages away => Too far
nothing, I love it => -
I'm just lazy => -
? 你屋企有冇長者同住？ | 有/冇/不方便透露
冇呀 => 冇
? 請問您希望里民活動辦在什麼時候？ | 平日白天/平日晚上/週末白天/週末晚上
禮拜六早上 => 週末白天
週末 => -
上班日晚上 => 平日晚上
星期天晚上 => 週末晚上
我都有空 => -
平日下午 => 平日白天
? 您對管理員的建議？ | 加強巡邏/改善態度/熟悉住戶/沒有建議
嘴巴甜一點 => 改善態度
晚上多走幾圈 => 加強巡邏
沒有 => 沒有建議
換人 => -
? 您家里由谁倒垃圾？ | 我/爱人/保姆
我来 => 我
我 => 我
我家垃圾桶坏了 => -
说了三次我都懒得说了 => -
? 您家有老人同住吗？ | 有/没有/不方便透露
有 => 有
有的 => 有
楼道里有人吵架 => -
没有啊 => 没有
? 社区食堂先开哪一餐？ | 早餐/晚餐
宵夜和晚饭 => -
晚饭 => 晚餐
? 您要报修的是哪一类？ | 水电/门窗/电梯/公共照明
楼道的灯一闪一闪跟鬼片似的，算水电吧 => 水电
? 您想去哪里？ | 泳池/烧烤场/健身房
烧烤场比泳池强 => 烧烤场
去烧烤场，比泳池热闹 => 烧烤场
与其泳池，烧烤场 => 烧烤场
? 体检安排在哪天？ | 3月5日/3月12日/4月2日
四月 => 4月2日
十二号 => 3月12日
三月 => -
五月 => -
最早那天 => 3月5日
5号楼的 => -
"""


@each(("question", "options", "said", "value"), told(NEIGHBOURS))
def test_what_neighbours_like_or_do_chooses_its_option(
    question: str, options: tuple[str, ...], said: str, value: str | None
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value


@each(("question", "options", "said", "value"), told(MORE))
def test_what_neighbours_saw_or_want_chooses_its_option(
    question: str, options: tuple[str, ...], said: str, value: str | None
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value
