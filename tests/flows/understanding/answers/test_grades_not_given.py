"""Grades of another time, of others, of other things, or for something to come.

Beside them stand the writer's own, which are read all the same.
"""

from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.satisfaction import read
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

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
师傅说修好了，我看了，满意 => 满意
邻居推荐的师傅，确实满意 => 满意
修好了我才敢洗澡，很满意 => 很满意
等了三天才来，不满意 => 不满意
上次没修好，这次修好了，满意 => 满意
上个月报的，拖到今天，很不满意 => 不满意
李师傅手艺好，很满意 => 很满意
我对他很满意 => 很满意
我对师傅很满意 => 很满意
单位里请假等的，不过修得满意 => 满意
他说一小时到就一小时到，满意 => 满意
叫我怎么满意？不满意 => 不满意
一般都会漏第二次，这次没有，满意 => 满意
一般，来得太晚 => 一般
老公觉得一般，我也觉得一般 => 一般
全家都说好，很满意 => 很满意
张师傅说话客气，满意 => 满意
早就该这样，满意 => 满意
再给你们说一遍，不满意 => 不满意
? 请评价一下小区保洁的情况。
三栋的老陈说很满意 => -
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
三号楼的都说不满意 => -
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
? 您对小区新装的充电桩满意吗？
充电桩装在4号楼那边 => -
我没电动车 => -
我女婿用过，他说不满意，我不会用 => -
再降两毛我就满意 => -
去年那批我是不满意的 => -
物业张经理说居民普遍满意 => -
满意两个字怎么写来着 => -
一般晚上才有位置 => -
三栋的都不满意 => -
等用满一个月再打分 => -
好不好用你自己试试 => -
充满一次几块钱 => -
对之前那种投币的很满意 => -
? How do you feel about our new parcel room?
I was happy with the old one => -
I'd be happy if it opened on Sundays => -
The guard said residents are very satisfied => -
Ask me next month => -
is it satisfied or very satisfied on the form? => -
? 您对这次换水表满意吗？
师傅讲解得清楚，很满意 => 很满意
上午换好的，满意 => 满意
换完了我试了水压，满意 => 满意
物业来得快，满意 => 满意
保安帮忙开的门，挺满意 => 满意
他们说换完水费会涨，不满意 => 不满意
去年换过一次，今年又换，不满意 => 不满意
说好九点，十一点才来，不满意 => 不满意
对师傅满意，对收费不满意 => -
二楼也换了，都满意 => 满意
我住三栋，很满意 => 很满意
王经理亲自来的，很满意 => 很满意
我家那位说不错，我也觉得满意 => 满意
等了一上午，一般 => 一般
"""
LABELS = ("很满意", "满意", "较满意", "一般", "不满意")


@each(("question", "said", "value"), told(GRADES))
def test_a_grade_counts_only_where_the_resident_gives_it_of_what_was_asked(
    question: str, said: str, value: str | None
) -> None:
    answer = read(Question(QuestionKind.SATISFACTION, question, LABELS), said)

    assert answer.value == value
