"""What residents tell of how they were served, of other rooms and of other days."""

from flows.understanding.answers import rating, satisfaction, yes_no
from flows.understanding.answers.question import Question, QuestionKind
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

SATISFACTION = """
? 您对本次搬家电梯协助满意吗？
两个小伙子扛了一上午，汗都没擦 => -
电梯让我占了仨钟头也没人催，服务到位 => 满意
护垫都没铺，把墙刮花了 => 不满意
说好九点，十一点才开梯 => 不满意
没用上，我走楼梯的 => -
搬的是我妹妹，问她 => -
挺周到 => 满意
那必须满意啊 => 满意
满意得很 => 很满意
不功不过 => 一般
? 請問您對垃圾清運滿意嗎？
追垃圾車追到跌倒 => 不满意
還可以再好一點 => 一般
臭到鄰居來敲門 => 不满意
不予置評 => -
比上個廠商好很多 => -
滿意啦，辛苦大哥 => 满意
普普通通 => 一般
? How satisfied are you with the security guards?
They know my kids by name => -
Asleep at the desk every single night => 不满意
Never there when you need them => 不满意
Top blokes => 很满意
They're all right => 一般
I've nothing but praise => 很满意
Rude to my mother twice => 不满意
They let anyone walk in => 不满意
could do worse => 一般
not exactly thrilled => 不满意
? 您对停车场管理满意吗？
外来车天天占我车位，打电话没人接 => 不满意
灯全换新的了，亮堂 => -
我没车 => -
还没买车位，不评价 => -
进出顺畅，保安还帮忙指挥 => -
停个车绕三圈，心累 => 不满意
收费涨了服务没涨 => 不满意
不好不坏 => 一般
物业说满意度98%，我呸 => 不满意
? 您对本次搬家电梯协助满意吗？
东西一件没磕坏，很满意 => 很满意
没刮花，满意 => 满意
怕弄脏墙还垫了布，满意 => 满意
差点摔倒被保安扶住了，谢谢，满意 => 满意
昨天我自己摔了一跤，跟你们无关，满意 => 满意
? How satisfied are you with the security guards?
Never rude to anyone, satisfied => 满意
They don't let strangers in, very satisfied => 很满意
My son was asleep and they kept quiet => -
"""

SCALE5 = """
? 请给小区健身房打分（1–5）
器材新，给5 => 5
我拉伤过腰，没敢再去 => -
早上人少4分，晚上挤得2分 => -
综合一下3分吧 => 3
就给个3 => 3
减到最低 => -
4，跑步机坏一台扣的 => 4
健身卡88一个月 => -
5个人挤一台 => -
一颗星都不想给 => -
3☆ => 3
顶多3 => 3
三分之二的器材坏了 => -
教练不错打五分，环境打三分 => -
没去过，瞎打个3行吗 => -
"""

YESNO = """
? 楼下的积水退了吗？
车都能开了 => yes
鞋还是湿的 => no
我在十八楼没下去 => -
? 您对新保洁公司有意见吗？
没啥意见 => no
哪家公司？ => -
? 要不要帮您把旧家具拉走？
多少钱一趟 => -
拉走拉走 => yes
我留着还用呢 => no
已经叫收废品的了 => no
我一个人搬不下楼 => yes
? 电梯按钮换好了吗？
摸着光溜溜的，换了 => yes
3楼那个没换 => -
? 您家暖气热了吗？
穿着短袖呢 => yes
裹着被子打字 => no
卧室热客厅不热 => -
我还没搬进去 => -
? 需要帮您转接人工吗？
跟机器说不清楚 => yes
不用了，弄明白了 => no
快点 => yes
? Shall I book the clubhouse for you on Saturday?
Sunday would be better => -
Go for it => yes
How much is the deposit? => -
changed our minds, thanks => no
? 閣下今日有冇收到水樣報告？
信箱空嘅 => no
管理員派咗上嚟 => yes
唔知咩嚟 => -
? 暖气热了吗？
去年这时候都穿短袖了 => -
去年就修好了 => yes
"""


@each(("question", "said", "value"), told(SATISFACTION))
def test_damage_late_lifts_and_sleeping_guards_are_blame(
    question: str, said: str, value: str | None
) -> None:
    answer = satisfaction.read(Question(QuestionKind.SATISFACTION, question), said)

    assert answer.value == value


@each(("question", "said", "value"), told(SCALE5))
def test_only_a_score_of_the_thing_asked_about_is_one(
    question: str, said: str, value: str | None
) -> None:
    answer = rating.read(Question(QuestionKind.SCALE5, question), said)

    assert (None if answer.value is None else str(answer.value)) == value


@each(("question", "said", "value"), told(YESNO))
def test_what_is_told_of_another_time_or_room_is_asked_again(
    question: str, said: str, value: str | None
) -> None:
    answer = yes_no.read(Question(QuestionKind.YESNO, question), said)

    assert answer.value == value
