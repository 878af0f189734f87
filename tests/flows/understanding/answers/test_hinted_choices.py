"""An option that is meant and not named: by what belongs to it, or by a bare refusal."""

from flows.understanding.answers.choice import read
from flows.understanding.answers.question import Question, QuestionKind
from tests.each import each
from tests.flows.understanding.answers.told_choices import told

HINTED = """
? 停车位您要哪种？ | 地面月租/地下月租/购买产权车位
不想晒车，要底下的 => 地下月租
院子里停停就行 => 地面月租
干脆买一个 => 购买产权车位
哪种便宜？ => -
? 噪音从哪里来？ | 楼上邻居/装修施工/广场舞/车辆鸣笛
天天在路口狂按，嘀嘀嘀的 => 车辆鸣笛
电锤一响，隔壁砸墙 => 装修施工
上头那户半夜跺脚 => 楼上邻居
电钻和广场舞都有 => -
? 包裹怎么处理？ | 自行领取/管理员代送/退回寄件人
我晚点过去拿 => 自行领取
太重了，帮忙送到家里 => 管理员代送
我从来没买过这个 => 退回寄件人
? 住戶大會怎樣參加？ | 親自出席/委託他人/線上參與
我太太代我去 => 委託他人
叫我哥替我去 => 委託他人
在家開鏡頭聽 => 線上參與
我會到會場 => 親自出席
議程在哪裡看？ => -
? 这件事有多急？ | 非常紧急/比较急/不急
有空再修就行 => 不急
水都漫到客厅了，赶紧 => 非常紧急
? What needs fixing? | Washing machine/Door lock/Fridge/Light
the milk keeps going off => Fridge
my key is stuck => Door lock
clothes come out dripping, it skips the spin cycle => Washing machine
which one is cheaper? => -
? Which card? | Resident/Visitor/Motorcycle
it's for my vespa => Motorcycle
I live here => Resident
? 您是？ | 业主本人/业主家属/租户/装修人员
每个月还房贷的是我 => 业主本人
房子写我儿子的名，我跟他们住 => 业主家属
? 您要投诉哪方面？ | 噪音/漏水/宠物/清洁
天花板一直滴水 => 漏水
狗没牵绳 => 宠物
? 哪里不满意？ | 来得太慢/没修好/态度差/没打扫
修完第二天又漏了 => 没修好
走的时候留下一地木屑 => 没打扫
约好两点，五点才到 => 来得太慢
? 什么时段上门？ | 上午9-12点/下午13-17点/晚上18-20点
吃午饭以前 => 上午9-12点
睡完午觉 => 下午13-17点
? 您养的是？ | 大型犬/小型犬/猫/没有养宠物
一只泰迪 => 小型犬
家里是哈士奇 => 大型犬
修好了没，没人来看 => -
? 想参加哪个活动？ | 义诊/讲座/百家宴/包粽子
去量个血压 => 义诊
我端一道拿手菜 => 百家宴
? Why were you unhappy? | Late/No show/Messy/Too expensive
nobody came at all => No show
dust everywhere after they left => Messy
"""

REFUSED = """
? 发票需要哪种？ | 电子发票/纸质发票/不需要发票
不用开 => 不需要发票
不要啦 => 不需要发票
不开不开，没地方报 => 不需要发票
算了不开了 => 不需要发票
唔使喇 => 不需要发票
不要纸的，电子吧 => 电子发票
不知道 => -
不用开吗？ => -
? 您家有宠物吗？ | 狗/猫/没有养宠物
没养 => 没有养宠物
一只金毛 => 狗
宠物也要登记吗 => -
? How many notices? | Email/Letter/None
no thanks => None
I dont need any => None
? Which pass? | Day pass/Week pass
no thanks => -
? 团建活动 | 爬山/烧烤/不参加
不去了 => 不参加
不去爬山，烧烤吧 => 烧烤
"""

TOLD_FREELY = """
? 设在哪里好？ | 东门/南门/3号楼旁/儿童游乐区
a  离我最近 => 东门
B 顺路 => 南门
2吧 3太远 => 南门
最后一个别选，选第二个 => 南门
第一个不要，第三个 => 3号楼旁
z 离我最近 => -
? Where to put it? | East gate/South gate/Car park
b suits me best => South gate
a friend told me to ask => -
? 哪部电梯？ | 左边客梯/中间客梯/右边货梯
拉货的那部 => 右边货梯
客梯 => -
? 包裹放哪里？ | 放快递柜/放门口/送到前台
柜子要是满了呢 => -
前台要是没人怎么办 => -
放柜子 => 放快递柜
? 怎么联系您？ | 电话/短信/微信
上班接不了电话，发短信 => 短信
听不到电话，微信 => 微信
两样都行，电话短信 => -
? 会所项目 | 游泳池/健身房/羽毛球场/儿童乐园/棋牌室
打麻将，四个人 => 棋牌室
"""


@each(("question", "options", "said", "value"), told(HINTED))
def test_what_belongs_to_one_option_alone_chooses_it(
    question: str, options: tuple[str, ...], said: str, value: str | None
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value


@each(("question", "options", "said", "value"), told(REFUSED))
def test_a_bare_refusal_chooses_the_option_that_refuses(
    question: str, options: tuple[str, ...], said: str, value: str | None
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value


@each(("question", "options", "said", "value"), told(TOLD_FREELY))
def test_a_letter_or_a_character_chooses_with_a_reason_beside_it(
    question: str, options: tuple[str, ...], said: str, value: str | None
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value
