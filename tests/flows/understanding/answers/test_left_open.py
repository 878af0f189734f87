"""Answers that hang on something, on somebody else or on another part, and some that do not."""

from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.yes_no import read
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

TOLD = """
? 电梯恢复运行了吗？
东边那台行，西边那台不行 => -
货梯行，客梯还停着 => -
左边那部好了，右边的还在修 => -
一号梯能坐，二号梯还围着 => -
1号好了2号没好 => -
东边西边都好了 => yes
左边好了，右边也好了 => yes
刷卡那台还是不行 => no
大的能坐，小的还没修 => -
one works, the other doesn't => -
the passenger lift is running, the goods lift is still dead => -
我不坐电梯 => -
我从来不走那边 => -
我住一楼，不用坐 => -
不坐那台 => -
? 现在还漏吗？
厨房不漏了，厕所还漏 => -
主卧还滴，次卧干了 => -
大的不漏了，小的还漏 => -
厨房厕所都不漏了 => no
厨房漏，厕所也漏 => yes
楼下说漏，我自己瞅着又没有，搞不懂 => -
我阿媽話冇，我老公話有 => -
我媽說還漏，我看沒有，不確定 => -
師傅說不漏了，我不敢打包票 => -
落雨先知 => -
我人喺東莞，返到嚟先知 => -
要晚上洗澡才知道 => -
放了水才看得出来 => -
昨天还漏，今天没看 => -
上礼拜还滴，这几天没注意 => -
昨天还漏，今天不漏了 => no
昨天不漏，今天又漏 => yes
the kitchen still drips, the bathroom is dry => -
won't know till it rains => -
we'll only know when it rains => -
? 厨房水龙头修好了吗？
厨房那个好了 => yes
? 请问修好了吗？
大的修好了，小的那个还坏着 => -
厨房的好了，卫生间的没弄 => -
刚修完，先观察两天 => -
弄完了，再看几天 => -
还没试水 => -
修好了，搞不懂为啥拖这么久 => yes
能用了，不知道能撑多久 => yes
修好了，原因我也不晓得 => yes
没修好，什么时候来也不知道 => no
没人来，怎么回事不清楚 => no
修好了没有，我也说不准 => -
好像好了，拿不准 => -
看着是好了，吃不准 => -
这得问我老公 => -
等我回去看了才晓得 => -
我妈经手的，我没问 => -
? 请问家里现在有人吗？
我在公司，不晓得老婆到家没 => -
我不在，不知道我婆婆出门没有 => -
我在外面，不清楚家里有没有人 => -
我上班呢，孩子放学没有我得问问 => -
我喺公司，唔知老婆返咗未 => -
I'm at work, not sure if my wife is home => -
I'm out, no idea whether anyone's in => -
我在公司，家里没人 => no
在家，不知道你们几点来 => yes
我在外面，家里没人 => no
? 钥匙师傅给您了吗？
他给没给我还没问 => -
给没给我老公我没问 => -
没给 => no
还没给呢 => no
? 维修收费前，师傅问过您吗？
没问 => no
还没问过 => no
问了 => yes
? 您收到停水通知了吗？
停了才知道 => no
没收到，停水了才晓得 => no
? 您愿意参加周六的业主大会吗？
发鸡蛋就去，不发免谈 => -
有礼品就去 => -
没礼品不去 => -
没红包不去 => -
送油就来 => -
管饭就参加 => -
不下雨就去 => -
有时间就去 => -
能代投票就参加 => -
领导参加我就参加 => -
没空不去 => no
没时间，不参加 => no
不认识人，不去 => no
那就去吧 => yes
我早就想去了 => yes
周六就去 => yes
我就去听听 => yes
if there's food I'm in => -
only if it's short => -
? 是否同意更换单元门禁？
要业主掏钱我不同意 => -
不掏钱就同意，掏钱免谈 => -
大家同意我就同意 => -
多数人同意我就同意 => -
便宜就换 => -
人脸识别的不要，刷卡的可以 => -
刷卡可以，刷脸不行 => -
我同意，我老公不同意 => -
我老婆不同意，我无所谓 => -
钱从维修金出的话行 => -
要我掏钱我可不干 => -
早就同意了 => yes
随时可以换 => yes
同意，换就换呗 => yes
? 需要开发票吗？
能开专票就开 => -
可以开公司抬头就开 => -
不收税就开 => -
开了吧 => yes
收据就行 => no
? 楼道里的杂物清走了吗？
我不走那边 => -
我住十二楼天天坐电梯，不走那边 => -
不走楼梯 => -
没走那条路 => -
我很少上那层 => -
我又不住那边 => -
清了一半 => -
清了一部分 => -
没清 => no
不清，还堆着 => no
"""


@each(("question", "said", "value"), told(TOLD))
def test_what_is_left_open_is_asked_again(question: str, said: str, value: str | None) -> None:
    assert read(Question(QuestionKind.YESNO, question), said).value == value


UNSETTLED = """
? 请问修好了吗？
你们态度真差 => -
先别关单，我再看看 => -
钱还没退给我呢 => -
上次那个师傅挺好的 => -
修不修得好谁知道 => -
三个问题解决了俩 => -
不漏了，但是不知道是不是因为没人用 => -
电话里说不清楚 => -
我只是来问进度的 => -
灯是好了，开关还是坏的 => -
你们猜 => -
不记得报过啥 => -
? 是否需要师傅上门？
我先拍个照给你们看看 => -
严重吗这个 => -
要看他收多少钱 => -
家里人意见不统一 => -
没想好 => -
明天给你答复 => -
你问我我问谁 => -
? 现在还漏水吗？
刚拖完地，地上湿的看不出 => -
一会儿漏一会儿不漏 => -
楼下没来找我，应该没事 => -
我老公说漏，我没发现 => -
还没来水呢，没法看 => -
? 您愿意参加业主大会吗？
地点在哪 => -
我孩子小，看他奶奶来不来 => -
要是线上就参加 => -
去也行不去也行 => -
再议 => -
? 您的意见可以公开吗？
我说了啥来着 => -
哪条意见 => -
公开给业主看可以，给外人看不行 => -
看领导怎么定 => -
? 家里现在有人吗？
你们到哪了 => -
我打电话问下我妈 => -
门口有监控你们自己看 => -
? 是否同意加装电梯？
同意不同意有什么用 => -
先看看别的小区咋弄的 => -
只要不用我出钱 => -
三楼以下免费就同意 => -
? 您收到通知了吗？
哪个通知，停水还是停电 => -
最近通知太多分不清 => -
可能在我爱人那儿 => -
? 明天方便吗？
你们几点下班 => -
看孩子发不发烧 => -
等我查下日程 => -
? Is it fixed?
the guy was nice => -
half the lights work => no
works sometimes => -
I'm just the babysitter => -
can you check again? => -
? Do you agree to the new gate?
who pays for it => -
if the majority agrees => -
no strong feelings => -
I'd need to see the design => -
? 请问修好了吗？
你们派谁来的？ => -
师傅叫什么名字 => -
我还没回家呢 => -
等我老婆下班看了告诉你 => -
听我妈说好像弄了 => -
应该差不多了吧 => -
我搬走了，别问我 => -
这事儿归二房东管 => -
报的是隔壁的事 => -
还没用到那个 => -
先付钱还是先修？ => -
怎么才算修好 => -
得过几天才看得出来 => -
修好了一个，还有俩 => -
? 是否需要师傅上门？
让我跟家里合计合计 => -
要是明天还漏就来 => -
得看保修不保修 => -
上门的师傅靠谱吗 => -
你觉得有必要吗 => -
先问问多少钱 => -
不贵的话就来 => -
我做不了主，得问房东 => -
等师傅看了再说 => -
都可以，看你们 => -
或者我自己试试？ => -
? 现在还漏水吗？
水费怎么这么贵 => -
漏哪里？ => -
没用水，不知道 => -
总闸关着呢，开了才知道 => -
人在外地，过年才回 => -
有时候漏有时候不漏 => -
问我儿子吧 => -
昨天没漏，今天还没看 => -
? 您愿意参加业主大会吗？
讨论什么内容 => -
有车马费吗 => -
那天说不好 => -
要看孩子他爸在不在家 => -
议题跟我有关我就去 => -
能不能让人代替 => -
再通知我吧 => -
离得远不远 => -
天气好就去 => -
五五开吧 => -
? 您的意见可以公开吗？
公开了有什么好处 => -
看公开哪部分 => -
先给我看看稿子 => -
去掉房号就可以 => -
问问我爱人 => -
什么叫公开 => -
隐去姓名的话没问题 => -
? 家里现在有人吗？
你找谁 => -
可能我妈在吧 => -
不好说，她老出去串门 => -
我看看监控再说 => -
是送快递的吗 => -
我跟室友都有课，他可能翘课 => -
? 您是业主本人吗？
你查这个干什么 => -
算是吧 => -
一半一半，跟我弟共有 => -
房子正在办过户 => -
法院还在判 => -
? 您收到停水通知了吗？
停到几点 => -
可能被孩子撕了吧 => -
我没翻信箱 => -
是贴楼下那个吗 => -
群消息太多，没往上翻 => -
? 是否同意加装电梯？
出多少钱 => -
听业委会的 => -
我妈同意我就同意 => -
只要物业费不涨就行 => -
同意是同意，钱谁出 => -
设计图出来再表态 => -
保留意见 => -
还没跟老公商量 => -
? 明天上午方便吗？
几点 => -
不一定起得来 => -
看老板放不放人 => -
要是不加班就行 => -
我问下租客 => -
到时候联系 => -
可能要出门 => -
? 电梯恢复了吗？
哪一部 => -
我不坐，爬楼锻炼 => -
还没出过门 => -
一部好一部没好 => -
早上没注意 => -
有时停有时走 => -
? 师傅按时到了吗？
我妈接待的，没问 => -
约的几点来着 => -
忘记看表了 => -
我老公在家，不清楚 => -
? Is it fixed?
which one do you mean => -
my wife would know => -
won't know till I shower tonight => -
seems ok, too early to say => -
I'm abroad => -
ask the tenant => -
one of the two is => -
? Would you like someone to come?
let me ask my husband => -
if it's under 50 dollars => -
depends on the price => -
is it free => -
I'll think about it => -
only if it leaks again => -
? May we publish your comment?
what for => -
if you leave out my flat number => -
let me read it first => -
depends where => -
only anonymously => -
? 請問冷氣修好了嗎？
晚上開了才知道 => -
我人不在家 => -
要問我先生 => -
這幾天沒開 => -
? 而家仲有冇漏水？
我唔喺香港 => -
聽日先睇 => -
要問下我老公 => -
時有時冇 => -
"""


@each(("question", "said", "value"), told(UNSETTLED))
def test_questions_and_hopes_answer_nothing(question: str, said: str, value: str | None) -> None:
    assert read(Question(QuestionKind.YESNO, question), said).value == value
