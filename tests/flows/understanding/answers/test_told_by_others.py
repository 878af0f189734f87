"""What others say or decide, what is so only then, and who comes whatever may be."""

from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.yes_no import read
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

TOLD = """
? 您愿意参加周六的业主座谈会吗？
我老公去，我再想想 => -
老婆想去，我不想 => no
没空调也去 => yes
不发东西也参加 => yes
再忙也去 => yes
下雨也来 => yes
发不发礼品都不去 => no
给不给钱我都去 => yes
有没有饭我都参加 => yes
谁去都行，我不去 => no
我去不去你管得着吗 => -
我去不去还没定 => -
去不去都无所谓 => -
邻居都去 => -
有人说取消了 => -
? 您是否同意加装电梯？
好大一张表 => -
好贵啊 => -
好长的通知 => -
好主意 => yes
好事啊，同意 => yes
好，漂亮 => yes
好极了 => yes
好是好，钱谁出 => -
是那个老刘提的吧 => -
是三单元那帮人要装的 => -
是好事 => yes
是的同意 => yes
对面那栋装了 => -
行长住几楼来着 => -
同意的人多吗 => -
好得很，同意 => yes
好啊，早该装了 => yes
再贵也装 => yes
不装也得装吗 => -
邻居都同意，我也同意 => yes
我老婆同意，我也没意见 => yes
房东同意了，我没意见 => yes
不同意，好贵 => no
是，我同意 => yes
多少钱都装 => yes
谁装谁出钱，我不同意 => no
? 费用120元，您同意吗？
得房东点头 => -
要我老公同意才行 => -
房东同意了我才敢签 => -
房东同意了，我也同意 => yes
我老公说了算 => -
老板批了才行 => -
便宜点才同意 => -
一百我才同意 => -
开发票我就同意 => -
? 请问修好了吗？
是换了个水龙头 => -
是王师傅修的，好了 => yes
是好了 => yes
是的，好了 => yes
修好了我请你吃饭 => -
修好了再说 => -
修好了告诉我一声 => -
修好了我能不说吗 => -
修好了，我给你们点赞 => yes
修好了我很高兴 => yes
我出差，老婆说好了 => yes
我在外地，不知道 => -
有人来看过 => -
三楼说好了，我家还没试 => -
楼下说不漏了，我还没看 => -
对面那户修好了 => -
修好了吧？我还没看 => -
修好了我就放心了 => yes
修好了我看过了 => yes
修好了，我请师傅喝了茶 => yes
好了，师傅昨天来的 => yes
是的，昨天下午修的 => yes
好是好了 => yes
有人来修过了，好了 => yes
楼下说不滴了，好了 => yes
隔壁都听见了，修好了 => yes
我老公说修好了 => yes
还没，师傅说明天再来 => no
没人来过 => no
对面那户也没修，我家也没修 => no
好了好了 => yes
终于好了我能洗澡了 => yes
? 請問水壓恢復正常了嗎？
鄰居說正常，我還沒回家 => -
我家正常了 => yes
我住三樓，正常了 => yes
? 您家里现在有人吗？
有人说今天停水？ => -
有人按门铃 => -
有人在 => yes
有人，进来吧 => yes
有人，我妈在 => yes
有个人找我 => -
有人说话声是电视，没人 => -
有人，我爸在 => yes
有，我老婆在家 => yes
没人，对门有人 => no
在，刚到家 => yes
隔壁有人，我家没人 => no
有的，直接敲门 => yes
? 现在还漏水吗？
对门也漏 => -
楼下说还在漏 => yes
隔壁单元还漏 => -
还漏，对面那栋也漏 => yes
漏得厉害 => yes
? Would you like a callback?
Right, who is this => -
Ok so what does it cost => -
Well, what number will you use => -
Right, please do => yes
Right, call me at six => yes
Ok, what time => yes
Yes, what time => yes
Sure, when would that be => yes
? Do you agree to the charge of $80?
I checked with my wife, we agree => yes
My landlord is fine with it, so go ahead => yes
I must ask my husband => -
I asked my husband, he's thinking => -
My husband agrees but I don't => no
Only if my landlord agrees => -
landlord has to approve first => -
? 您家的宽带恢复了吗？
恢复了我就不打电话了 => -
楼下网吧恢复了 => -
对门说恢复了，我家没电没试 => -
恢复了，谢谢 => yes
还没恢复 => no
恢复了，就是有点慢 => yes
我老公说恢复了 => yes
我在公司，我妈说能上网了 => yes
昨天恢复过一阵又断了 => no
是电信的人来弄的 => -
能用了，刚看了个电影 => yes
能用了我发朋友圈夸你们 => -
? 您需要代收快递吗？
需要的话我再找你们 => -
有快递我再说 => -
不在家也要收 => yes
我老公要，我不要 => no
楼上那家天天要代收 => -
上回你们代收丢了一个 => -
什么快递？ => -
好烦，天天问 => -
好的，麻烦了 => yes
? 您同意小区安装人脸识别门禁吗？
多数人同意我就同意 => -
邻居都同意，我还要想想 => -
好吓人 => -
人脸数据谁保管 => -
要我孩子同意才行 => -
再麻烦也不同意 => no
给多少钱都不同意 => no
同意，老人方便 => yes
开发商早就装过，拆了 => -
我家老爷子反对，我同意 => -
? What about a visit on Saturday, would that work for you?
right, which company is it => -
works for me => yes
if my landlord says so => -
it worked last time => -
? 请问您收到水费账单了吗？
隔壁收到了 => -
隔壁收到了，我家没有 => no
收到了我会交的 => -
收到了，已交 => yes
还没见着 => no
我爸收的 => yes
好贵的水费 => -
? 请问您家装修完工了吗？
楼上完工了 => -
完工了我请你们验收 => -
工头说完工了，我还没回去看 => -
完工那天我通知你们 => -
好累啊 => -
完工了，验收吧 => yes
? 您需要轮椅租借服务吗？
轮椅租借点在几楼 => -
我爸说不需要，我再问问他 => -
隔壁大爷需要 => -
上次借的那把刹车坏了 => -
好贴心 => -
需要，我妈出院 => yes
? Did the courier leave your parcel at the lobby?
The neighbour got hers => -
He left one for flat 6 => -
Right, where is the lobby again? => -
last week he did => -
if he did I haven't seen it => -
yes, got it => yes
nothing there => no
? 您收到新门卡了吗？
收到了，我老公领的 => yes
收到了我试了，能用 => yes
隔壁收到了，我还没收到 => no
没有，前台说下周 => no
领到了 => yes
楼下前台给我的，收到了 => yes
? 您愿意做楼长吗？
我老公说我适合，我愿意 => yes
没工资也愿意 => yes
没时间 => no
好累，不干 => no
再忙也做 => yes
等退休了再说 => -
愿意，先问问要干啥 => yes
"""


@each(("question", "said", "value"), told(TOLD))
def test_a_resident_answers_for_the_home_and_for_now(
    question: str, said: str, value: str | None
) -> None:
    assert read(Question(QuestionKind.YESNO, question), said).value == value
