"""Scores of another time, of others, of other things, or for something to come.

Beside them stand the writer's own, which are read all the same.
"""

from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.rating import read
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

SCORES = """
? 家政保洁服务，您打几颗星？（1～5）
上次那个阿姨我给了5颗 => -
去年评过，打了三星 => -
头一回用的时候打过5星 => -
搬来那年给过5分 => -
上次4颗，这回5颗 => 5
上次给4颗，这次还是4颗 => 4
跟上回一样，4颗 => 4
上次没擦窗给了3颗，这次都擦了，5颗 => 5
昨天那个阿姨做得细，5颗 => 5
上次来得早，给4颗 => 4
还是4颗 => 4
照上回的，4星 => 4
3年前我给隔壁那家打过1分 => -
上个月那次打了两颗，这个月三颗 => 3
? How many stars would you give the pool attendants (1-5)?
I gave them 4 last year => -
Last time I said 5 => -
Same as last time, 4 => 4
last summer it was a 2, now it's a 4 => 4
5 lifeguards and not one could swim => -
4 kids nearly drowned there => -
Two attendants, both great, 5 stars => 5
3 stars, one of them was asleep => 3
four. nice boys => 4
there were 2 of them on Sunday => -
? 请给本次上门维修打分（1到5分）。
师傅返嚟執手尾我就俾5分 => -
洗乾淨先至俾5分 => -
临走说务必给5分哈 => -
师傅非要我点5分 => -
修完就求我给五星好评 => -
把垃圾带走的话5分 => -
什么时候不漏了什么时候给5分 => -
下次不迟到我就打5分 => -
钱退到账我给5分 => -
不修好别想要5分 => -
管子不漏了，5分 => 5
修好了，给5分 => 5
手脚快，我给5分 => 5
师傅人好，5分就5分 => 5
师傅让我打分，那就5分吧 => 5
准时来的，我就给5分 => 5
没漏了，我给4分 => 4
给10分行不行？不行就5分 => 5
1分都嫌多，1分吧 => 1
五分都嫌少，5分 => 5
3分都多了，2分 => 2
3分都嫌多 => -
五星红旗迎风飘扬 => -
五星级酒店都没这么讲究 => -
我住5星小区 => -
五星好评 => 5
五星级服务 => 5
我家门牌4号 => -
我儿子考了5分 => -
我爱人评过了，5分 => -
我老公说4分，我觉得3分 => -
我老公说4分 => 4
我婆婆打了5分，我还没想 => -
邻居打5分 => -
我妈说给5分，那就5分 => 5
我和老公都给5分 => 5
儿子喊打1分，别听他的，4分 => 4
师傅自己说他值5分 => -
孩子他爸给5分，我给3分，以我的为准 => 3
王师傅干活利索，5分 => 5
等他回来拿工具等了半天，3分 => 3
修好了就给5分吧 => 5
来得快，修得好，我就给5分了 => 5
他回来又补了一遍胶，给5分 => 5
换了个新龙头，5分 => 5
换了两个师傅才修好，3分 => 3
下次再晚就1分，这次3分 => 3
上次3分都高了，这次1分 => 1
上回那个师傅更好，这个4分 => 4
我妈看着修的，她说给5分，那就5分 => 5
邻居都说好，我也给5分 => 5
按老规矩5分 => 5
3个师傅来的，都好，5分 => 5
5楼的，4分 => 4
四星吧，差一点 => 4
五颗星啦 => 5
5星，必须的 => 5
考虑了一下，4分 => 4
5分，下次还找他 => 5
4分，回头再补拍照片 => 4
退了差价，给4分 => 4
3 stars for the plumber, he was late => 3
5. he came back twice to check => 5
4 because it took two visits => 4
I'd give 4 => 4
I give it 5, same as last time => 5
? 请给食堂打分（1-5）
5个菜没一个热的 => -
3块钱的包子涨到4块 => -
打菜阿姨让我给5分换个鸡腿 => -
上周打过了，4分 => -
味道好我再给5分 => -
换了厨师我就打5分 => -
五花肉不错 => -
4个人吃都拉肚子 => -
一星期就去一次 => -
两素一荤 => -
十分难吃 => -
九十分 => -
4分，米饭硬 => 4
三颗星，咸了 => 3
给3分，上周那次给多了 => 3
最多2分 => 2
味道5分，卫生3分 => -
五分五分，好吃 => 5
就冲红烧肉给5分 => 5
我和老伴一致4分 => 4
两分，多一分都不给 => 2
老公给4，我给2，取我的 => 2
上回3分，这回进步了，4分 => 4
比上次强，给4分 => 4
要是按我以前的脾气1分，现在3分 => 3
? How would you rate our concierge, 1 to 5?
2 parcels lost => -
3 times I asked => -
5 minutes late => -
5 minutes late but 4 => 4
He begged me to put 5 => -
My flatmate would say 5, I say 3 => 3
I'll give 5 once the parcel turns up => -
If he smiled, 5 => -
last month I gave 2 => -
4, would be 5 if he smiled => 4
three, tops => 3
solid 4 => 4
5 out of 5 => 5
1 to 5? 4 => 4
? 请为本次灭虫服务打1至5分。
蟑螂死了3只 => -
一周后没蟑螂我给5分 => -
师傅自称5分水平 => -
我婆婆给了5分，我没在家 => -
打了两次药 => -
上个月那家我给1分 => -
5层楼都臭 => -
四害消杀是吧 => -
让我先看两天，没了就5分 => -
三天两头有 => -
你们内部要求5分吧 => -
要是一只都没了，5分 => -
? Please rate the shuttle bus (1-5).
2 buses in an hour => -
the driver asked for 5 => -
route 4 or route 5? => -
4pm bus never came => -
my daughter rides it, she says 4, I don't use it => -
Maybe 3, maybe 4 => -
stop 2 has no shelter => -
5 if it ran on Sundays => -
? 请给搬家服务打分，1-5。
搬完了我给5分 => 5
两个小伙子很卖力，5分 => 5
三天后才到，2分 => 2
一周后还没送全，1分 => 1
楼上的说不好，我觉得5分 => 5
你们的要求也太多了，3分 => 3
经理说补差价也没补，2分 => 2
打碎了我一个碗，3分 => 3
搬了5趟，4分 => 4
5分，5个人都不错 => 5
"""


@each(("question", "said", "value"), told(SCORES))
def test_a_score_counts_only_where_the_resident_gives_it_now(
    question: str, said: str, value: str | None
) -> None:
    answer = read(Question(QuestionKind.SCALE5, question), said)

    assert answer.value == (None if value is None else int(value))
