"""What residents tell when help or a visit is offered, instead of yes or no."""

from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.yes_no import read
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

TOLD = """
? 停水期间需要送水吗？
家里备了两桶，不用 => no
送两桶，老人腿脚不便 => yes
要，我住七楼拎不动 => yes
停多久啊 => -
麻烦送一桶 => yes
? 是否需要代收快递？
放门口就行 => no
麻烦代收 => yes
我自己下来拿 => no
帮我收着，晚上取 => yes
? 家里有需要帮助的病人吗？
都好着呢 => no
没有，谢谢 => no
老婆刚生完 => -
? 您能提供一张照片吗？
发你了 => yes
拍不了，手机坏了 => no
不会拍 => no
刚发 => yes
? 是否继续租用车位？
车卖了，不租了 => no
续一年 => yes
涨价就不租 => -
先续着吧 => yes
不续了 => no
看价格 => -
? 是否需要师傅上门？
要的，越快越好 => yes
不用，自己搞掂了 => no
来一下吧，我不会弄 => yes
先别来，家里有客人 => no
需要，最好今天 => yes
明后天吧 => yes
不需要，已经好了 => no
再坏了我再找你们 => no
看你们方便 => -
不知道要不要，你们觉得呢 => -
上门费多少 => -
过两天再说 => -
别折腾了 => no
嗯，来看看吧 => yes
房东会安排 => no
暂时凑合着用 => no
必须来啊，都淹了 => yes
行吧，那就来 => yes
? Would you like someone to come up?
yes please, tomorrow if possible => yes
no thanks, I'm good => no
not right now => no
if it's free => -
maybe next week => -
I'll call if I need to => no
sure, any time => yes
how soon? => -
? 請問需要師傅到府嗎？
好，麻煩了 => yes
不用，我先生會修 => no
先不用 => no
要，水一直流 => yes
要錢嗎 => -
等我先生回來問他 => -
禮拜六可以 => yes
? 需要帮您联系开锁师傅吗？
门开了，不用了 => no
快点，孩子锁里面了 => yes
多少钱？ => -
要要要 => yes
? 需要给您换张新卡吗？
旧的还能用 => no
换吧，这张裂了 => yes
要钱不？ => -
先不换 => no
能补就补一张 => -
丢了，给补一张 => yes
? 要帮您取消预约吗？
取消吧 => yes
别取消，我改主意了 => no
不用取消，照常来 => no
嗯，不来了 => yes
取消啥，我等着呢 => no
师傅都快到了，算了不取消 => no
? 是否需要保洁上门？
多少钱一小时 => -
我家自己有阿姨 => no
约周三吧 => yes
刚搬家，太需要了 => yes
平时自己扫扫就行 => no
? Would you like to keep your parking space?
yes please renew => yes
what's the price now => -
no longer need it => no
? Could we come in to check the pipes?
come in => yes
not while I'm away => -
landlord has to agree => -
? 使唔使幫你留位？
留兩個 => yes
唔使，我唔得閒 => no
留多張凳畀我阿媽 => yes
睇吓先 => -
? Do you need a technician?
yes, as soon as you can => yes
nah, managed to fix it => no
please, the whole kitchen is flooding => yes
it's working again so no => no
Friday afternoon would be ideal => yes
I'd like to try it myself first => no
can he come today? => yes
what would it cost? => -
not at the moment, thanks => no
? 需唔需要開收據？
要，公司報銷 => yes
唔使喇 => no
有電子嘅就要 => -
順便開埋 => yes
? 您需要无障碍通道吗？
我妈坐轮椅，需要 => yes
腿脚利索，不用 => no
暂时用不上 => no
推婴儿车方便点，要 => yes
? 是否需要开通自动缴费？
开通吧，省事 => yes
不放心绑卡 => no
自己交惯了 => no
怎么弄？ => -
? 您本周六能参加消防演练吗？
能，带上老妈 => yes
加班 => no
得送孩子上课 => no
几点集合 => -
一定到 => yes
看情况，尽量 => -
? 是否需要安排师傅上门？
来吧，我周末都在 => yes
不用麻烦了，我自己能换 => no
要是免费就来 => -
收不收费呀 => -
需要的话我再联系你们 => -
等我老公回来商量一下 => -
问下我妈先 => -
尽快吧，厕所没法用了 => yes
先不用，我再观察观察 => no
算了，等开春一块弄 => no
你们定吧 => -
已经找外面的人修了 => no
求之不得 => yes
麻烦尽快派一个 => yes
嗯，最好是上次那个姓王的师傅 => yes
可以不来吗 => -
别来了，来了也修不好 => no
不需要了，谢谢关心 => no
现在不需要 => no
要得，下午我在屋头 => yes
莫来，我自己整 => no
中，来吧 => yes
不消了，谢谢 => no
甭跑了，好了 => no
麻烦您嘞 => yes
快叫个人来嘛，水漫金山了 => yes
等我娃回来再说 => -
成，啥时候来 => yes
不着急，下个月吧 => -
? 明天上午十点师傅上门，您方便吗？
十点我要开会 => no
十一点以后行不行 => no
行，我请半天假 => yes
没人在家，改后天吧 => no
我在，直接上来 => yes
我妈在家，让他来吧 => yes
我不在，但我爱人在 => yes
上午要带孩子打疫苗 => no
不一定，到时候看 => -
得看领导批不批假 => -
早点来行不，九点？ => no
十点有点早，下午吧 => no
方便，门口放了鞋套 => yes
来之前打个电话就行 => yes
钥匙放门卫了，你们自己拿 => yes
我租客在，问他吧 => -
? 需要开发票吗？
公司抬头可以吗 => -
开一张，报销用 => yes
要电子的 => yes
不用，收据就行 => no
个人的就不开了 => no
下次一起开 => no
能开专票就开 => -
? 您这次不需要发票，对吗？
对头，不用开 => yes
对的，不要 => yes
不对，要开 => no
要啊，谁说不要 => no
需要，开公司的 => no
是，不需要 => yes
不用了 => yes
我要的 => no
嗯不用 => yes
给我开一张 => no
? 需唔需要師傅上門？
要呀，快啲嚟 => yes
唔使喇，我自己整好咗 => no
等我老公返嚟先 => -
收幾多錢呀 => -
唔好意思，唔使喇 => no
遲啲先啦 => no
? 要唔要幫你改期？
照舊得喇，我請咗假 => no
唔使改，原定時間就得 => no
改去星期日啦 => yes
好，改下個禮拜 => yes
照原來的時間 => no
不用改，維持原時間 => no
改吧，那天有事 => yes
我再睇下 => -
? 需要帮您改到周日上门吗？
不用，还按原来的时间 => no
照旧就行 => no
可以，周日在家 => yes
就原定周六吧 => no
老时间不变 => no
? Shall we move your appointment to Friday?
keep it as it is => no
no, leave it on Thursday => no
yes Friday's better => yes
as planned is fine => no
stick with the original time => no
Friday works => yes
? Do you still need a plumber?
sorted it myself with duct tape and swearing => no
yes, it's getting worse => yes
my brother-in-law fixed it => no
please, asap => yes
not any more => no
still waiting for one => yes
found someone already => no
we do => yes
? 需要把预约改到下午吗？
照旧吧 => no
别改了，上午就行 => no
改下午吧 => yes
改到三点可以 => yes
按原来的来 => no
不变 => no
维持原来的时间 => no
行，下午好 => yes
都可以 => yes
再看吧 => -
? 要帮您改期吗？
原定的就可以 => no
照旧，我请好假了 => no
改到下周三 => yes
唔使改 => no
? 明天上午方便上门吗？
方便 => yes
下午行不行 => no
明天不行 => no
九点前可以 => yes
有点事，改天 => no
都可以，提前打电话 => yes
不确定，晚上回复你 => -
我请假等 => yes
周末才有空 => no
要看孩子 => no
随时 => yes
? 聽日朝早方唔方便？
方便，九點後 => yes
唔得，要返工 => no
下晝得唔得 => no
我阿媽喺度 => yes
睇下先 => -
? 您方便讓師傅明天下午過去嗎？
可以，我在家 => yes
明天不行，後天好嗎 => no
我要上班，我媽在 => yes
下午兩點後都可以 => yes
要帶小孩看醫生 => no
再跟你們確認 => -
好的沒問題 => yes
? 漏水您自己能先關總閥嗎？
關了 => yes
鏽死了轉不動 => no
我不會 => no
已經關掉了 => yes
? 您愿意参加周六的志愿活动吗？
我出差 => no
我出差了 => no
我出门了 => no
我做夜班 => no
我带娃 => no
我带孩子 => no
我做手术 => -
我买菜去了 => -
我带病在身 => -
我出国了 => -
我出院才两天 => -
我带队出去了 => -
我准备考试 => no
我拿不动 => -
我来带水 => yes
我负责买水果 => yes
我带一箱水 => yes
我准备点心 => yes
"""


@each(("question", "said", "value"), told(TOLD))
def test_what_is_told_of_an_offer_answers(question: str, said: str, value: str | None) -> None:
    assert read(Question(QuestionKind.YESNO, question), said).value == value
