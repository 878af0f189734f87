"""What residents tell of their home and who lives there, instead of yes or no."""

from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.yes_no import read
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

TOLD = """
? 请问家里现在有人吗？
老人在家 => yes
有，敲门大声点 => yes
门锁着呢 => no
都上班去了 => no
我刚出门，十分钟就回 => no
我不在，不知道我婆婆出门没有 => -
保姆在 => yes
只有狗 => no
在的在的 => yes
得六点以后才有人 => no
? 您是业主本人吗？
我是他姑爷，老爷子住院呢 => no
我是他爱人 => no
房子是我爸的 => no
房产证写的我和我老婆 => yes
租房子的 => no
我是，怎么了 => yes
我替我妈报的 => no
我就是户主 => yes
业主是我儿子 => no
帮朋友问的 => no
我是二房东 => no
不是，我是保姆 => no
代管的，业主在国外 => no
我是她女婿 => no
我系佢個仔 => no
替我妈看房子的 => no
我是他侄子，他出国了 => no
房本上是我名字 => yes
业主是我老公 => no
我是租客的朋友 => no
我帮老板管房子的 => no
我和我爱人共有 => yes
合同是我签的，我就是 => yes
I'm the owner's brother => no
I'm only the babysitter => no
it's in my name => yes
just his flatmate => no
I'm the caretaker => no
是的 => yes
我老公是业主 => no
我租的 => no
我爸的名字，我住 => no
对，我就是 => yes
不是，我是他妹妹 => no
是我，房产证上写我名 => yes
帮邻居报的 => no
家属 => no
我丈母娘的房子 => no
俺是 => yes
是俺儿子的房 => no
租的撒 => no
俺就是房主 => yes
? 您家养宠物吗？
有只猫 => yes
养了条狗 => yes
两只仓鼠算吗 => -
没有，过敏 => no
以前养过，送人了 => no
乌龟 => yes
打算养 => no
一只橘猫 => yes
养了两只鹦鹉 => yes
狗上个月送人了 => no
没养 => no
准备养一只 => no
有条金鱼 => yes
从来不养 => no
a puppy => yes
两只乌龟，算吧 => yes
孩子过敏，不敢养 => no
? 您家中有長輩同住嗎？
阿公跟我們擠一間，九十三了 => yes
有，我媽 => yes
就我跟一隻貓 => no
只有我們夫妻倆 => no
沒有 => no
過年才會來住 => no
有一位八十歲的阿嬤 => yes
外公外婆都在 => yes
? 您家有未成年孩子吗？
两个娃，大的上初中 => yes
没有，丁克 => no
孩子都工作了 => no
刚生了一个 => yes
一儿一女 => yes
还没结婚呢 => no
? 您家里有车吗？
有一辆白色的大众 => yes
没买 => no
卖了 => no
公司配的一台 => yes
两台 => yes
骑电动车的 => no
? Are you the registered owner?
I'm only the dog sitter => no
my name's been on the deed since '98 => yes
I'm renting => no
my dad is => no
co-owner with my wife => yes
I'm his daughter => no
yes that's me => yes
I bought it last year => yes
just the cleaner => no
? Will you be at home tomorrow at ten?
I'm at the dentist till eleven => no
my wife will be => yes
should be => yes
I work Tuesdays => no
I'll make sure someone is => yes
depends on my shift => -
? 您家有老人同住吗？
老妈七十八了跟我过 => yes
岳父岳母都在这儿 => yes
我爸在老家 => no
爷爷去年走了 => no
就我和老公 => no
小两口 => no
有，八十多了 => yes
奶奶过年才来住几天 => no
我一个人住 => no
老人都在养老院 => no
? 您有私家车吗？
有一台丰田 => yes
刚提了一辆 => yes
早卖了 => no
不会开车 => no
坐地铁上班 => no
打算明年买 => no
两辆 => yes
有，电车 => yes
? 家里现在有人吗？
有，我在 => yes
没有，都上班 => no
我女儿在家写作业 => yes
晚上七点后有人 => no
在呢，上来吧 => yes
你敲门试试 => -
刚出门遛狗 => no
就老太太一个人在 => yes
? Is anyone at home now?
my mum is => yes
nobody till six => no
just the cat => no
yes, ring twice => yes
I'll be back in ten minutes => no
the helper's in => yes
we're all at work => no
probably my son => -
? 您家里有没有孕妇或老人需要帮忙搬水？
老人有，帮忙搬两桶 => yes
都年轻，自己来 => no
? 家里有人吗？
俺在屋里 => yes
屋头没得人 => no
老头子在 => yes
出去买菜咧 => no
门没锁，自己进 => yes
"""


@each(("question", "said", "value"), told(TOLD))
def test_what_is_told_of_a_home_answers(question: str, said: str, value: str | None) -> None:
    assert read(Question(QuestionKind.YESNO, question), said).value == value
