"""What residents tell of meetings, entries, invoices and plans, instead of yes or no."""

from flows.understanding.answers import yes_no
from flows.understanding.answers.question import Question, QuestionKind
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

YESNO = """
? 依家仲有冇滴水？
個桶又滿晒 => yes
乾晒 => no
地下都係水 => yes
冇再聽到聲 => no
? 你會唔會出席法團大會？
一定到 => yes
嗰日返工 => no
我喺大陸 => no
我太太代我去 => -
冇興趣 => no
實去 => yes
開會？我寧願瞓覺 => no
? 冷氣滴水搞掂咗未？
樓下冇再投訴 => yes
仲係滴緊 => no
師傅話要等配件 => no
樓下阿伯話冇滴喇 => yes
? 您要參加中秋烤肉嗎？
+1 => yes
我報兩個 => yes
那天要回娘家 => no
我來帶木炭 => yes
吃素不方便 => no
我們全家四個 => yes
加班，幫我多吃點 => no
? 可以讓人員入內檢查偵煙器嗎？
請進 => yes
家裡有坐月子的 => no
進來記得脫鞋 => yes
疫情期間不想讓人進 => no
我人在國外，管理室有鑰匙 => yes
不要進我家 => no
門沒鎖 => yes
? 樓上的噪音有改善嗎？
昨晚總算睡好了 => yes
照樣跳到半夜 => no
更吵 => no
完全沒聲音了 => yes
一樣拖椅子 => no
? May our technician enter while you are out?
Ask the concierge for the key => yes
No one goes in unless I'm there => no
I'd rather be home => no
Only if my wife is in => -
the dog bites, so no => no
Fine, key under the mat => yes
Absolutely, help yourselves => yes
I don't like strangers in my flat => no
? Did you receive the water shut-off notice?
first I've heard of it => no
my neighbour got one => -
It was under the door => yes
saw it in the lift => yes
what notice? => -
Nobody told me anything => no
? Would you like to join the recycling workshop?
I work nights => no
Put my name down => yes
Sounds fun, what time? => yes
can't, exams => no
thanks but I'm away => no
Not my cup of tea => no
Count my kids in too => yes
? Does anyone in your household use a wheelchair?
My dad does => yes
we're all on our feet => no
just a walking stick => no
Grandma's been in one since her fall => yes
the man next door does => -
? 您愿意当楼栋志愿者吗？
给我留件马甲 => yes
退休在家正愁没事干 => yes
腿脚不行喽 => no
算我一个，什么时候上岗 => yes
孩子才三个月，走不开 => no
能帮上忙最好 => yes
? 您是否收到过催缴电话？
上周打过两次 => yes
一个都没接到 => no
天天打，烦死了 => yes
没有，我都按时交的 => no
前天有个姑娘打给我 => yes
? 請問社區問卷您填過了嗎？
昨天填好了 => yes
還沒空弄 => no
QR code 掃不出來 => no
早就交上去了 => yes
什麼問卷？ => -
? 您知道消防通道在哪里吗？
走过一次演练 => yes
东边那个楼梯 => yes
没留意过 => no
? 您家的烟感器会响吗？
? 这个时间方便吗？
我在上班 => no
家里一直有人 => yes
? 快递拿到了吗？
柜子里取的 => yes
邻居帮拿了 => yes
还在路上 => no
翻遍了没有 => no
隔壁的拿到了 => -
? 孩子放学有人接吗？
没人，我在上班 => no
? 您对处理结果还有异议吗？
没了，挺公道 => no
钱还没退我 => yes
就这样吧 => no
我不服 => yes
心服口服 => no
? 保安有没有登记您的身份证？
看都没看 => no
拍了照 => yes
写在本子上了 => yes
直接放我进去了 => no
? 电梯里的广告换了吗？
? 您想要纸质账单吗？
电子的就行 => no
老人不会用手机，要纸的 => yes
浪费纸 => no
寄到公司 => yes
? 孩子打过疫苗了吗？
上个月打的 => yes
? 您这个月的停车费缴了吗？
前天在岗亭扫的码 => yes
支付宝上弄好了 => yes
我车卖了，不用缴 => no
钱包里就剩二十块，月底吧 => no
我又没车 => no
上个月的缴了 => -
多少钱来着 => -
每月从卡里扣 => yes
我媳妇昨天去交掉了 => yes
交是交了，发票没给 => yes
? Have you paid this quarter's management fee?
by card at the office on Monday => yes
waiting for payday => no
it comes out of my account automatically => yes
Which account do I pay into? => -
not till the lift is fixed => no
I paid last quarter's => -
my wife did it online => yes
? 维修时师傅有没有额外收钱？
塞了包烟他都不拿 => no
换了个阀，收了八十 => yes
说是上门费二十 => yes
没提过钱 => no
一毛钱没收 => no
我不在家，问我妈 => -
? Did the plumber charge you anything extra?
Not a penny => no
He wanted fifty in cash => yes
wouldn't even take a coffee => no
my flatmate dealt with him => -
twenty for the washer => yes
? 本次维修您需要开具发票吗？
给单位做账用 => yes
我个人的，用不着 => no
房东要 => yes
开给我公司，税号回头发你 => yes
能开吗？ => -
算了，嫌麻烦 => no
拿来没处报 => no
? 您今年有换窗户的计划吗？
旧的漏风，五一前就换 => yes
前年才换的断桥铝 => no
量过尺寸了 => yes
哪来的钱 => no
孩子结婚要用钱，往后放放 => no
我想换，我老婆不让 => -
? 保洁按时来打扫了吗？
左等右等没见人影 => no
八点就听见拖地声 => yes
我八点就出门了 => -
晚了一个小时 => no
? 客人来访需要预留车位吗？
他们坐高铁来 => no
我姐一家开两辆车来 => yes
就我妈一个人来，不开车 => no
还没定谁来 => -
? 师傅明天进屋检修时，可以自行开门入内吗？
密码发你了 => yes
物业有备用钥匙 => yes
家里有婴儿，别进 => no
我让我爸在家等着 => -
谁来？叫什么名字？ => -
? 停电公告您看到了吗？
哪儿贴的？ => -
电梯里那张？看见了 => yes
今天断电了才晓得 => no
同事跟我说的 => yes
对面楼有贴，我们楼没有 => no
没人跟我讲 => no
? 业主大会您来参加吗？
年年都去，今年也去 => yes
在外地带孙子 => no
让我儿子代表我 => -
开来开去没结果，懒得去 => no
我第一个到 => yes
几点开？在哪？ => -
三个人能一起吗 => -
投票箱放哪 => -
? 您愿意参加小区夜间巡逻吗？
我夜猫子，正合适 => yes
心脏搭过桥，熬不了夜 => no
给补助吗 => -
我当过兵，没问题 => yes
老婆不答应 => no
? Will you come to the residents' barbecue?
I'll bring the sausages => yes
Only if it doesn't rain => -
we're at my mum's that weekend => no
vegetarian, not really my thing => no
who else is coming? => -
me plus two => yes
? 厨余垃圾您有单独投放吗？
鸡骨头都挑出来了 => yes
不都一个车拉走 => no
有个小绿桶专门装 => yes
一股脑全丢了 => no
? 快递柜的取件码短信收到了吗？
收着了，谢谢 => yes
我妈手机号 => -
是物业发还是快递发 => -
"""


@each(("question", "said", "value"), told(YESNO))
def test_what_is_told_of_estate_life_answers(question: str, said: str, value: str | None) -> None:
    answer = yes_no.read(Question(QuestionKind.YESNO, question), said)

    assert answer.value == value


def test_that_day_in_cantonese_is_understood_in_its_own_characters() -> None:
    question = Question(QuestionKind.YESNO, "你會唔會出席法團大會？")

    assert yes_no.read(question, "嗰日我喺大阪食緊拉麵").value == "no"
