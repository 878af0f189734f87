"""Opinions told by what happened, by a question that nobody is to answer, or beside a score."""

from flows.understanding.answers import rating, satisfaction
from flows.understanding.answers.question import Question, QuestionKind
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

SATISFACTION = """
? 您对小区保洁满意吗？
楼梯上能种菜了 => 不满意
垃圾三天没人收，臭得开不了窗 => 不满意
阿姨天天一大早就来，扶手都擦得发亮 => -
扫帚就搁那儿，人影都不见 => 不满意
你自己来闻闻 => -
你说呢 => -
换了人以后越来越脏 => 不满意
烟头从过年扔到现在 => 不满意
还行，就是电梯里味道大 => 一般
没毛病 => 满意
挑不出理 => -
凑合事儿 => 一般
? 您对管家的响应速度满意吗？
发微信两天才回 => 不满意
等她回个话等到花儿都谢了 => 不满意
电话永远占线 => 不满意
消息秒回 => -
喊一声就到 => -
问三次答一次 => 不满意
比以前强点 => -
说马上来，马到现在还没上 => 不满意
你猜我打了几个电话 => -
打了八个电话没人接，你说满意不满意 => 不满意
? How satisfied are you with our rubbish collection?
Bins overflowing again, stinks to high heaven, third week running => 不满意
Rats everywhere thanks to you lot => 不满意
Never missed once in five years => -
What do you think? They left half of it in the road => 不满意
Guess how happy I am after stepping in that mess => 不满意
Could be better, could be worse => 一般
I wouldn't recommend it to my enemies => 不满意
Which collection, the Monday one? => -
? 閣下對會所設施嘅滿意程度係？
跑步機壞咗兩個月都冇人理，你話我滿唔滿意吖 => 不满意
你估我滿意咩，個泳池成池青苔 => 不满意
OK啦，冇乜投訴 => -
未用過 => -
好正 => 很满意
麻麻哋 => 一般
激死人，訂場次次爆滿 => 不满意
? 您对这次维修服务满意吗？
来了三趟水还在往下滴，你说我什么心情 => 不满意
修完第二天又堵了，能满意吗 => 不满意
师傅满头大汗忙到九点，连口水都没喝 => -
修是修好了，墙给我砸了个洞 => -
问我满不满意？水还漏着呢 => 不满意
满意吗？ => -
你觉得我能满意吗 => 不满意
这还用问吗，满意 => 满意
这也叫修？ => 不满意
就这水平还好意思问 => 不满意
哪有不满意的道理 => 满意
我能不满意吗，人家大年三十都来 => 满意
有什么不满意的 => 满意
还有比这更差的吗 => 不满意
3…不对按错了 我要按的是4 => 一般
先不评 => -
? 您对小区保洁满意吗？
阿姨今天没来吧？ => -
你问的是哪个阿姨 => -
我家马桶堵了 => -
垃圾桶放哪 => -
垃圾房几点开 => -
以前臭得要命，现在好多了，满意 => 满意
再也没见过老鼠，满意 => 满意
没人管我，我自己扫 => -
没有人比她更认真，很满意 => 很满意
帮我报一下，楼道灯坏了 => -
电梯又坏了，快叫人来 => -
明天几点扫？ => -
我打了两次电话是问停水的 => -
师傅还没来呢怎么评 => -
天天来扫，满意 => 满意
等一下再说 => -
要是还这么脏我就不满意 => -
希望别再臭了 => -
你们非要我写很满意 => -
经理求我选很满意，我选一般 => 一般
师傅求我打满意 => -
they asked me to put very satisfied => -
? 您对这次服务满意吗？
以后不用担心漏水了 => -
再也不会漏了 => -
以后不会再堵了 => -
多收的主动退钱了 => -
白给我换了个新龙头 => -
小伙子累死累活的 => -
发霉的地方都处理了 => -
蜘蛛网扫得一干二净 => -
绕了一圈检查 => -
干净得能种花 => -
火都灭了 => -
thanks to you the leak stopped => -
i wouldnt wish for better => -
twice as much as i hoped => -
以后不用找别人了 => -
再也不用叫外面的人了 => -
青苔都清掉了 => -
积灰也扫干净了 => -
师傅不好意思收我钱，太客气了 => -
真不好意思让你们跑一趟 => -
不好意思问一下 => -
这也算快了 => -
谁来处理了 => -
唔好意思叫你哋行多次 => -
再也不找你们了 => 不满意
下次不会叫你们了 => 不满意
还好意思收钱 => 不满意
这也叫服务 => 不满意
火大 => 不满意
发霉都没人管 => 不满意
蜘蛛网一大堆 => 不满意
退我物业费 => 不满意
激死 => 不满意
thanks to you my floor is flooded => 不满意
"""

SCALE5 = """
? 请给本次上门维修打分（1–5分，5分最好）
打四分……算了鞋印踩一地，三分 => 3
两分吧，算了给三分 => 3
四分算了 => 4
三分，唉算了 => 3
师傅值五分，物业只值两分 => -
给师傅五分 => 5
本来五分，迟到半小时，四分 => 4
三分不能再多 => 3
2分都嫌多 => -
五分里给个四 => 4
中等，三颗 => 3
比上回多一分 => -
上回给5，这回给4 => 4
⭐⭐⭐ => 3
✨✨就这俩 => 2
挺好✨✨ => -
扣光 => -
满分里扣个零头 => -
四到五之间 => -
不多不少三分 => 3
及格分 => -
仨星 => 3
兩分咋，成晚瞓到流口水 => 2
1就是1 => 1
给1都多 => -
五星，必须的 => 5
差评，一颗星 => 1
说不好，三四分吧 => -
倒数第二 => 2
从一到五我选四 => 4
1-5分我给3分 => 3
孩子说满分，那就5 => 5
物业经理让我打5分，我偏打2 => 2
经理叫我打5分 => -
你们要我打几分 => -
? How would you rate the lift on a scale of 1 to 5?
solid 4 => 4
5 for the mechanic, 1 for the office => -
was going to say 4 but it broke again, so 2 => 2
middle of the road, three => 3
my husband says 5 but I'd go with 3 => 3
no more than 2 => 2
full marks => 5
two, and that's generous => 2
not even a one => -
I'd give it a five if it stopped on my floor => -
four out of five => 4
8/10 => -
couldn't tell you, I take the stairs => -
2.5 => -
four stars, lost one for the mirror => 4
"""


@each(("question", "said", "value"), told(SATISFACTION))
def test_what_happened_or_is_asked_of_nobody_may_tell_an_opinion(
    question: str, said: str, value: str | None
) -> None:
    answer = satisfaction.read(Question(QuestionKind.SATISFACTION, question), said)

    assert answer.value == value


@each(("question", "said", "value"), told(SCALE5))
def test_a_score_is_told_with_all_that_people_say_beside_it(
    question: str, said: str, value: str | None
) -> None:
    answer = rating.read(Question(QuestionKind.SCALE5, question), said)

    assert (None if answer.value is None else str(answer.value)) == value
