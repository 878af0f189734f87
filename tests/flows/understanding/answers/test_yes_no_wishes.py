"""What residents say to an offer, a request or an invitation instead of yes or no."""

from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.yes_no import read
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

# Each question, what is said, and what it means; - is asked again.
TOLD = """
? 是否需要师傅上门？
那就有劳师傅了 => yes
那就辛苦您了 => yes
劳烦跑一趟 => yes
受累了各位 => yes
辛苦师傅来一趟吧 => yes
不麻烦了，谢谢 => no
不用啦，辛苦你们了 => no
麻烦了，不用 => no
免了免了，谢谢关心 => no
不劳大驾 => no
修什么修，我都搬走了 => no
还修啥，换新的了 => no
我先问问我老公 => -
要先问房东 => -
上门要钱不 => -
🙋 => yes
🙋‍♂️🙋‍♂️ => yes
太贵就算了 => -
我自己换好了 => no
我女婿会修 => no
赶紧的，水都漫出来了 => yes
肯定要啊，我一个老太太哪会修 => yes
? 使唔使安排師傅上門？
好呀，唔該晒 => yes
唔使喇，唔該晒 => no
使乜嘢使 => no
唔該晒 => yes
我問下屋企人先 => -
? 您的反馈可以公开展示吗？
贴出来吧 => yes
挂上去呗，又没说瞎话 => yes
让街坊们都看看 => yes
发群里也行 => yes
别挂我名字 => no
咱们自己知道就行了 => no
公开是贴楼下还是发网上 => -
拿去用 => yes
匿名的话就行 => -
公开什么公开，丢不丢人 => no
? 稍后给您回个电话可以吗？
打过来吧 => yes
你打呗 => yes
发微信就行 => no
正开会，别打 => no
? 您愿意参加周末的邻里活动吗？
腰不好不去凑热闹 => no
周末要加班 => no
那天我出差 => no
膝盖刚做完手术 => no
孩子要补课 => no
让年轻人去玩吧 => no
🙋‍♀️ => yes
我带孙子一起来 => yes
肯定到，早盼着了 => yes
报名报名 => yes
会去啊 => yes
不加班就去 => -
几点开始 => -
看那天天气 => -
好呀，我把老伴也叫上 => yes
没空没空 => no
加班也要去 => yes
? Will you join the residents' meeting?
I'll be there with my wife => yes
working that night => no
my knees are bad => no
what time is it? => -
sign me up => yes
? 以上信息确认无误吗？
手机号最后一位写错了 => no
门牌错了，我是1203 => no
名字少一个字 => no
电话换了 => no
没错 => yes
都对 => yes
没写错 => yes
无误 => yes
应该是5栋不是6栋 => no
? 您登记的号码是138开头，对吗？
早换号了 => no
嗯就是这个 => yes
? 请问是否同意更换对讲机？
换什么换，旧的还能用 => no
早该换了 => yes
换吧换吧 => yes
好端端的换它干嘛 => -
我第一个反对 => no
谁出钱 => -
方案在哪看，我还没见过 => -
? 可以把您的手机号给维修师傅吗？
给吧 => yes
给他好了 => yes
手机别往外给 => no
? 可以进您家阳台检查吗？
进来吧，门没锁 => yes
孩子在睡觉，别进 => no
? 请问冷气整好未？
凍返晒喇 => yes
好什么好，还是热 => no
? 现在还漏水吗？
跟小喷泉似的 => yes
打完胶就没见过水印子 => no
漏什么漏，早修好了 => no
我不住那儿，问租客 => -
还没下过雨 => -
? 现在有人被困吗？
没人，就是门关不上 => no
有个小姑娘在里面哭 => yes
困了两个 => yes
? 还有其他需要帮忙的吗？
没了，你们忙吧 => no
够了够了，谢谢 => no
还有啥呀，没了 => no
? 您家里养狗吗？
养了一只泰迪 => yes
没养 => no
养猫 => -
? 家里还有其他人住吗？
老伴没了，就我一个 => no
就我一个人 => no
还有我妈 => yes
? 明天上门方便吗？
我钥匙放门卫了你们直接进 => yes
那天我出差 => no
? 楼上还吵吗？
昨晚睡了个整觉 => no
? 厨房水龙头修好了吗？
我在外地，没回过家 => -
还没用过呢 => -
修了三次还是漏，你觉得呢 => no
你说呢 => -
? 有人碰过电箱吗？
没碰过 => no
? 楼上夜里还吵吗？
你是指楼上还是隔壁呀 => -
? 同意师傅在您家墙上打个孔吗？
反正要重装，随便钻 => yes
? 你影嘅相可唔可以放上網頁？
隨便用 => yes
? Is the tap still dripping?
haven't set foot in there since the weekend => -
? 需要帮您搬家具吗？
怎么会搬不动 => -
哪会用你们 => -
哪里会麻烦你们 => -
怎么会要人搬 => -
我哪会搬这个 => yes
? 您同意涨价吗？
谁敢不同意 => -
凭什么不同意 => -
凭什么不涨 => -
凭什么涨 => no
? 您愿意参加周六的志愿活动吗？
who wants to miss it => -
who would want to miss that => -
谁愿意错过 => -
谁会不去 => -
谁稀罕 => no
"""


@each(("question", "said", "value"), told(TOLD))
def test_a_clerk_knows_what_was_meant(question: str, said: str, value: str | None) -> None:
    assert read(Question(QuestionKind.YESNO, question), said).value == value
