"""What is drawn, made of plastic, said in jest or told with thanks alarms nobody."""

from flows.understanding.emergencies import is_emergency

CALM = """
女儿画了一张着火的楼，得了奖
灶上的火苗发黄，要不要清一下
火苗老是偏小，烧水慢
爆炒辣椒满屋烟，油烟机该洗了
煎鱼一屋子烟，见谅
太阳晒得扶手滚烫
轮胎嘶嘶地漏气，有打气筒吗
刷手机刷得两眼发直
我的滑板车锁在储藏室了
外套还在里面，会所锁门了
床单吹到四楼平台去了
玩具车从阳台掉下去了
隔壁天天往下抖地毯，灰落我头上
有人在阳台拍被子
昨晚丢了镯子，窗户是撬开的
对讲机里只有人影
井盖翘了，先用砖头压着
翻墙的进来没人管
那条蛇是橡胶做的，收走了
楼道那把刀是道具，话剧社的
他说要跳楼，你们别当真
跟老公抬杠，他说要杀了我
多謝嗰日幫我撬開鐵門嘅師傅
谢谢那晚把我爸从电梯里救出来的保安
有人在電梯裡擦指甲油，很臭
虚惊，打扰你们了
we found her, she was only hiding, sorry for the panic
""".strip().splitlines()

HEARD = """
画室着火了
起火了，不好意思打扰了
我在外省，我妈一个人在家喊救命
人在外地出差，邻居说我家在冒浓烟
锅里煎着鱼，油锅着火了
阳台上有人往下跳
太阳很大，孩子锁在车里了
孩子卡在滑板车轮子里，手流血不止
玩具店烧起来了
砖头往下掉，压着人了
烧烤店煤气罐在喷火
那條蛇是真的，毒蛇，在門口
""".strip().splitlines()


def test_what_is_drawn_or_told_in_jest_alarms_nobody() -> None:
    assert [text for text in CALM if is_emergency(text)] == []


def test_danger_beside_such_words_is_heard() -> None:
    assert [text for text in HEARD if not is_emergency(text)] == []
