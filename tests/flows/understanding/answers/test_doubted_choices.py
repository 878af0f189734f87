"""What is chosen by whoever cannot tell, wavers, grants something to one or turns one down."""

from flows.understanding.answers.choice import read
from flows.understanding.answers.question import Question, QuestionKind
from tests.each import each
from tests.flows.understanding.answers.told_choices import told

DOUBTS = """
? 您反映的噪音来自哪里？ | 楼上/楼下/隔壁/室外/设备机房
闹不清是头顶还是旁边传过来的 => -
楼上还是隔壁说不准 => -
楼上还是隔壁，听不出来 => -
不知道是不是楼上 => -
楼上，不知道在干什么 => 楼上
楼上，具体哪一户不清楚 => 楼上
搞不懂，像是机房 => 设备机房
分不清楼上楼下 => -
一半楼上一半隔壁 => -
有时候楼上有时候楼下 => -
不确定是楼上 => -
楼上，别的我不知道 => 楼上
楼上，天天如此 => 楼上
not sure, upstairs or next door => -
? 这次的维修费用由谁承担？ | 业主/租客/物业/开发商
还没跟房东掰扯清楚 => -
还没和租客谈好 => -
还在跟物业扯皮 => -
业主出 => 业主
没说好，业主先垫着 => -
还没谈好，先算业主的吧 => 业主
? 您家这次报修的主要原因是什么？ | 自然老化/人为损坏/装修遗留/天气影响/不清楚原因
我哪晓得它咋个坏的嘛 => 不清楚原因
谁知道呢，早上起来就这样了 => 不清楚原因
不知道 => 不清楚原因
一半怪它年头久，一半怪前年装修那帮人手黑 => -
老化了，不知道多少年了 => 自然老化
搞不清楚 => 不清楚原因
说不上来 => 不清楚原因
人为的，不知道谁干的 => 人为损坏
记不得了 => 不清楚原因
? Why did it break? | Old age/Misuse/Weather/Not sure
no idea mate => Not sure
I don't know => Not sure
can't say really => Not sure
old age I guess => Old age
? 空出来的绿化带您想种什么？ | 桂花/樱花/月季/草坪/果树
樱花好看是好看，招虫子，还是铺草吧 => 草坪
桂花香是香，就是掉得满地，月季吧 => 月季
草坪好是好 => -
果树好归好，会有人偷摘，种桂花 => 桂花
月季就是月季 => 月季
樱花和桂花都好看，纠结 => -
看情况 => -
? 您想预约哪项？ | 游泳池/健身房/羽毛球场/烧烤场
泳池人太多，我去健身房 => 健身房
健身房太闷了，羽毛球吧 => 羽毛球场
烧烤场要排队，改羽毛球 => 羽毛球场
羽毛球场没位子了，那就健身房 => 健身房
想游泳，我老公想去健身房 => -
游泳池，健身房也要 => -
去健身房，泳池水太凉 => 健身房
羽毛球太累，宁愿泡泳池 => 游泳池
我要泳池，还要烧烤场 => -
健身房就免了，泳池 => 游泳池
不爱运动，烧烤 => 烧烤场
轮流来，泳池和健身房 => -
? 漏水在哪里？ | 厨房/卫生间/阳台
厨房渗，两个厕所也渗 => -
厨房或者别的地方 => -
说不好，洗澡那间吧 => 卫生间
还没搞清楚是厨房还是阳台 => -
厨房，别的没留意 => 厨房
? 您想怎么停车？ | 月租/临停/购买
月租贵是贵，省心，就月租 => 月租
买是买不起，月租吧 => 月租
还没跟老婆商量，可能月租 => -
月租或者临停 => -
"""


@each(("question", "options", "said", "value"), told(DOUBTS))
def test_what_a_resident_doubts_grants_or_turns_down_is_not_chosen(
    question: str, options: tuple[str, ...], said: str, value: str | None
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value
