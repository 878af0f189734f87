"""What people say instead of yes and no, to each of the usual questions."""

from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.yes_no import read

TOLD = """
? 漏水停了吗？
不漏了 停了停了 已经干了 目前没再漏 止住了 => yes
还在漏 没停 比之前漏得还厉害 昨晚下雨又开始滴水 天花板还湿着呢 => no
我出差了还没回家看 => -
? 报修的灯修好了吗？
修得挺好的 昨天就弄完了 师傅一来就弄好了 没再闪过 => yes
越弄越糟 门还是关不严 师傅说要等配件 灯泡又烧了 昨天亮了今天又灭了 => no
还没到晚上没开灯看 => -
? 請問漏水仲有冇？
仲滴緊 仲有少少 => yes
唔漏喇 乾晒 停咗 => no
? Is the water back on?
it's back|water is back|running again => yes
still off|not back|nothing comes out|it went off again => no
I'm at the office => -
? 师傅明天上午上门，您方便吗？
明早可以 上午都在 打个电话就下来开门 随时都行 => yes
下午才回来 白天都在公司 没人在家 下午可以 能不能改周日 => no
几点到？ 说不准 => -
? 您还有其他问题吗？
还有件事想说 对了，门禁卡也刷不了 我还想问下停车费 => yes
没啥了谢谢 其他都挺好 就这样吧 都解决了 => no
什么问题 => -
? 您同意我们电话回访吗？
打吧 可以打来 无所谓，打吧 没什么不愿意的 没意见 好，但不要太晚打 => yes
别打 传讯息就好 不接电话的 => no
? Would you like us to send someone again?
please send someone|the sooner the better => yes
we'll manage|don't bother => no
? 维修师傅来了吗？
来过了 刚走 师傅在这儿呢 => yes
没见到人 影子都没有 等到下班都没来 => no
我不在家 => -
? 您收到我们寄出的通知了吗？
拿到啦 已经看过了 => yes
啥都没收着 信箱是空的 => no
? 您当时评价为不满意，是否属实？
没错就是不满意 是我评的 => yes
那是手滑按错 我没评过 => no
? 您对这次服务满意吗？
没得说 很到位 => yes
不怎么满意 很失望 => no
一般般 => -
"""
MEANT = {"yes": "yes", "no": "no", "-": None}


def test_what_is_told_instead_of_yes_or_no_is_understood() -> None:
    asked = ""
    for line in filter(None, TOLD.splitlines()):
        if line.startswith("? "):
            asked = line[2:]
            continue
        told, _, meant = line.partition(" => ")
        for said in told.split("|") if told.isascii() else told.split():
            read_as = read(Question(QuestionKind.YESNO, asked), said).value
            assert read_as == MEANT[meant], f"{asked} {said}"


def test_a_long_statement_is_kept_as_a_remark() -> None:
    asked = Question(QuestionKind.YESNO, "修好了吗？")
    assert read(asked, "师傅说要等配件下周才到").remark == "师傅说要等配件下周才到"


def test_a_grade_that_is_not_the_one_asked_about_denies_it() -> None:
    asked = Question(QuestionKind.YESNO, "您上次评价“一般”，是否属实？")
    assert read(asked, "我评的是满意").value == "no"
    assert read(asked, "我评的是一般").value == "yes"
