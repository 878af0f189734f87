"""Scores and grades of another time, of others, of other things, or for something to come.

Beside each kind stand the writer's own, which are read all the same.
"""

from flows.understanding.answers import rating, satisfaction
from flows.understanding.answers.question import Question, QuestionKind
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
"""
GRADES = """
? 您对本次维修服务满意吗？
去年报修那次我填的不满意 => -
上次修水管我选了一般 => -
上次不满意，这次很满意 => 很满意
跟上次一样满意 => 满意
上次我打的不满意，这回没话说，很满意 => 很满意
上次来的师傅不行，这次的满意 => 满意
比上次满意 => 满意
修好了我就给很满意 => -
钱退了我给你打满意 => -
要真不漏了，满意 => -
退了钱再给满意 => -
满意，等下雨再看看 => 满意
师傅道了歉我才能说满意 => -
不漏了，满意 => 满意
修好了，我给很满意 => 很满意
修得快，我给个很满意 => 很满意
来得及时我就给满意 => 满意
修好了，很满意 => 很满意
你们把墙补好我再给满意 => -
? 请评价一下小区保洁的情况。
一楼那家不满意 => -
隔壁单元都说满意 => -
楼长说大家都满意 => -
楼上的说一般，我倒是很满意 => 很满意
二楼不满意，三楼满意 => -
我住二楼，不满意 => 不满意
我们二楼不满意 => 不满意
李阿姨扫得好，很满意 => 很满意
物业李经理人好，满意 => 满意
我儿子说不满意，别理他，我满意 => 满意
我家那位说一般，我看着挺满意 => 满意
我爸说很满意 => 很满意
我对象对她领导满意得很 => -
我对保洁很满意 => 很满意
我一般不往那头走 => -
一般几点来扫 => -
你们一般多久拖一次 => -
一般早上扫还是晚上扫 => -
一般般 => 一般
一般，没啥说的 => 一般
就一般 => 一般
一般吧，几天没扫了 => 一般
昨天那家外卖我倒是很满意，你们嘛先不讲 => -
楼下那家饭店我很满意 => -
对我老板我是很满意的 => -
天天问满意不满意，烦 => -
先把楼道拖了再问满意 => -
还好意思问满意 => 不满意
你们问满意，我说不满意 => 不满意
问我满意吗，满意的 => 满意
非要问，那就是不满意 => 不满意
2还是3好呢 => -
1要么2 => -
选2吧 => 满意
拖把都发霉了叫我怎么满意 => 不满意
? 您对新换的物业公司满意吗？
一般都是我老婆跟他们打交道 => -
我一般不下楼 => -
换之前不满意，现在满意 => 满意
之前那家我很满意 => -
对上一家物业很满意 => -
等住满一年再评 => -
把路灯修了我就满意 => -
我们单位食堂我倒是满意 => -
我弟对他媳妇满意 => -
业委会叫我们都选满意 => -
满意不满意你们心里没数吗 => -
一般，跟以前差不多 => 一般
挺满意的，比以前强 => 满意
老伴不满意，我觉得还行 => -
孩子满意，老人也满意 => 满意
我妈很满意，我也是 => 很满意
凑合吧 => 一般
3吧 => 较满意
2或者3 => -
比较满意，还有进步空间 => 较满意
满意个鬼 => 不满意
上次调查我填了满意，这次得改不满意 => 不满意
? How satisfied are you with the gym?
The old gym I was very satisfied with => -
I'll be satisfied when the showers work => -
my husband is satisfied, I never go => -
last year I ticked satisfied => -
They told me to put very satisfied => -
satisfied => 满意
Very satisfied, my wife too => 很满意
neutral, I suppose => 一般
"""
LABELS = ("很满意", "满意", "较满意", "一般", "不满意")


@each(("question", "said", "value"), told(SCORES))
def test_a_score_counts_only_where_the_resident_gives_it_now(
    question: str, said: str, value: str | None
) -> None:
    answer = rating.read(Question(QuestionKind.SCALE5, question), said)

    assert answer.value == (None if value is None else int(value))


@each(("question", "said", "value"), told(GRADES))
def test_a_grade_counts_only_where_the_resident_gives_it_of_what_was_asked(
    question: str, said: str, value: str | None
) -> None:
    answer = satisfaction.read(Question(QuestionKind.SATISFACTION, question, LABELS), said)

    assert answer.value == value
