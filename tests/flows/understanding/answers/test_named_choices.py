"""An option that is named in other words: what belongs to it, an hour, a word with a slip."""

from flows.resources import read_text
from flows.understanding.answers.choice import read
from flows.understanding.answers.hints import HINTS
from flows.understanding.answers.menus import EXAMPLES, SYNONYMS
from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.lexicon.loading import PACKAGE, parsed
from tests.each import each
from tests.flows.understanding.answers.told_choices import told

BELONGING = """
? 怎么联系您？ | 电话/微信/短信/不用联系
打过来就行 => 电话
加个v => 微信
发条信息给我 => 短信
别烦我 => 不用联系
WhatsApp => -
? How should we reach you? | Phone/WeChat/Text message/Email
texting is fine => Text message
calling is best => Phone
? 您是？ | 业主/租户/家属
房子是我买的 => 业主
层楼系我嘅 => 业主
房东不是我 => 租户
业主的妈妈 => 家属
我老公是业主 => 家属
朋友 => -
访客 => -
? Are you | Owner/Tenant/Family member
I bought it => Owner
the owner is my dad => Family member
just visiting => -
? How do you pay? | Cash/Autopay/WeChat
they deduct it from my account automatically => Autopay
? Who is coming? | Visitor/Agent/Courier
someone to show the old flat => Agent
? 垃圾属于哪类？ | 厨余垃圾/可回收物/有害垃圾/其他垃圾
快递盒 => 可回收物
电池 => 有害垃圾
菜叶子 => 厨余垃圾
垃圾 => -
? 噪音是什么引起的？ | 装修/宠物/音乐/孩子跑跳
电钻 => 装修
狗 => 宠物
放歌 => 音乐
楼上小孩蹦 => 孩子跑跳
从早到晚上上下下敲敲打打我妈心脏病都要犯了电钻响个不停 => 装修
? 您想参加哪个活动？ | 亲子手工/老年书法/夜跑团/旧物市集
毛笔字 => 老年书法
跳蚤市场 => 旧物市集
? 漏水在哪里？ | 厨房/卫生间/阳台/客厅
做饭的地方 => 厨房
晾衣服的地方 => 阳台
书房 => -
? 您的车是？ | 汽车/摩托车/电动车/自行车
电动自行车 => 电动车
车 => -
? 哪天方便？ | 工作日/周末/都可以
礼拜六 => 周末
周三 => 工作日
随便 => 都可以
? 上门日期 | 周一/周三/周五
礼拜三 => 周三
拜五 => 周五
Wednesday => 周三
周二 => -
? 上门日期 | 周六/周日
礼拜六 => 周六
周末 => -
? 多久交一次费？ | 按月/按季度/按年
季 => 按季度
按半年 => -
? 您对哪方面不满意？ | 来得太晚/没修好/态度不好/收费不清楚
师傅说话难听 => 态度不好
没有不满意 => -
? 您想評價哪方面？ | 工作人員/維修/環境衛生
廚房個水喉滴水，想搵人整 => -
搵人整 => 維修
"""

SLIPS = """
? Are you | Owner/Tenant/Family member
tennant => Tenant
? Where is the leak? | Kitchen/Bathroom/Balcony/Living room
kichen => Kitchen
balcany => Balcony
livingroom => Living room
not the kichen => -
? Which day | Monday/Wednesday/Friday
wensday => Wednesday
fryday => Friday
? Which day | Tuesday/Thursday
tursday => -
? 哪里需要维修？ | 空调/电梯/门禁/路灯/其他
电剃 => 电梯
店梯坏了 => 电梯
门进 => 门禁
? 怎么联系您？ | 电话/微信
为信 => 微信
尾巴 => -
"""

HOURS = """
? 您方便哪个时段上门？ | 上午/下午/晚上
九点多吧 => 上午
两三点钟都可以 => 下午
七点以后 => 晚上
七点 => -
八九点钟 => -
5点以后 => -
我9点上班 => -
? Which time suits you? | Morning/Afternoon/Evening
around 10am => Morning
after 7pm => Evening
3pm => Afternoon
? 取件时间 | 10:00-12:00/14:00-16:00/18:00-20:00
10点 => 10:00-12:00
下午三点 => 14:00-16:00
18点 => 18:00-20:00
21点 => -
13点 => -
? 几点？ | 早场（6-9点）/午场（12-15点）/晚场（18-21点）
13点 => 午场（12-15点）
"""

DECORATED = """
? 您方便哪个时段上门？ | 上午/下午/晚上
就A咯，谢谢 => 上午
序号2 => 下午
要不晚上 => 晚上
尾嗰個 => 晚上
#9 => -
? Which time suits you? | Morning/Afternoon/Evening
#2 => Afternoon
I prefer the last one => Evening
a friend of mine => -
? 您住几楼？ | 低层（1-6层）/中层（7-15层）/高层（16层以上）
8楼 => 中层（7-15层）
十八楼 => 高层（16层以上）
? 哪栋 | 1号楼/2号楼
2层 => -
"""


def test_examples_stand_under_the_things_that_have_synonyms() -> None:
    synonyms, examples, hints = (
        parsed(file, read_text(PACKAGE, file), is_shared=True)
        for file in (SYNONYMS, EXAMPLES, HINTS)
    )

    assert examples
    assert hints
    assert set(examples) | set(hints) <= set(synonyms)


@each(("question", "options", "said", "value"), told(BELONGING))
def test_what_belongs_to_an_option_names_it(
    question: str, options: tuple[str, ...], said: str, value: str | None
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value


@each(("question", "options", "said", "value"), told(SLIPS))
def test_a_slip_of_the_hand_hides_no_option(
    question: str, options: tuple[str, ...], said: str, value: str | None
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value


@each(("question", "options", "said", "value"), told(HOURS))
def test_an_hour_chooses_the_time_of_day_it_falls_into(
    question: str, options: tuple[str, ...], said: str, value: str | None
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value


@each(("question", "options", "said", "value"), told(DECORATED))
def test_a_number_or_letter_is_read_with_noise_around_it(
    question: str, options: tuple[str, ...], said: str, value: str | None
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value
