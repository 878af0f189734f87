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
from tests.each import each

HEARD = """
man with a sword outside the gym, kids are hiding
lift keeps jerking down, four of us are in it
屋里电视着喽，咋整
我家水淹到小腿肚子了
电梯停在半空，门开不了，我一个人
楼顶的铁皮被风吹得吊着，底下都是接孩子的
走廊里白茫茫的，呛得人睁不开眼
有个姑娘被人拽着头发往车上拖
有人把我堵在电梯里不让出去
有人拿钥匙在开我家门锁，我不认识
a guy is trying keys in my door, i'm alone
井盖带电，我家狗踩上去就死了
我爷爷气上不来，嘴唇乌的
阿伯喺公園瞓低咗，叫極都唔郁
地震了墙都裂了，我们下不去
雨棚要被风掀走了，砸着楼下车棚
balcony is coming off the building, people below
my neighbor is screaming and i hear things breaking
電梯卡住了，裡面是我八十歲的媽
二樓陽台要塌了，上面還站著人
對門轟的一聲，門都變形了
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
我们仨搁电梯里头憋着呢
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
我爷爷在浴缸里滑倒了头磕到，叫他不理人
三楼窗口有火苗窜出来
妈妈切菜切到手指血喷出来
楼下电瓶车棚烧起来了，噼里啪啦响
家里燃气灶软管掉了一直呲气
电梯突然黑了我们四个人出不去
孩子的头卡在阳台栏杆里了
我家天花板在漏水，水都流到电视插座上了
有个疯子在楼下见人就砍
大厅玻璃门碎了，扎到一个小朋友，流好多血
车库卷帘门掉下来压住人了
大姨突然话都讲不出，半边脸歪了
阿婆跌倒喺浴室，起唔到身
隔籬單位傳出好濃煙味，拍門冇人應
我個仔吞咗粒鈕扣電
瓦斯味超重 我不敢按電燈
樓上陽台女兒牆有人坐著要跳
水從電梯天花板一直灌下來
my neighbour is unconscious in the hallway
theres smoke coming out from under the door of 1203
water is pouring through my ceiling onto the fuse box
a guy is waving a knife in the parking lot
my kid swallowed a magnet
Help! the elevator is stuck between floors and my mum has asthma
scaffolding just collapsed, people underneath
门口电线杆倒了，线还在冒火花
泳池里有个小孩不动了
老公打我，孩子在哭，快来
一股焦味，插座发烫冒烟
那个 喂 我家里那个煤气灶好像没关紧 一股味道 我现在头有点晕
快快快 孩子手被电扶梯夹进去了
快来人啊九楼有人往外泼汽油
車庫有架車自己著火
我被反锁在天台了，手机快没电，好冷
电箱一直噼啪响还闪蓝光
有人倒在楼梯拐角，地上一滩血
对面楼阳台着了，火苗老高
楼下井盖炸飞了
我怀孕八个月，突然大出血
隔壁大爷三天没见人了，屋里有臭味
我爸喝了农药
小区湖边有双鞋，湖里有人在挣扎
电线杆子砸在车上，车里有人
我家门被人用斧头劈开了
厨房油锅起火用水泼了更大了
有個阿伯喺大堂冇咗知覺
有人拎住把刀喺樓下追人
部𨋢跌咗落去 入面仲有人嗌
水喉爆咗 成間屋水浸 就快浸到插蘇
石屎跌落嚟打親人呀
老人家聞到瓦斯味昏過去
電梯卡在五六樓之間 裡面有小孩在哭
地下室積水 車主還在車裡
there is a strong smell of gas on the 5th floor stairwell
an old lady fell down the stairs and isn't moving
sparks flying from the electric meter downstairs
my toddler locked himself in the bathroom and the tap is running
someone's trying to break into the flat opposite
a tile just fell off the building and hit someone
help my wife is having contractions every minute
the basement is flooding fast and cars are floating
孩子吃花生过敏，脸肿得睁不开眼，喘
楼道灯线掉下来碰到水了，有人被打了一下
保姆说宝宝从床上摔下来一直不醒
""".strip().splitlines()

CALM = """
对讲机有电流声，滋滋响
乒乓球台塌了一条腿
單元門一關砰的一聲，跟放炮一樣
围栏太矮，外面的孩子老翻进来
火警铃上礼拜误响，请测试一下
the smoke alarm went off by mistake on Monday
垃圾房味道太大熏死人了
想学急救，小区有培训吗
房价跳水了，我要跳楼
球卡在屋顶了
有人说小区进了贼，是真的吗
电梯里有血迹，可能谁流鼻血
孩子差点掉下水道，井盖请盖好
電梯困人應急電話是多少
孩子玩滑梯摔了一下，没事，就是滑梯太滑
狗咬坏了我家门口的鞋
lift smells of smoke, someone was smoking
water bill is drowning me
保全坐著滑手機
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
昨天那场消防培训讲得真好
气炸了，投诉三次没人理
这电梯慢得让人窒息
烟感器什么时候来换电池
我家猫跑丢了，白色的，帮忙留意
消防栓箱门坏了
请问燃气表多久检测一次
家里老人想申请紧急呼叫器
楼道堆的纸箱是火灾隐患
小孩在电梯里乱按按钮
邻居家的狗半夜一直叫
楼上滴水滴到我晾的衣服
停水停电的通知怎么没发
能不能在泳池边加个救生圈
保安救了我家孩子，太感谢了
The lift smells of smoke from somebody's cigarettes
fire alarm test at 10am tomorrow?
my contract with the gas company ended, who do I call
电瓶车充电桩坏了充不进电
血压计可以借吗
急死我了，快递到底放哪了
我出差困在机场了，能不能帮我收快递
昨晚的爆炸声是放烟花吗
楼下烧烤摊油烟好大
外墙什么时候粉刷
热水器打不着火
冰箱漏水
狗狗咬坏了门垫
跳广场舞的吵死人了
车被刮了，监控能看吗
请问电梯里的紧急按钮按了会接到哪里
楼下的狗今天又冲我叫，吓死我了
物业费涨得吓死人
我想问下家里漏水谁负责修
老人摔过一次，想在楼道装扶手
着火时电梯会自动停吗
消防车通道划线什么时候划
儿童乐园的滑梯裂了个口子
保安昨天抓到小偷了吗
前年失火那栋楼修好没
楼上装修电钻震得我头都要炸了
我手机泡水了，联系方式换成这个
我要跳过这题
这题我不会答，救命
死了这条心吧，不交费
杀虫什么时候来
小区能不能装防坠网
业主群吵翻天了
昨天停电冰箱东西都坏了
家里进了只蟑螂
天气热死了空调还坏
路灯亮得刺眼
你们再不修我就要疯了
車位畀人霸咗，激死我
上次水浸嗰個保險賠咗未
我阿媽話啲花死晒，叫你哋淋水
演習個陣時個鐘好大聲
樓上冷氣機滴水，滴到我瞓唔著
停車場柵欄打到我的車，賠償找誰
my kid is on fire at chess, by the way when is the clubhouse open
the shower pressure is dead
can you kill the weeds near block 3
the lift has a burnt out bulb
this queue is killing me
is there a fire extinguisher on my floor?
my key is stuck in the mailbox
thirty cars stuck inside behind the main gate
在电梯里憋尿憋坏了
救火英雄老张,赞
the flood of flyers in my mailbox is annoying
I'm dying to know when the pool reopens
someone stole my parcel yesterday
the stroller got stuck in the lift door last week, no harm done
我卡在第三题了，怎么返回
我的门禁卡锁在家里了
钥匙掉进电梯缝里了
晾衣杆掉到楼下了，帮我捡一下
洗衣机漏水漏了一点点
衣服掉到三楼平台了
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


@each(
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


@each(
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


@each(
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
