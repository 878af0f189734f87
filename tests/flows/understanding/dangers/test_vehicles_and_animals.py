"""Vehicles that run wild and animals that attack are heard."""

from flows.understanding.emergencies import is_emergency

HEARD = """
一辆空车没人自己往坡下滑
有台車沒拉手刹，往下溜，前面是幼兒園
货车刹不住往人行道冲
架的士衝入大堂，玻璃碎晒
轿车撞进保安亭了
小货车冲上滑梯那边
车撞到燃气调压柜了
泥头车撞断了高压线杆
外卖小哥被撞飞了
老人甩出去头着地，电动车跑了
孩子被卷到车底下
货车把大姐卷进车轮了
有个小孩在车底下，快别开
架車壓住個阿伯隻腳
抬杆砸在我妈头上，倒了
卷帘门压到人了
司机趴在方向盘上，喊不醒
有人在方向盘后面歪着不动
a truck rolled into the playground
someone is stuck under a car by the gate
厕所里有条黑的盘着，吐信子
床底盤著一條花的，好長
有蛇在洗衣机后面
條蛇喺BB床度纏住
马蜂从空调洞钻进来，一屋子
孩子捅了蜂窝，头上肿了十几个包
成窩黃蜂追住啲細路
猴子抓我女儿
野猪冲进小区，把老头顶翻
两条狼狗把阿姨扑在地上
三只流浪狗围着一个放学的孩子
斗牛犬咬住我家老人的手不松口
嗰隻惡犬撲低個阿婆
a dog has my daughter's arm
there is a snake under my bed
wasps are all over the pram, kids stung
垃圾车倒车压住一个捡瓶子的老人
架車冇人揸，向斜路溜落去
酒驾的车连撞了三个人
骑车的昏在路口，车倒着
輪椅從坡上溜下去撞牆了
水池里有个人脸朝下
""".strip().splitlines()

CALM = """
车子自己锁不上了，遥控没电
我的车充电自己断了
有辆车停在大堂门口挡路
轿车停进消防车位
车辆进小区要登记吗
车底下有只猫在睡
钥匙掉在车底下了
道闸抬杆坏了，砸不到人
方向盘被晒得烫手，地库能停吗
短信息都收不到
微信发不出语音信息
蛇皮袋堆在楼道
孩子的塑料蛇掉在花园了
蜂蜜团购在哪里领
马蜂窝什么时候能来摘
猴子玩偶落在电梯里
狗围着垃圾桶转，没人管
邻居家的大狗追自己的尾巴，挺好笑
遛狗不牵绳，希望能管管
the dog has a nice collar
a rubber snake was left under the bench
车库坡道的油没人冲，车轮打滑
养大狗不拴绳，见了小孩就扑着玩
轮椅坡道太陡了
我在门口撞了一下，没事，就是玻璃门该贴条
""".strip().splitlines()


def test_vehicles_and_animals_that_run_wild_are_heard() -> None:
    assert [text for text in HEARD if not is_emergency(text)] == []


def test_parked_cars_and_toy_snakes_alarm_nobody() -> None:
    assert [text for text in CALM if is_emergency(text)] == []
