"""Electricity and water are heard by what they do to people and things."""

from flows.understanding.emergencies import is_emergency

HEARD = """
我爸一碰那个栏杆人就弹开了
一摸水龙头胳膊就没知觉了
她按了一下洗衣机，手被粘住拿不下来
師傅在接電，突然整個人僵住了
他换灯泡的时候抽搐了，人还在梯子上
儿子抠插座，人弹出去老远，现在脸白
孩子拿筷子捅插座，啪一下手发黑
路灯下面那滩积水，狗一踩进去就倒下了
攤水氹有電㗎，隻狗行過就僵晒
热水器外壳打人，我老婆洗着呢
冰箱门把手打手，孩子刚才被打哭
洗澡的时候水是麻的，人在里面不出声了
变压器那里一团一团的火往下掉
电箱里冒着蓝光，噼里啪啦
电缆被刮断了，垂在滑梯旁边滋滋响
配电柜泡在水里，里面炸得响
电梯按钮一按滋一声，手麻了半天
the washing machine gives a tingle and my wife can't let go
a wire is hanging over the paddling pool and buzzing
I touched the railing and now my whole arm is numb
man stepped in the puddle by the lamp post and went down stiff
水顺着吸顶灯往下流，灯还亮着
樓上的水滴在插排上，我不敢過去
水流到电表里去了
灯座里往外渗水，滴得满地
马桶返上来，屎尿漫了一地
地漏往外冒脏水，已经漫进卧室了
廁所個坑倒灌出嚟，流到成個廳
天花板像下雨一样，接都接不过来
家里跟下大雨似的，楼上没人
天花落緊大雨，張床濕晒
消防栓被大车撞坏了，水冲天
厨房软管崩了，我人在外地，水已经流到电梯口
水都到沙发了，还在涨
地库水没到车轮一半了，快来人
ceiling is bulging like a balloon and water is dripping on the cot
water has reached the sockets and is still coming up
our hall is becoming a pond and we can't find the valve
修水管的一碰管子人就抽了
路灯杆倒在水里，冒着电光
阿姨扶着铁门，手松不开了
洗手间下面倒灌上来，淹到客厅
按了开关，整条手臂震了一下，墙还湿着
电缆搭在铁栅栏上，有人要翻
水泼进插座里，砰的一声
消防水带在走廊里喷，没人会关
楼梯变成瀑布了，下不去
""".strip().splitlines()

CALM = """
脱毛衣静电打得手疼
一碰门把手有静电，怎么消除
我一按门铃就响个不停，里面的小孩被吓哭
保安打人，你们管不管
健身房里机器人一碰就弹开，挺好玩
楼道的灯一碰就亮，不碰就灭
孩子踩水坑，鞋湿了
雨后积水好几天了，走路都要绕
变压器的指示灯闪着蓝光是什么意思
手机充电器插上有点松
灯罩上有水珠，是回南天
卫生间的灯坏了一个，水龙头也滴水
天气预报说明天下大雨，天花板会不会又渗
马桶下水慢，冲两遍才下去
地漏返味，能不能换个防臭的
消防栓的玻璃门坏了
水表在管道井里，怎么看读数
洗车的水流到我车位上了，黏糊糊的
水费单上写的用水量到七吨，不对吧
the tap in the sink drips all night
my meter reads high although we were away
楼梯扶手一摸一手黑，该擦了
装灯的师傅把烟灰弹了一地
厨房下水返上来一点脏水，擦掉了
地漏返上来的臭味难闻
洗衣机一排水地漏就冒泡泡
shower water comes up to my ankles, the drain is slow
大堂变成小剧场了，真热闹
""".strip().splitlines()


def test_electricity_and_water_are_heard_from_what_they_do() -> None:
    assert [text for text in HEARD if not is_emergency(text)] == []


def test_a_crackle_or_a_drop_without_danger_alarms_nobody() -> None:
    assert [text for text in CALM if is_emergency(text)] == []
