"""Violence is heard, and whoever cannot speak aloud."""

from flows.understanding.emergencies import is_emergency

HEARD = """
一群人拿着钢管冲进停车场
七八個人拎著球棒在大門口堵人
几个人扛着铁锹过来要打保安
成班人揸住刀喺樓下
十几个人围着一个小伙子踢
保安亭旁边三四个人按住一个在打
有個男人喺後樓梯箍住個女仔
醉汉在楼道里抱住一个姑娘不放
男的在车库掐住一个女的
阳台上有个不认识的人蹲着
我家衣柜里躲着个没见过的男的
窗外陌生人趴着往里看，我一个人在家
不敢出声，他在客厅里
我不方便说话，门外那人还没走
他就在旁边，我没法打电话，快来
佢喺我隔籬，我唔敢講嘢
他让我别出声，刀就放在桌上
那男的逼我们不许报警
当我是在订外卖吧，他在旁边盯着
我就當點外賣，他在看著我，三樓
猫眼被人用纸糊住了，门外有开门的声音
貓眼被貼住，有人在門外撬
隔壁女的哭得撕心裂肺，听到扇耳光
隔籬個細路喊得好慘，有皮帶聲
有人把孩子往面包车那边拖
一個戴口罩的把女孩往樓梯拉
喝多了的那个抡着凳子见人就砸
醉酒佬揸住酒瓶追人
见人就捅，快跑
他把刀架在我脖子上
he is holding my sister by the throat
my ex is breaking the door down
can't talk, he is in the next room with a knife
一個男的把女孩按在牆上
他把我妈推到地上，在喊
有人翻到我家厨房来了
有陌生男的从雨棚翻进我家窗户
有个送货的硬要进我家，我一个人顶着门
他用胶带捆住我妈
有人在砸车窗，我在车里
he won't let us leave
不让我出门，手机也抢走了，门反锁着
""".strip().splitlines()

CALM = """
几个人拿着工具在装修，太吵
一群人围着打牌，吵到半夜
小孩们围着一个皮球踢
保安按着章程打电话核实，挺负责
业主拿着铁锹在花园种菜
阳台上蹲着只不认识的猫
宝宝在睡，我不方便说话，打字吧
在开会不方便打电话，晚点联系
图书馆不能大声说话，有人一直聊
物业让我们不要动公共花盆
我点了外卖，送餐的人在楼下找不到门
猫眼被春联贴住了，看不见外面
孩子打针哭得撕心裂肺，隔壁听到了抱歉
孩子往楼梯那边跑，差点滑倒，铺个垫子吧
喝醉的人在长椅上睡着了，现在走了
刀放在桌上忘了收，是厨房培训用的
见人就打招呼，新来的保安真好
请不要报警声那么响
he took the baby by the hand to the playground
can't talk now, in a meeting, message me
他把车停在墙角，占道
家里阳台翻修，电梯要垫木板
抄表的非要进屋登记，可以吗
用绳子捆住的纸箱放门口了
she won't let me leave my scooter in the hall
""".strip().splitlines()


def test_violence_is_heard_even_from_whoever_must_whisper() -> None:
    assert [text for text in HEARD if not is_emergency(text)] == []


def test_crowds_tools_and_quiet_rooms_alarm_nobody() -> None:
    assert [text for text in CALM if is_emergency(text)] == []
