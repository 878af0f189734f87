"""What residents tell of a thing that was to be repaired, instead of yes or no."""

from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.yes_no import read
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

TOLD = """
? 请问修好了吗？
师傅上午来弄了一下，现在挺好 => yes
试了几遍都没再跳 => yes
用了两天没问题 => yes
修是修了，但水还是小 => no
师傅说缺零件，得等下周 => no
来看了一眼说要报备，再没下文 => no
只拆了没装回去 => no
换了个新的阀门，不漏了 => yes
我在公司，不晓得老婆到家没 => -
我妈在家，我得问她 => -
我人在外地，等我儿子回话 => -
晚上回去看了再告诉你 => -
刚修完，先观察两天 => -
这得问我老公，他在家盯着的 => -
修好个鬼 => no
修好个头，更漏了 => no
厨房的好了，卫生间的没弄 => -
大的修好了，小的那个还坏着 => -
师傅前脚走后脚又漏了 => no
原样没动 => no
到现在都没人来过 => no
谢谢你们，速度真快 => yes
还行，凑合能用 => -
我没报过修啊 => -
好了好了，别再打了 => yes
昨天就好了 => yes
没呢，说是明天再来 => no
我自己弄好的 => yes
纹丝不动 => no
师傅前脚走，后脚又淌上了 => no
缺个垫片，人又跑了 => no
毫无进展 => no
现在非常好 => yes
这两天都正常 => yes
没再堵过 => yes
师傅没再来过 => no
师傅没再联系我 => no
拆下来没装上 => no
等配件 => no
还在修 => no
门口围挡还没撤 => no
物业跟开发商踢皮球 => no
好使了，谢谢师傅 => yes
换了根管子，目前没问题 => yes
修完半天又犯病了 => no
师傅捣鼓了一上午，总算行了 => yes
人都没见着 => no
打了三个电话都没人来 => no
今天刚弄好 => yes
算是修好了吧 => yes
勉强能用 => -
修好了，但是地板泡坏了谁赔 => yes
我婆婆说好了，我还没看 => -
跟新的一样 => yes
比原来还糟 => no
能用是能用，就是声音大 => yes
还差最后一步 => no
等材料到货 => no
已经不用你们管了，我请人弄好了 => yes
不清楚，得晚上回家看看 => -
哪个单子？我报了仨 => -
搞定了👍 => yes
还那德行 => no
妥了妥了，谢谢小伙子 => yes
莫得，还是那个样子 => no
弄是弄了，不顶事 => no
一用就跳闸 => no
中不中还得看两天 => -
修理工手艺好，一次就好了 => yes
我不晓得，娃儿在屋头 => -
今早还好好的，中午又不行了 => no
修了等于白修 => no
阿婆我眼睛不好，看不清修没修好 => -
? 楼上漏水的问题解决了吗？
楼上换了防水，没再滴 => yes
墙皮还在往下掉 => no
楼上不开门，师傅进不去 => no
他家装修队说弄好了，我还没去看 => -
天花板干了 => yes
等下场雨才知道 => -
物业和楼上还在扯皮 => no
解决个锤子 => no
? 现在还漏吗？
不下雨看不出来 => -
好像不滴了 => -
换了垫圈以后一滴没有 => no
厨房不漏了，厕所还漏 => -
下雨天还是渗 => yes
没下雨不知道 => -
拿毛巾堵着呢 => yes
半夜还听见滴答声 => yes
昨天还漏，今天没看 => -
已经干了三天了 => no
? 电梯恢复运行了吗？
东边那台行，西边那台不行 => -
货梯行，客梯还停着 => -
左边那部好了，右边的还在修 => -
刚坐了一趟，没问题 => yes
我住二楼从来不坐 => -
爬了十几层累死 => no
又停了，早上还好的 => no
恢复了，就是有点响 => yes
门口还贴着维修中 => no
? 請問冷氣修好了嗎？
有涼了，謝謝師傅 => yes
吹出來還是溫的，搞什麼 => no
師傅說要換壓縮機，等報價 => no
昨天來過，今天又不冷了 => no
目前正常，先觀察看看 => -
好了啦，感謝 => yes
沒有欸，還是會滴水 => no
我先生在處理，我不太清楚 => -
還沒來看耶 => no
? 而家仲有冇滲水？
天花仲有水漬滴落嚟 => yes
乾晒喇 => no
要落雨先知 => -
仲係咁滴，用咗兩個桶 => yes
少咗但仲有少少 => yes
? Is the lift working again?
took it this morning, fine => yes
still climbing 12 floors => no
sign's still up => no
haven't used it, I'm on the ground floor => -
engineer's there now => no
works a treat => yes
? Has the leak stopped?
bucket's still filling => no
dry since Tuesday => yes
I think so => -
slowed down but not stopped => no
can't tell until it rains => -
not a drop => yes
? 您家水压恢复正常了吗？
洗个澡跟眼药水似的 => no
挺冲的 => yes
跟以前一样大了 => yes
还是细得像线 => no
二楼够，三楼上不去 => -
白天行，晚上不行 => -
? 空调修好了吗？
出冷风了 => yes
吹的还是热风 => no
够凉快 => yes
一点都不凉 => no
还在滴水 => no
制冷正常 => yes
要加氟，还没来 => no
开了半小时还是闷 => no
? Is your bathroom still leaking?
only when the upstairs showers => yes
all dry since you came => no
worse than ever => yes
we've been away => -
he taped it up, holding so far => no
? 现在还漏水吗？
不漏了 => no
滴得慢一点了 => yes
漏得更厉害 => yes
关了阀门就不漏 => -
早上还漏，刚才好像停了 => -
没再漏，谢谢 => no
还那样 => yes
墙上洇了一大片 => yes
干了 => no
厨房不漏了，卫生间不知道 => -
昨晚接了一桶 => yes
看不出来漏没漏 => -
漏得嘞，哗哗的 => yes
不漏咧 => no
滴答滴答烦死人 => yes
冇漏了 => no
莫漏了 => no
潮乎乎的，说不好漏不漏 => -
好几天没见滴水 => no
? 电梯恢复了吗？
能坐了 => yes
还停着 => no
刚坐上来 => yes
一楼就停了 => no
我走楼梯没注意 => -
又困人了 => no
修到一半 => no
贴着停用 => no
正常了 => yes
? Has the problem been fixed?
yes, works fine now => yes
no, same as before => no
for now, yes => yes
he came but didn't have the part => no
not really => no
half of it => no
I haven't had a chance to check => -
yep, quick job => yes
still no hot water => no
it was, then it broke again => no
who knows => -
? 而家仲有冇漏水？
冇喇，多謝 => no
仲有啲 => yes
漏到成地都係 => yes
我唔喺屋企，唔知 => -
? 请问水管修好了吗？
师傅说焊上了，我摸着还是湿的 => no
刚试了，一滴不漏 => yes
我又不住那，租客没跟我说 => -
修好两天又爆了 => no
没漏了，就是墙还潮 => yes
好是好了，收费太贵 => yes
他们光拍了照就走了 => no
? 楼道灯修好了吗？
亮了，晚上敢出门了 => yes
还是黑灯瞎火的 => no
三楼亮了四楼没亮 => -
白天我哪看得出来 => -
换了灯泡，没两天又坏 => no
一按就亮 => yes
? 门禁现在好用了吗？
刷一下就开 => yes
得刷五六次 => no
我都跟着别人进，没刷过 => -
卡可以，手机开不了 => -
还得用钥匙 => no
? Is the heating back on?
toasty => yes
stone cold => no
upstairs yes, downstairs no => -
radiators are warm => yes
? 部電梯而家行得未？
行得啦 => yes
仲係停緊 => no
行到一半又停 => no
我住二樓冇搭 => -
? Has the leak been fixed?
yes, bone dry since Monday => yes
the plumber said he'd be back tomorrow => no
mostly, just a small drip now => no
nope, worse if anything => no
he replaced the valve and it's fine => yes
I've put a bucket under it => no
not that I can see => no
all good, thanks for the quick response => yes
it was fixed but started again last night => no
fixed as promised => yes
I'm overseas, my tenant would know => -
still waiting for the part => no
? 請問漏水修好了嗎？
修好了，謝謝 => yes
還在漏，拿水桶接 => no
師傅明天才要來 => no
抓漏的來過，還沒動工 => no
好像有比較好，還要再觀察 => -
沒有耶，越來越嚴重 => no
目前沒有再滴了 => yes
管理員說修好了，我還沒確認 => -
? 部冷氣整好未？
整好喇，好凍 => yes
仲係滴水 => no
師傅話要換件，等緊 => no
未呀，三日喇 => no
未開過 => -
? 请问空调外机漏水的问题处理了吗？
接了根管子，好了 => yes
照滴不误 => no
? 您家的门铃能响了吗？
响了 => yes
按烂了都不响 => no
叮咚叮咚的，清楚 => yes
? 儿童滑梯修好了吗？
还拉着警戒线 => no
螺丝还松着 => no
? 夜间照明够亮吗？
够亮 => yes
黑黢黢的 => no
树挡住了，看不清路 => no
挺亮堂 => yes
? Is your intercom working?
dead as a doornail => no
"""


@each(("question", "said", "value"), told(TOLD))
def test_what_is_told_of_a_repair_answers(question: str, said: str, value: str | None) -> None:
    assert read(Question(QuestionKind.YESNO, question), said).value == value
