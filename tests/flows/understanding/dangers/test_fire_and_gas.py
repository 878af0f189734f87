"""Fire and gas are heard where only what is seen, felt and smelt is told."""

from flows.understanding.emergencies import is_emergency

HEARD = """
窗户那边一片红，玻璃忽明忽暗的
對面頂樓映紅了半邊天，玻璃在響
门缝底下橘红橘红的在跳动
8楼的玻璃通红，有人在窗口挥毛巾
我仔玩火機，將張床單燒着咗
小孙子把窗帘点着了
弟弟拿火柴把沙发点了
火已经上了五楼，楼梯下不去
火蹿到阳台了，消防水带没水
火喺三樓，啲水喉冇水
防盗门烫手，门那边有声音
他家的铁门板滚烫，我一碰就缩回来了
和隔壁挨着的那面墙烫得没法靠
那堵墙一直在热，我手贴上去都起泡
插座面板发烫，闻着像烤塑料
我家空调孔有烟一直从外头往里灌
有煙從冷氣孔跑進來，走廊看不到出口燈
屋里灰蒙蒙的，眼睛辣得直流眼泪
白茫茫一屋，熏得眼睛睁不开
奶奶把煤油炉碰倒了，地毯冒起来
取暖器烤着窗帘了，已经黑了一块还冒着
the wall next to the kitchen is so hot and I can smell something burning
bright orange behind the flat's front door and it flickers
there is smoke creeping under my door
my mother tipped a candle, the rug is alight
煤气灶没点着，一直嘶嘶的，关不上
灶台那个胶管嗤嗤响，人都不敢靠近
个樽口嗤嗤聲噴緊石油氣
汤溢出来火灭了，气还在往外跑
锅扑了火灭了，满屋的气在漏
师傅钻墙把黄色管子钻穿了
挖土机挖断了那根黄管子，人都跑开了
樓道一股臭雞蛋的味，越來越重
灶旁边有股烂白菜味，一阵阵的
屋里点着炭火锅，我爸趴下了，我也头昏
煤炉在床边烧了一夜，现在两个人都软得起不来
阿嫲頭暈想瞓，間房燒緊炭爐
耳朵嗡嗡响，人发软，炭盆还在屋里
停电用了发电机，屋里人都恶心站不起来
忘了关炉头就出门了，邻居说一股味
the gas knob came off in my hand and it's still coming out
hissing from the cylinder behind the stove
kitchen smells of rotten eggs and it's getting stronger
charcoal heater on all night and we all have headaches
沙发靠垫在烧，水浇上去还冒
六楼的阳台往外蹿火
隔離個窗往外噴黑煙
忘了关电熨斗，一屋焦烟
充电宝爆了，手上都是血
cardboard is smouldering by the bins and the wind is blowing
阀门拧死了还在漏气
挖土的挖断管子，街上全是味
热水器装在浴室里，我妹洗着洗着站不住了
煲粥溢到火熄咗，成屋臭
橱柜里嘶嘶响，不敢开火
隔壁锅烧黑了，敲门没人，缝里出来糊味
车底掉火星，司机还没发现
换煤气瓶的时候接口喷了我一手
燃气管被叉车碰弯撞断了，呼呼有声
""".strip().splitlines()

CALM = """
火苗偏黄，是不是该清灶头了
孩子画了一幅着火的房子，贴走廊里挺好看
炒辣椒满屋子烟，抽油烟机该洗了
他家春联通红，灯笼一晃一晃的真喜庆
楼道应急灯发红光，一闪一闪
太阳晒得铁门烫手，门口能不能搭个棚
水龙头出来的水烫手，温度调不下来
炒菜的时候锅里滋滋响，邻居嫌吵
煎鱼嘶嘶响也有人投诉
自行车胎嘶嘶地漏气，有气筒吗
垃圾房一股臭鸡蛋味，天天这样
烧烤店的炭火呛人，头晕，能让他们搬走吗
燃气表显示红灯一闪一闪，是没钱了吗
晚霞把玻璃映红了，真好看
把被子烧了个洞，是昨天自己不小心，能修补吗
请问黄色的燃气管可以刷漆吗
炭炉能不能放楼道里烤红薯
the radiator is too hot to touch, can you turn it down
sunset makes the windows glow orange, lovely
热水器在浴室里，想挪到阳台可以吗
楼下早餐店的油烟从排气管灌进来，全是煎饼味
厨房总开关发烫吗？不烫，就是跳
挖断网线了，几时接好
電腦爆了好多消息
chicken in the oven, that is the smoke you see, smells great
换气瓶的师傅态度真好
""".strip().splitlines()


def test_fire_and_gas_are_heard_from_what_is_seen_and_smelt() -> None:
    assert [text for text in HEARD if not is_emergency(text)] == []


def test_what_glows_hisses_or_smells_without_danger_alarms_nobody() -> None:
    assert [text for text in CALM if is_emergency(text)] == []
