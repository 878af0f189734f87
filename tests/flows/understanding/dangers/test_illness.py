"""Who is ill or hurt is heard by what others see of him, without the name of an illness."""

from flows.understanding.emergencies import is_emergency

HEARD = """
我爸手冰凉，推他眼皮都不动
老太太手脚冰冷，嘴唇发白不说话
阿爸手腳冰凍，塊面灰咗
爷爷身子发硬，喊不应
摇他他没睁眼，还有点热
叫阿婆，阿婆眼珠唔郁
孩子两眼发直，叫名字没反应
宝宝从床上摔下来一直吐
摔了一跤之后嗜睡，现在叫不起来
他说胸口压着块大石头，冒冷汗
心口像刀绞一样，喘
阿嬤胸坎像石頭壓咧，面白
吃完虾嘴巴肿起来，嗓子发紧
女兒臉腫得看不見眼睛，一直喘
他把一整瓶安眠药吞了
我已经吃了一整板降压药
佢成樽藥都吞晒
药我吃了，妈妈再见
她在群裡說藥都吞了，保重
电锯锯到手指了，血一直滴
角磨机割到手了
我爸的手指头断了一截
割草機削掉了半截腳趾
宝宝的手绞进扶梯里了
小孩手指捲進門縫拉不出來
独居的老伯三天的牛奶都没拿
對門阿婆兩天的報紙沒取，燈一直亮著
打完胰岛素人就迷糊了，叫着没答应
老頭血糖低，冷汗一直流，說胡話
遛弯的大爷突然往后一仰，直挺挺的
電梯裡的奶奶軟下去了
保安坐着坐着歪在椅子上了
他抽了四分钟还不停
洗澡洗了一个小时，叫他不应，门反锁
老公喺浴室冇聲，叫極都唔應
跟奶奶视频，手机掉了，喊了半天没人应
监控里我妈躺在地上不动
有人吊着一根绳子，脚离了地
泳池那边冒白烟，大家捂着鼻子跑
压力锅炸开了，孩子手上都是血
baby is limp and grey
his leg is bent the wrong way
she sliced her thumb off with the slicer
face is hanging on one side and she talks nonsense
grandpa says his chest is tight
奶奶倒在沙发上，怎么叫都没反应
阿爺坐喺度，嗌極都唔應
弟弟吃糖卡着了，脸憋得发紫
the oven gave her a shock and she is not moving
he has a squeezing pain across his chest
五岁的女儿踩着椅子趴窗口，家里没大人
個女踩住張櫈望出窗，得佢一個喺屋企
窗开着，孩子站在沙发背上往外看
蒸汽喷到我手上起泡了
我妈左手抬不起来，说话含糊，流口水
他从单杠上掉下来，胳膊扭成反的
车里有个人，拍窗没反应
""".strip().splitlines()

CALM = """
暖气不热，孩子手脚冰凉
地板冰凉，老人脚冷
洗澡水忽冷忽热
我看手机看得眼睛发直
胸口的口袋绣错字了，工作服能换吗
孩子脸上蚊子咬肿了，绿化带多喷点药
整瓶药水洒在楼道，扫一下
药房送的药我吃了，谢谢代收
菜刀切到手指破皮了，有创可贴吗
指甲断了一截，不碍事
裤脚卷进自行车链条了，给了把剪刀才弄出来，谢谢
对门三天没拿报纸，他们出差了，麻烦代收
老人血压正常，量完就回去了
有人量血糖吗，社区什么时候来
抽了五分钟的烟味还没散
在浴室摔碎了杯子，需要扫帚
监控画面里看不到我的车
监控摄像头歪在一边，拍不到门口
跟我妈视频总卡，小区信号差
绳子吊着的灯笼掉了
味道大，大家捂着鼻子过，垃圾房该洗了
the plants look limp, please water them
阿姨扫一半就走，我喊她都不应
系统卡住了，点哪里都不动
孩子踩着凳子贴窗花，摔了个屁股蹲，笑死
妈妈踩着椅子擦窗
孩子的画挂在柜子上了
老花眼，窗口的字都看不清
""".strip().splitlines()


def test_the_ill_and_the_hurt_are_heard_from_what_others_see() -> None:
    assert [text for text in HEARD if not is_emergency(text)] == []


def test_cold_hands_and_small_cuts_alarm_nobody() -> None:
    assert [text for text in CALM if is_emergency(text)] == []
