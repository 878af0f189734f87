"""What residents tell of staff who came, instead of yes or no."""

from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.yes_no import read
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

TOLD = """
? 师傅进门穿鞋套了吗？
穿了，还挺干净 => yes
没有，踩了一地灰 => no
我没在家，我老公接待的 => -
换了拖鞋 => yes
光脚进的 => no
没注意 => -
没让他穿，家里本来就乱 => no
自己带的鞋套 => yes
? 保洁员今天来过了吗？
来过，地还湿着呢 => yes
早上碰见她拖地了 => yes
没看见人，垃圾还在 => no
今天没出门，不晓得 => -
垃圾桶满了也没人倒 => no
刚扫完走 => yes
一个礼拜没见着了 => no
? 保安夜晚有冇巡樓？
鬼影都冇隻 => no
兩點幾聽到佢串鎖匙聲行過 => yes
有，成日見到 => yes
冇見過 => no
我瞓咗邊知 => -
成晚坐喺度瞓覺 => no
? 保安晚上巡逻吗？
从没见过 => no
我睡得早，不知道 => -
巡个屁，都在玩手机 => no
巡的，还跟我打招呼 => yes
? Did the guard help you with the stroller?
he just looking his phone => no
yes, carried it all the way up => yes
he held the door for me => yes
nobody was at the desk => no
walked right past me => no
no one did => no
he did, very kind => yes
? 师傅给您看工作证了吗？
没给看 => no
看了，姓张 => yes
忘了看 => -
? 师傅是否讲清了收费标准？
讲得很清楚 => yes
一口价，没解释 => no
给我看了价目表 => yes
? 保安晚上巡楼了吗？
听见他开对讲机走过去 => yes
连个人影都没有 => no
一晚上没见人 => no
看见他在打瞌睡 => no
巡了两圈 => yes
? 师傅走之前试水了吗？
当着我面试的 => yes
没试，拧上就走了 => no
我没在跟前，不知道 => -
试了两遍 => yes
? 师傅态度好吗？
客客气气的 => yes
一般 => -
没说几句话，说不上 => -
? Was the technician polite?
rude from start to finish => no
he was fine => yes
I wasn't home, ask my wife => -
? 請問管理員有幫您登記嗎？
登記了 => yes
有，寫在本子上 => yes
沒人在櫃檯 => no
我太太去辦的，沒問她 => -
? 師傅有冇收你錢？
冇收 => no
收咗三百 => yes
話要收，我冇畀 => no
有，有單 => yes
? 师傅按时到了吗？
提前十分钟 => yes
晚了一个钟头 => no
到了 => yes
没来，打电话也不接 => no
差不多吧 => -
迟到五分钟 => no
我不在家，我妈接待的 => -
很准时 => yes
约的九点，十一点才到 => no
到点就来了 => yes
拖到天黑 => no
晓得他几点来的，我在睡觉 => -
放我鸽子 => no
? 师傅走前打扫了吗？
扫得很干净 => yes
没扫，一地灰 => no
垃圾带走了 => yes
我自己拖的 => no
留了一堆纸箱 => no
没注意 => -
用布擦了 => yes
? 收费前告知价格了吗？
说了，六十 => yes
没说，修完才要钱 => no
给看了价目表 => yes
只说了材料费 => -
? 师傅有没有戴安全帽？
戴了黄的那个 => yes
没戴，穿拖鞋来的 => no
没留意 => -
? Did the cleaner come today?
she did, smells nice => yes
no sign of her => no
bins are overflowing, so no => no
I was out all day => -
came at nine => yes
? 師傅有清理現場嗎？
有，很乾淨 => yes
沒有，還要我自己掃 => no
桌上一層灰 => no
? Was the price explained before the repair?
yes, sixty dollars => yes
no, he just handed me a bill => no
he showed me the list => yes
it was free => -
only afterwards => no
? Did the technician clean up?
left it spotless => yes
mud everywhere => no
I had to mop after him => no
swept and took the rubbish => yes
didn't notice => -
? 師傅有冇準時到？
準時呀 => yes
遲咗成個鐘 => no
冇嚟過 => no
我阿媽開門，我唔清楚 => -
? 请问工程师今天联系您了吗？
打过电话约了明天 => yes
电话都没一个 => no
加了微信 => yes
手机静音了，不知道打没打 => -
没人联系 => no
? 安装时师傅有没有弄坏东西？
没有，小心得很 => no
没发现 => no
? 给您的维修报价能接受吗？
太贵了 => no
可以接受 => yes
能便宜点吗 => -
比外面贵一倍，不修了 => no
行，开始吧 => yes
? 保安登记访客了吗？
问了名字还登了车牌 => yes
看都不看 => no
登记了 => yes
"""


@each(("question", "said", "value"), told(TOLD))
def test_what_is_told_of_staff_answers(question: str, said: str, value: str | None) -> None:
    assert read(Question(QuestionKind.YESNO, question), said).value == value
