"""Whoever is shut in is heard, in whatever words he tells that he cannot get out."""

from flows.understanding.emergencies import is_emergency

HEARD = """
电梯停了，我跟我妈在里面
電梯門只開了一條縫，外面是水泥牆，我和婆婆在裡頭
部𨋢停咗，得我同個bb喺入面
电梯关上就不动了，我推着轮椅在里头
我在电梯里，按哪个键都没反应
我们六个在电梯里，灯灭了，对讲没人接
電梯沒反應，我一個人在裡面
电梯里面闷得很，有个阿姨快晕了
升降机入面好焗，個仔喊緊
轿厢一沉一沉往下走，我抓着扶手
電梯一頓一頓往下掉，不敢動
扶梯突然反着走，好多人滚下来
电梯停在负二不开，听见里头有小孩在哭
电梯里传来拍门声，有人喊救命
电梯门开了里面没有地板，黑乎乎的
電梯門打開看見鋼纜，小孩差點踩進去
弟弟钻进洗衣机里，门拉不开了
三岁的爬进行李箱玩，锁扣卡住了
妹妹躲到冰柜里，盖子打不开
阿仔匿咗入雪櫃，扣住咗開唔到
风一吹门锁上了，孩子一个人在屋里
門碰上了，奶奶在裡面，鑰匙也在裡面
汤在炉上炖着，我倒垃圾门带上了
门反锁进不去，灶上还煮着东西
我俾人鎖咗喺天台，落唔到去
我被关在泵房了，没人听见，手机快没电
保安锁门没看，我被关在会所里，出不去
姥姥在卫生间，门反锁了，叫她没声
女儿在浴室反锁打不开，一直哭
my son locked himself in the bathroom and the bath is running
my little girl climbed into the dryer and the door shut
電梯裡有兩個小朋友，按鈕都不亮
电梯里三个老人，停住不动了
我在外面，三岁的把阳台门锁上了，够不着
天台门被人锁了，我和孩子在外头，风很大
i am with my twins, lift stopped and it's hot in here
指纹锁坏了，屋里炖着肉汤，娃在里头睡
门带上了，我还煮着一锅粥
電梯停在七樓，我太太有幽閉恐懼，喘得厲害
""".strip().splitlines()

CALM = """
电梯里的广告太吵，我每天在里面听得烦
物业办公室的门锁着，人在里面打牌
棋牌室门反锁，一群人在里面抽烟
电梯里没信号，能加个基站吗
电梯按键没反应，要用力按，走的楼梯
电梯停在负一层半天不上来，上班迟到了
电梯里的灯灭了一个
门带上了钥匙在屋里，有没有开锁的电话
我被锁在门外了，家里没人
快递锁在柜子里拿不出来
猫钻进洗衣机里睡觉，拍了张照给你们看
洗衣机的门打不开了，衣服在里面
冰箱门关不严
孩子的书包锁在储藏室里了
电动车钥匙被锁在车库里
会所九点就锁门，我外套还在里面
锅炉房门锁坏了
自行车锁在楼道里，没人管
扶梯停了两天，走得累
the lift is slow and nobody answers the office phone
locked out again, who has the number of a locksmith
部𨋢停咗喺地下，冇人喺入面
电梯坏了停在大堂，里面没有人
对门把我家的门圈在里头了，要投诉
the only lift has stopped and my mother uses a wheelchair
密码锁没电，怎么换电池
电梯停在一楼保养，几点好
""".strip().splitlines()


def test_whoever_is_shut_in_is_heard() -> None:
    assert [text for text in HEARD if not is_emergency(text)] == []


def test_things_that_are_shut_in_and_lifts_that_are_slow_alarm_nobody() -> None:
    assert [text for text in CALM if is_emergency(text)] == []
