"""To be written to no more, composed: a refusal, what is sent, to whom, and what is said around it.

Its counterparts are made of the same words and ask for no such thing: to be left out though one
only complained is as bad as to be written to though one did not want it.
"""

from collections.abc import Iterator
from itertools import chain, cycle, product

from flows.understanding.message_reading import Wanted, read_message
from flows.understanding.stopping import asks_to_stop
from tests.each import each

SENT = (
    "短信 消息 信息 推送 通知 问卷 广告 提醒 群发 公众号推文 满意度调查 微信消息 回访 小区周报 "
    "簡訊 短訊 訊息 推播 問卷 通告 公告 温馨提示"
).split()
REFUSALS = "不要 别 甭 莫要 请勿 无需 用不着 不許 唔好 拜托别 麻烦不要 以后不用".split()
HAN = (
    "{no}再给我发{sent}了",
    "{no}再往我这个号码上推{sent}",
    "{sent}{no}再发给我",
    "{sent}{no}往我手机上送了",
    "{no}再发这种没完没了的{sent}",
    "{no}給我老母親傳{sent}",
    "{no}一天到晚发{sent}给我",
)
HAN_ENDINGS = (
    "把{sent}给我停掉",
    "{sent}一概免了",
    "{sent}都不要了",
    "{sent}就省了吧",
    "关闭{sent}",
    "屏蔽你们的{sent}",
    "我不想再收到{sent}",
    "懒得看，{sent}统统停掉",
    "唔想再收你哋啲{sent}",
    "怎么才能不收{sent}",
    "我家不接收任何{sent}",
    "{sent}太多了，请停",
    "把我从{sent}名单里划掉",
    "我受够了你们的{sent}，停吧",
    "莫再发{sent}咯",
    "以后覅发{sent}了",
)
AROUND = (
    "{}",
    "烦死了，{}",
    "{}，谢谢",
    "您好，{}",
    "我都搬走三年了，{}",
    "一天八条，{}",
    "求求你们，{}",
    "你们可真贴心啊，{}",
    "上夜班白天要睡觉，{}",
    "{}！！！",
    "{}，我会自己看门口的纸条",
)
SENT_IN_ENGLISH = (
    "texts|messages|notifications|surveys|alerts|reminders|bulletins|questionnaires|notices|SMS"
).split("|")
ENGLISH = (
    "stop sending me {sent}",
    "please stop the {sent}",
    "no more {sent} please",
    "don't send me any more {sent}",
    "I don't want your {sent}",
    "turn off these {sent}",
    "quit bothering me with {sent}",
    "take me off your {sent} list",
    "sir pls not send me {sent} anymore",
    "enough of the {sent}, I mean it",
    "you and I are done, no further {sent}",
    "I never signed up for {sent}",
    "unsubscribe me from {sent}",
    "opt me out of {sent}",
)
ENGLISH_AROUND = (
    "{}",
    "Hi, {}",
    "{}, thank you",
    "I moved out last year so {}",
    "my phone is full, {}",
    "For heaven's sake, {}!",
)
TO_ME = """
别再通知我了
以后不用知会我
日后无须再通知
用不着你一条一条念叨
请不要再联系我
別再往裡面塞東西了，這是我的收件匣
一个字也别发给我
一条都甭推给我
唔好再搵我
勿扰
帮我除名，呢啲嘢我冇興趣
放過我部電話啦
饒了我的手機吧
我的手机不是你们家广播站
还天天跟我说垃圾车几点来，到此为止好吗
手机一天到晚叮叮当当，停掉
麻烦把我摘出去，一天六条谁受得了
把我那份掐了
撤回同意，别再给我发
都換人用這支號碼了，停止發送
从你们的推送里把我剔除
别往她那儿堆了，老人家不会删
莫给老子发了
永远都别再发
叫停那些推播
no more sending, my phone is for family only
my inbox is not a dumping ground for your notices
Lose my number
Take me off whatever list this is
leave me alone, robot
no need to notify me
too many alerts, switch them off
Kindly cease all communications to this number
""".strip().splitlines()
COUNTERPARTS = (
    "{sent}什么时候发",
    "为什么不给我发{sent}",
    "别人都收到{sent}，就我家没有",
    "停水也不发{sent}，害我白等",
    "停水的{sent}取消了吗",
    "你们天天发{sent}，烦不烦啊",
    "半夜一点发{sent}，吓我一跳",
    "你们的{sent}错别字太多",
    "{sent}里留的电话根本打不通",
    "{sent}发得太晚了，水都停了才说",
    "{sent}不要半夜发，白天发行不行",
    "{sent}别发错人了",
    "没收到{sent}",
    "重新打开{sent}",
    "之前叫你们别发{sent}，现在又想收了",
    "我不小心把{sent}退订了，帮我恢复",
    "儿子把{sent}关了，请再打开",
    "把{sent}继续发给我吧",
    "叫楼上那户别再给我发{sent}骂人",
    "{sent}说今天来修，人呢",
)
COUNTERPARTS_IN_ENGLISH = (
    "when do you send the {sent}",
    "I got no {sent} about the water",
    "why did you stop the {sent}",
    "start sending me the {sent} again",
    "your {sent} are full of mistakes",
    "turn the {sent} back on",
    "tell my neighbour to stop sending me {sent}",
)
NONE_OF_IT = """
明天别来了
师傅不用派了，自己修好了
不用通知我，直接上门修就行
修好了就不用联系我了
处理完不用再告诉我结果
别再吵了行不行
楼上别再吵我睡觉了
让我清静清静，楼下麻将打到两点
叫中介别再骚扰我
叫保安别再往我门上塞传单
别再往楼下扔烟头
不要再往我门口堆垃圾了
请不要再停我的车位
别再推来推去了
请不要再推给维修部
不要再发生这种事了
不要再发火了
别跟我发脾气
不要再给我送快递到菜鸟了
以后牛奶不要送了
别再发菜单了，接人工
别给我发自动回复，找个人来
别把我的电话给中介
我的个人信息不要泄露给别人
不要把我的投诉转发到群里
别告诉我你们又忘了
电梯里的广告关掉声音行不行
把单元门口的广告屏关了吧，晃眼
楼道里别再贴广告了
公告栏的灯关掉
消息停了多久了
停止施工
停止供水的通知贴哪了
把我的车从黑名单移出来
保安把我踢出业主群了
管家把我微信删了，有事找不到人
物业电话打不通，消息也不回
群里全是广告，没人管
那套房子的门禁提示音能不能关掉
停水通知能不能提前一天发
你们发个通知就不管了
退订了还能收到停水通知吗
退订以后停水还会告诉我吗
退订牛奶找谁
上次嫌烦让你闭嘴，现在反悔了，还是跟我说吧
stop the drilling upstairs
tell my neighbour to leave me alone
the dog won't stop barking
you never notify me when the water is off
they did not send any notice
no more water since the morning
don't send the plumber, it is fixed
please don't send me to another department
the notice board is broken
stop giving my number to agents
Stop sending me menus and get me a person
don't text my husband about the leak, text me instead
Why are there no more notices in the lift
""".strip().splitlines()


def told(frames: tuple[str, ...], things: list[str], around: tuple[str, ...]) -> Iterator[str]:
    """Each frame with each thing; what is around takes turns."""
    takes_turns = cycle(around)
    for frame, thing in product(frames, things):
        for refusal in REFUSALS if "{no}" in frame else [""]:
            yield next(takes_turns).format(frame.format(no=refusal, sent=thing))


@each(
    "text",
    chain(told(HAN, SENT, AROUND), told(HAN_ENDINGS, SENT, AROUND), TO_ME),
)
def test_a_refusal_of_whatever_is_sent_is_heard(text: str) -> None:
    assert asks_to_stop(text)
    assert read_message(text).wanted is Wanted.OPT_OUT


@each("text", told(ENGLISH, SENT_IN_ENGLISH, ENGLISH_AROUND))
def test_it_is_heard_in_english(text: str) -> None:
    assert asks_to_stop(text)


@each("text", chain(told(COUNTERPARTS, SENT, ("{}", "你好，{}", "{}，气死我了"))))
def test_who_complains_asks_or_wants_it_back_is_not_left_out(text: str) -> None:
    assert not asks_to_stop(text)


@each("text", told(COUNTERPARTS_IN_ENGLISH, SENT_IN_ENGLISH, ENGLISH_AROUND))
def test_nor_is_one_left_out_in_english(text: str) -> None:
    assert not asks_to_stop(text)


@each("text", NONE_OF_IT)
def test_a_refusal_of_something_else_leaves_nobody_out(text: str) -> None:
    assert not asks_to_stop(text)
