"""Danger is heard at the first word: to overlook it is the worst, a false alarm costs a walk."""

from hypothesis import given
from hypothesis import strategies as st

from flows.understanding.danger import Danger
from flows.understanding.emergencies import dangers, is_emergency
from tests.each import each

DANGER = """
电梯困人了！！
着火了
著火啦
火燭呀
我家厨房起火了
楼道冒烟
着 火 了
好大烟呀走廊全是烟
烟越来越大
插座冒烟
电线冒火花
有烧焦味
火灾报警器一直响
闻到煤气味
燃气好像漏了
不知道是不是煤气漏了
煤氣洩漏
有股天然气的味道
困在电梯里出不来
有人被困
困𨋢呀
有人俾人困喺𨋢度
小孩卡在电梯
救命
救命啊
触电了
水龙头带电
被电到了
孩子不小心触电
水管爆了
消防水管爆了
我家被水淹了
墙塌了
天花板塌下来了
有人晕倒
老人摔倒了起不来
老伴摔倒了
我摔了一跤起不来
孩子不见了
喘不上气
电梯夹人了
狗咬人了
有人要跳楼
有人拿刀
小偷在家里
门锁被撬了
热水器爆炸了
The kitchen is on fire
there is a fire in the corridor
smoke coming from the meter box
I smell gas
gas is leaking again
trapped in the lift
we are stuck in the elevator
nearly an hour trapped in the lift
fire in the lift is out of control
someone fainted in the lobby
pipe burst
help me
""".strip().splitlines()

# What sounds like a denial, a drill, a question or something past, and is none.
NOT_DENIED = """
每次我都说没事，这回真有事，煤气罐着了
花盆砸下来了，底下有孩子
是不是着火了
有没有着火？好多烟
楼下是不是着火了
没有人管，着火了
没着火，但是电梯困人
没人来救，被困一个小时了
不是着火是冒烟
没有停水，是爆管了
没想到着火了
没电了还冒烟
不得了着火了
不好了！起火
不知道为什么冒烟
门打不开被困
着火了不好了快来
着火了灭了又着了
着火了人没了
着火了怎么办
我不会用灭火器，着火了
楼下没人着火了
不是演习，着火了
消防演习吗？楼道冒烟了
演习完了但是三楼冒烟了
保安都去演习了，楼道着火没人管
培训室着火
宣传栏起火了
电视着火了
电影院着火
特别是冒烟
恐怕有人触电
害怕，楼下着火了
孩子害怕 被困电梯
怕着火了
上次漏煤气你们来了，今天又漏了
上次漏水已经修好，现在着火了！
昨天就闻到煤气味，今天还有
昨天闻到煤气味
十分钟之前着火了
如果你们再不来电梯里被困的人就晕倒了
This is not a drill, fire in the building
no water and someone is trapped
could you please come my kitchen is on fire
家里着火了，谢谢帮忙叫消防
有人晕倒了麻烦快点谢谢师傅
Gas leak in block 3, thank you for sending someone
建议你们马上来 电梯困人
我家水管爆了不知道怎么处理，物业流程是啥，水都流到客厅了
我人在外地，监控里看到我爸倒在地上
I can't open the door I am trapped
""".strip().splitlines()

NO_DANGER = """
隔篱还以为是燃气漏，结果是漂白水
我还以为着火了，原来只是烤红薯
花盆从楼上砸下来，那会儿正好没孩子
没有着火
没着火
没看到着火
没有发生火灾
不会着火吧
没人被困
没有人被困
电梯里没有被困人员
电梯没困人就是慢
没有煤气味
燃气表没漏
煤气味没有了
火已经灭了
火警误报
明天消防演习，会有冒烟
下午有火灾演练
物业说明天有消防演练，到时候会冒烟
气得我冒烟
气得头顶冒烟
嗓子冒烟
热得要着火
人多到爆炸
一直被困扰
贫困人口
我犯困在家
太困了
停电到现在
充电到一半
充电死机
灯坏了
厨房漏水
马桶堵了
煤气灶旁边漏水
煤气灶打不着火
热水器打不着火
煤气费怎么交
落水管漏水
轮胎漏气
窗户漏气
沙发塌了
跳楼价
救命稻草
坐着火车来的
一起火锅
油烟很大
地上有烟头
说话伤人
东墙边倒垃圾
火灾险怎么买
消防通道堵塞，有火灾隐患
担心着火
怕着火
怕电线老化会着火
会不会着火
万一着火怎么办
如果电梯困人怎么办
差点砸到人
险些触电
老人差点摔倒
去年着火那次
上次电梯困人没人处理
上次电梯困人你们一直没道歉
昨天电梯困人，没人道歉
看新闻说有人被困
请勿在楼道抽烟
The light in the lift is broken
please help me fix the tap
help
fire drill tomorrow
fire door is broken
no smell of gas
nobody is trapped
there is no fire
not on fire
smoke detector battery
the neighbour smokes in the corridor
谢谢保安大哥把晕倒的老人背下楼
建议电梯里贴一张被困怎么办的告示
楼上昨天扔下来一个酒瓶
新闻里说外地化工厂爆炸了
电梯以前困过人，什么时候大修
走火通道堆满杂物
走廊烧金纸，整层都是烟
外墙瓷砖松了快掉下来
I feel trapped by the noise
""".strip().splitlines()


@each("text", DANGER)
def test_danger_is_heard(text: str) -> None:
    assert is_emergency(text)


@each("text", NOT_DENIED)
def test_what_only_sounds_like_a_denial_silences_no_danger(text: str) -> None:
    assert is_emergency(text)


@each("text", NO_DANGER)
def test_nobody_is_alarmed_without_a_reason(text: str) -> None:
    assert dangers(text) == frozenset()


@each(
    ("text", "found"),
    [
        ("厨房着火了，闻到煤气味", {Danger.FIRE, Danger.GAS}),
        ("电梯困人，没有着火", {Danger.TRAPPED}),
        ("救命，有人触电了", {Danger.CRY, Danger.ELECTRICITY}),
        ("smoke from the lift, someone is trapped", {Danger.FIRE, Danger.TRAPPED}),
    ],
)
def test_each_danger_is_told_from_the_others(text: str, found: set[Danger]) -> None:
    assert dangers(text) == found


@given(
    st.sampled_from(DANGER), st.sampled_from(["。", "！", "\n", "，", "!!!"]), st.text(max_size=20)
)
def test_nothing_said_before_a_danger_in_another_sentence_silences_it(
    danger: str, mark: str, before: str
) -> None:
    # A drill is spoken of in more than one sentence, and help alone is a command.
    if not any(word in before for word in ("演", "drill")) and danger != "help me":
        assert is_emergency(f"{before}{mark}{danger}")


@given(st.text())
def test_any_text_is_heard_without_trouble(text: str) -> None:
    assert dangers(text) <= frozenset(Danger)


@each("text", ["没着火" * 3000, "怕" * 9000 + "着火", "着火了" * 3000, "8" * 9000])
def test_a_flood_of_words_is_read_in_no_time(text: str) -> None:
    assert isinstance(is_emergency(text), bool)
