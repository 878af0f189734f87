"""Yes or no, by what was asked; a doubt, a question or another matter is asked again."""

from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.yes_no import read
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

# Each question, what is said, and what it means; - is asked again.
TOLD = """
? 请问修好了吗？
好利索了 => yes
解决个屁 => no
弄了一半 => no
八字还没一撇 => no
师傅还在弄 => no
修好了 => yes
好了好了 => yes
已经修好了谢谢 => yes
嗯，好了 => yes
没问题了 => yes
现在不漏了 => yes
弄好啦，师傅技术不错 => yes
昨天就修好了 => yes
👍 => yes
嗯，👍 => yes
嗯嗯👎 => no
嗯，👍👎 => -
没有 => no
还没修 => no
还在漏 => no
又坏了 => no
修了又坏 => no
修是修了，但还是漏 => no
没人来过 => no
师傅没来 => no
好了两天又不行了 => no
还是老样子 => no
修好了吗 => -
不知道，还没看 => -
什么时候来修 => -
我在上班，晚上看看 => -
应该好了吧 => -
好了一点 => -
修好了一点 => -
比昨天好一些 => -
你是谁 => -
? 整好未呀？
整好晒喇 => yes
搞掂 => yes
仲未 => no
仲漏緊水 => no
? 之后我们打电话回访，您介意吗？
打吧 => no
别打 => yes
不介意 => no
? 天花現在仍有滲水嗎？
乾咗 => no
仲濕緊 => yes
? 电动车是否还停在楼道里？
推走了 => no
还停着 => yes
? 楼道灯现在亮了吗？
还黑着 => no
亮堂堂的 => yes
? 您同意加装太阳能板吗？
坚决反对 => no
? 现在还漏水吗？
滴答滴答，拿盆接着呢 => yes
? 请问修好了吗？
没得事了，整巴适咯 => yes
? 您愿意参加座谈会吗？
算我一个 => yes
义不容辞 => yes
饶了我吧，去年当够了 => no
拜托不要，邻居会认出来 => no
? 是否需要帮您预约？
嗯嗯嗯 => yes
那就麻烦您咧 => yes
? Do you want to join the barbecue?
Count us in => yes
? Has the problem been fixed?
Which problem? I have reported three => -
It worked for an hour and then gave up the ghost again => no
? Is the neighbour still making noise?
i am only the cook, dont know => -
? 请问修好了吗？
it's gone again => no
no still dark => no
not quiet yet => no
门还是不太关得上 => no
好个屁 => no
? 楼下商铺晚上还吵吗？
没有一天不吵 => yes
我不住那边 => -
? 需要我们派师傅上门检查吗？
不急，再说 => -
你们看呢 => -
不要钱的话就来 => -
越早越好 => yes
? 您同意公示您的姓名吗？
同意与否要看内容 => -
公示吧没事 => yes
不行不行 => no
? 家里现在有人吗？
没在 => no
没人在 => no
现在 => -
呒没人，全家都出去了 => no
? 师傅上门修漏水，您方便吗？
漏得厉害 => -
? Is it fixed now?
Up and running => yes
He said he'd be back Tuesday with a part => no
the heater? can't tell, it's summer => -
it's working now => yes
a bit better => -
all good now thanks => yes
not yet => no
it broke again => no
nobody has come => no
? 您还有其他问题吗？
没有了 => no
没了谢谢 => no
没问题 => no
暂时没有 => no
谢谢，不用了 => no
没别的了 => no
谢谢 => no
有 => yes
有，楼道灯也坏了 => yes
还有一个，门铃不响 => yes
? Do you have any other problems?
nothing else => no
no that's all => no
yes, one more thing => yes
? 明天上午方便上门吗？
只能下午 => no
只有上午有空 => yes
方便 => yes
可以的 => yes
我在家 => yes
有空，来吧 => yes
行，九点以后 => yes
随时都可以 => yes
好的，麻烦你们了 => yes
不是不方便，可以来 => yes
不错啊可以 => yes
当然可以啦 => yes
不方便 => no
不太方便，要上班 => no
没空 => no
明天不在家 => no
改天吧 => no
不好意思，那天不行 => no
不好意思我没时间 => no
看情况吧 => -
不一定 => -
几点来？ => -
要收费吗 => -
? Is tomorrow at 10 convenient for you?
OK => yes
sure, come over => yes
I'll be at work => no
sorry I can't => no
might be => -
? 聽日下晝上門，方唔方便？
得閒 => yes
唔得，返緊工 => no
? 需要我们给您回电话吗？
白天都行 => yes
要 => yes
好 => yes
那就麻烦你们了 => yes
不用 => no
不需要，谢谢 => no
算了 => no
? 需要帮您预约维修吗？
谢谢 => yes
那太好了 => yes
需要的 => yes
? Would you like us to call you back?
please don't bother => no
After six is best => yes
yes please => yes
that would be great => yes
no thanks => no
I'm good => no
? 使唔使我哋打返畀你？
唔使啦 => no
? 您同意登记吗？
同意 => yes
没意见 => yes
可以 => yes
不同意 => no
我不愿意 => no
拒绝 => no
为什么要登记 => -
考虑考虑 => -
电梯又坏了 => -
你好 => -
3 => -
随便 => -
好不好 => -
可以吗 => -
? Do you agree to this?
I don't agree => no
I agree => yes
? 您是业主吗？
是的 => yes
对，我是 => yes
我是业主 => yes
不是，我是租户 => no
我是租的 => no
? Are you the owner?
I'm the tenant => no
? 您的房号是 8-1-302，对吗？
对 => yes
不对，是303 => no
错了 => no
? 现在还漏水吗？
不下雨就不漏 => -
还在漏 => yes
漏啊，一直滴 => yes
不漏了 => no
没有，修好了 => no
好了 => no
不漏了，谢谢 => no
? 问题还没有解决吗？
是的，还没修好 => yes
对，没解决 => yes
解决了 => no
? 您不需要我们再上门了吗？
嗯，不需要了 => yes
需要 => no
? 您介意我们公开您的建议吗？
不介意 => no
介意 => yes
? 您收到通知了吗？
收到了 => yes
没收到 => no
? 师傅准时到了吗？
准时到的 => yes
晚了半个钟头 => no
? 师傅把现场打扫干净了吗？
很干净 => yes
脏得要命 => no
? 确认提交吗？
提交 => yes
不提交 => no
先不提交 => no
"""


@each(("question", "said", "value"), told(TOLD))
def test_a_reply_means_what_the_question_makes_of_it(
    question: str, said: str, value: str | None
) -> None:
    assert read(Question(QuestionKind.YESNO, question), said).value == value


@each(
    ("question", "said", "value", "remark"),
    [
        ("您还有其他问题吗？", "有，楼道灯也坏了", "yes", "楼道灯也坏了"),
        ("明天方便上门吗？", "不行，我要上班", "no", "我要上班"),
        ("请问修好了吗？", "修好了", "yes", ""),
        ("请问修好了吗？", "沒有，還在漏", "no", "還在漏"),
    ],
)
def test_what_comes_along_is_kept(question: str, said: str, value: str, remark: str) -> None:
    answer = read(Question(QuestionKind.YESNO, question), said)

    assert (answer.value, answer.remark) == (value, remark)
