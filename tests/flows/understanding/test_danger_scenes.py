"""Danger is put together from who, what happens and by what: new sentences of a kind are heard."""

from importlib.resources import files

import pytest

from flows.understanding.danger import Danger
from flows.understanding.danger_scenes import (
    SCENES,
    SCENES_ENGLISH,
    WORDS,
    WORDS_ENGLISH,
    in_clause,
)
from flows.understanding.emergencies import is_emergency
from flows.understanding.lexicon import loading
from flows.understanding.lexicon.loading import LexiconError, Phrases
from flows.understanding.scene_notation import scenes

HEARD = """
着火了快来人
隔壁阳台的被子在烧
楼下火光冲天的你们快去看看
後陽台燒起來了 快叫消防
my kitchen is burning please hurry
空调外机着了火星子往下掉
家里煤汽味好大
单元门口闻到臭鸡蛋味是不是漏气了
好大陣煤氣味呀
strong smell of gas in the stairwell
燃气报警器一直叫 有味道
阀门坏了煤气一直往外跑
我老公触点了倒在地上
配电箱进水了在打火花
儿童乐园那个铁栏杆带电
電線斷咗跌落地仲有火花
someone got electrocuted in the plant room
高压线掉下来了
我困在电梯里了
小孩一个人锁在屋里哭
车库进水了我出不去
升降機困住咗人
I'm stuck in the lift
there's a child locked in a car in the garage
大树倒了压着车里面有人
楼上有人扔菜刀下来
吊顶掉下来砸到老人
高空擲物呀 掟咗個樽落嚟
the ceiling just collapsed
挡土墙要垮了土一直往下滑
地下车库倒灌了车都泡了
家里发大水啦救命呀
屋頂漏水漏到電箱上面
地下室淹水了 電梯也進水
The garage is under water
楼上水管爆了我家像瀑布
孩子噎住了脸都紫了
有人从楼上摔下来了
隔壁老太太好几天没出门敲门没人应
我老豆唞唔到氣
an old man has fallen and is bleeding from the head
楼下有人打架动刀了
有个男的一直跟着我我害怕
一群人在门口打起来了头都打破了
有人往我家泼汽油
家暴 隔壁先生在打太太
my husband is hitting me please help
天台上坐着一个女孩子好像想不开
有人割腕了
有个人坐在窗台上腿在外面晃
天台有人想跳樓
我不想活了 再見
I don't want to live anymore
孩子掉到湖里了
人工湖有人在喊救命
下水道口有人被冲走了
有人溺水了
kid fell in the fountain, can't swim
楼下爆炸了
家里充的电瓶鼓起来冒烟了
充电宝炸了着火
電單車充電爆炸起火
there was an explosion in the basement
平衡车充着电炸了
有条大狗在追小孩
老太太被狗扑倒了
狗咬着我腿不松口
俾狗咬親流血
a dog is attacking a child
a snake is in my bathroom
我家小孩走丢了五岁穿红衣服
女儿放学没回来电话打不通
我孙子不见了
阿公走失咗
my son is missing
我娃没了 刚还在这
孩子喝了洁厕灵
烧炭取暖人晕过去了
吃了好多药叫不醒
一氧化碳中毒 快來
He swallowed a button battery
煤气热水器洗澡人晕在里面了
电表箱里头有火
三十樓有火 好多煙
my neighbours' balcony is in flames
灶头关了还有煤气味
厨房煤气管嘶嘶漏
gas smell getting stronger by the minute
满屋煤气味不敢动
水滴到插线板上了 冒火星
觸電啦快啲嚟
exposed live cable in the playground
电梯突然停了我被关里面了
娃把自己反锁屋里了灶上还烧着水
我的脚卡在下水道盖子里了拔不出来
我媽被關在電梯
someone is shouting from inside the elevator
路边大树快倒了 下面好多人
地上突然塌了个坑一个人掉进去了
外牆有磚跌落嚟
A window fell from the tenth floor
厕所里水管断了 呲呲往外喷
下水道往屋里倒灌大粪水
水塔破了 水一直沖下來
ceiling is about to give way from the water
孩子发烧抽抽了 眼睛往上翻
我老伴半边身子动不了嘴巴歪了
我割到手了 血止不住
有人心臟病發
a kid has cut his arm, so much blood
隔壁传来女人尖叫救命
陌生人拽着我女儿不放手
我被人跟踪了 不敢回家
a stranger is trying to get into my apartment
robbery in the shop downstairs
想死 真的撑不住
有人翻过了栏杆站在外面
有人坐喺天台邊
there's a man on the roof threatening to jump
池子里有小孩在喊救命
游泳的人抽筋了在喊
小朋友沉咗落池底
Someone slipped into the canal
轰的一声 车库起火了
煤气灶轰一下炸了
電池著火
power bank caught fire
大黄狗咬小孩了
楼梯口有蛇
隻狗撲咬小朋友
There's a dog attacking people at the gate
三岁小孩找不到了 帮忙广播
爷爷早上出去现在还没回 手机没带
兒子走失了
my dad has dementia and he's gone
误食老鼠药
油漆味熏得人晕倒了
一氧化碳警報響了
Grandpa drank cleaning fluid by mistake
被褥被烟头点燃了
廚房鍋子燒起來
一进门就闻到一股煤气
电线杆上的线断了掉在人行道上冒火
水喉漏電
孩子一个人在家把门反锁了打不开一直哭
𨋢門開唔到 入面有人
阳台瓷砖从天上砸下来差点砸中我女儿
墙塌了砸到我妈
水管爆了快淹到床了
浴室水管爆裂 止不住
我爸喘得厉害 嘴唇发紫
有人暈倒
my baby isn't breathing
我听到隔壁女的喊杀人啦
a man is beating a woman in the car park
我儿子割了手腕
有人要輕生
老头掉进湖里去了
a lady fell into the lake
熱水爐爆炸
有人被狗咬伤
两岁宝宝找不见了
Has anyone seen my daughter? she vanished from the playground
誤飲清潔劑
""".strip().splitlines()

CALM = """
没有着火是我在做饭
气死我了火冒三丈
去年我们家被淹过所以想问排水什么时候改
消防通道被车堵了
万一煤气泄漏怎么办
停电了什么时候来电
感谢保安救了我妈妈
遛狗不拴绳能不能管管
垃圾桶没倒臭死了
停水了吗
广告牌挡住我家窗户
手机电池爆了屏幕换哪里
过年可以放鞭炮吗
快递丢了
不许在河里钓鱼
血压计可以借吗
困死了先睡了
这个物业费涨得我想跳楼
跟踪一下我的报修
有人占我车位
热水器没热水
小区着火了怎么逃生 有没有宣传
消防演習幾點
煤氣費點交
謝謝你們上次救了我阿嬤
昨天看電影有人跳樓
no fire, just burnt toast
this fee is killing me
what should I do if there is a fire
my parcel is missing
I watched a film about a kidnapping
smoke detector battery is low
火锅店油烟味大
小孩子不见得喜欢这个滑梯
急急急快递柜打不开
鱼池的鱼死了
孩子作文写消防员灭火想采访
以前有高空抛物现在没有了
没人困电梯 就是门慢
一看账单我差点晕过去
我妈要气死了
电视剧里有人坠楼好假
小时候被狗咬过所以怕狗
怎么关燃气总阀
没气了做不了饭
电梯里没灯
担心外墙砖掉下来
灯管烧坏
电瓶被偷了
抽烟的人真多
水管响
地漏返味
游泳池什么时候开
台阶碎了
衣服从楼上掉下来了 谁的
墙裂了一条小缝
我的包裹不见了
我被锁在门外
老人独居想登记关爱
表扬一下救人的小王
蜜蜂在窗外 能处理吗
消杀通知
保安打人家孩子的说法是谣言
打扫得不干净
监控调取流程
救命 作业太多
跳蚤市场哪天
阳台外面的晾衣架坏了
磨刀师傅什么时候来
部𨋢慢到死
沒有瓦斯味了 謝謝
電梯故障中 沒有人在裡面
my car won't start
the dog next door barks
thank you for rescuing my mother last week
this is a robbery, 500 for parking
window won't close
noisy people upstairs banging all night
fire door propped open
锅烧糊了一点 没事
燃气灶坏了
灯坏了一个月
外墙渗水
空调外机声音大
热水不热
附近有没有急诊
门口小广告贴满
气得不想活了物业真行
池子该换水了
狗绳掉了
老鼠太多
老人餐几点送
喝水机坏了
炸鸡店在哪
心态崩了
车位被占
绑定手机号
死贵
十万火急 要开证明
听说隔壁小区电梯掉下来过
消防知识讲座
嘈到死
消防演習幾點開始
水塔清洗通知
gas hob won't light
leaky tap
lost my keys
guard was rude
the fire door won't close
cooking smell
""".strip().splitlines()


def test_scenes_of_every_kind_are_heard() -> None:
    assert [text for text in HEARD if not is_emergency(text)] == []


def test_what_only_borrows_the_words_of_a_scene_alarms_nobody() -> None:
    assert [text for text in CALM if is_emergency(text)] == []


def packaged(file: str) -> str:
    return files(loading.PACKAGE).joinpath(file).read_text(encoding="utf-8")


def words_of(file: str) -> Phrases:
    return loading.parsed(file, packaged(file), is_shared=True)


def test_a_word_that_a_clerk_adds_is_heard_in_every_scene_of_its_kind() -> None:
    for animal in words_of(WORDS)["beast"]:
        found = in_clause(f"有{animal}在咬人", is_english=False)
        assert Danger.INJURY in {one.danger for one in found}


@pytest.mark.parametrize(
    ("file", "words", "is_english"),
    [(SCENES, WORDS, False), (SCENES_ENGLISH, WORDS_ENGLISH, True)],
)
def test_every_danger_has_scenes_in_both_languages_and_every_list_is_used(
    file: str, words: str, is_english: bool
) -> None:
    known = words_of(words)

    assert {
        one.danger for one in scenes(file, packaged(file), known, is_english=is_english)
    } == set(Danger)
    everything = packaged(file) + packaged(words)
    assert [name for name in known if f"{{{name}}}" not in everything] == []


@pytest.mark.parametrize(
    ("scene", "clause"),
    [
        ("{child} 3 {gone}", "小孩刚才不见了"),
        ("{child} ?都 {gone}", "小孩不见了"),
        ("!找 {child} 3 {gone} !吗", "小孩不见了"),
        ("^ {gone} $", "不见了"),
        ("{child} 6, {gone}", "小孩,刚才不见了"),
    ],
)
def test_a_scene_is_found_as_it_is_written(scene: str, clause: str) -> None:
    words = {"child": ("小孩",), "gone": ("不见了",)}
    (found,) = scenes(SCENES, f"[injury]\n{scene}", words, is_english=False)

    assert found.pattern.search(clause)
    assert all(any(anchor in clause for anchor in need) for need in found.needs)


@pytest.mark.parametrize(
    ("scene", "clause"),
    [
        ("{child} 3 {gone}", "小孩没有不见了"),
        ("{child} 3 {gone}", "小孩刚才还在的不见了"),
        ("!找 {child} 3 {gone}", "找小孩不见了"),
        ("{child} 3 {gone} !吗", "小孩不见了吗"),
        ("{child} 3 {gone} !书", "小孩书不见了"),
        ("^ {gone} $", "书不见了"),
    ],
)
def test_what_a_scene_bars_is_not_found(scene: str, clause: str) -> None:
    words = {"child": ("小孩",), "gone": ("不见了",)}
    (found,) = scenes(SCENES, f"[injury]\n{scene}", words, is_english=False)

    assert found.pattern.search(clause) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[flood]\n水", r"line 1: \[flood\] is no danger"),
        ("水", "line 1: stands above the first danger"),
        ("[injury]\n{nobody} 3", r"line 2: no list \[nobody\]"),
        ("[injury]\n?水 3", "line 2: every word of it may be missing"),
        ("[injury]\n水| 3 火", "line 2: nothing stands on one side"),
        ("[injury]\n火\n火", "line 3: is already in the file"),
    ],
)
def test_a_scene_that_cannot_be_read_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(LexiconError, match=f"^{SCENES}, {message}"):
        list(scenes(SCENES, text, {"child": ("小孩",)}, is_english=False))
