"""What residents tell of a thing, or of who was there, instead of yes or no."""

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
? 您收到停水通知了吗？
贴门上了，看到了 => yes
没看见，停了才知道 => no
微信群里看到的 => yes
啥时候发的 => -
没人跟我说 => no
邻居告诉我的 => yes
收到是收到了，可写的是昨天 => yes
家里老人可能收了，我不清楚 => -
短信没有，电话也没有 => no
我住外面，没看公告栏 => no
收到了 => yes
没有啊，洗到一半没水了 => no
群里有人发了 => yes
通知上写的是几点 => -
没看到，我不在群里 => no
听邻居说的 => yes
贴了，字小看不清 => yes
好像看到过 => -
昨天塞门缝里的那张 => yes
没人通知我们家 => no
没得人跟我说 => no
看到咯 => yes
门口贴的那个嘛，看见了 => yes
啥子通知哦 => -
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
? 楼道里的杂物清走了吗？
清了，宽敞多了 => yes
还堆着呢 => no
清了一半 => -
纹丝没动 => no
越堆越多 => no
昨天看还在，今天没看 => -
我不走那边 => -
都拉走了 => yes
那户又放出来了 => no
我搬走的 => yes
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
? 楼上现在还吵吗？
昨晚安静了 => no
不吵了，谢谢你们出面 => no
天天凌晨一点还在拖凳子 => yes
吵得我神经衰弱 => yes
他们出去旅游了 => -
这两天没回去住 => -
刚才又开始蹦了 => yes
? 邻居是否还在深夜装修？
自打你们贴了告示，消停了 => no
昨晚十一点半还在吱吱锯 => yes
停工了 => no
十点以后没声音了 => no
照旧 => yes
变本加厉 => yes
我戴耳塞睡的，不知道 => -
? 门禁钥匙您收到了吗？
门垫底下摸着了，谢啦 => yes
保安交给我了 => yes
我爸去拿的 => yes
没见着啊 => no
什么钥匙 => -
在我包里 => yes
说好昨天送，没送 => no
? 您的快递拿到了吗？
放柜子里了，还没去取 => no
邻居帮我拿了 => yes
取了 => yes
丢了 => no
? 您家水压恢复正常了吗？
洗个澡跟眼药水似的 => no
挺冲的 => yes
跟以前一样大了 => yes
还是细得像线 => no
二楼够，三楼上不去 => -
白天行，晚上不行 => -
? 师傅给您看工作证了吗？
没给看 => no
看了，姓张 => yes
忘了看 => -
? 师傅是否讲清了收费标准？
讲得很清楚 => yes
一口价，没解释 => no
给我看了价目表 => yes
? 小区的健身器材您用过吗？
没用过，太旧了 => no
腿脚不行，没用过 => no
? 阳台的杂物清走了吗？
都搬空了 => yes
还原封不动 => no
堆得更高了 => no
拉走了，谢谢 => yes
挪了一点点，还是过不去 => no
没人动 => no
清得干干净净 => yes
又搬来一堆 => no
没下去看 => -
干净了 => yes
? 楼下的共享单车挪走了吗？
挪走了 => yes
还横在门口 => no
一辆没动 => no
早上还在，现在不知道 => -
都拖走了 => yes
? 空调修好了吗？
出冷风了 => yes
吹的还是热风 => no
够凉快 => yes
一点都不凉 => no
还在滴水 => no
制冷正常 => yes
要加氟，还没来 => no
开了半小时还是闷 => no
? 楼上还在装修吗？
停了一周了 => no
天天钻 => yes
还在敲墙 => yes
装完了 => no
没听见了 => no
? 钥匙交给您了吗？
在我手上 => yes
我老婆拿了 => yes
没给 => no
保安转交的，收到了 => yes
丢哪了都不知道 => -
? 保安晚上巡楼了吗？
听见他开对讲机走过去 => yes
连个人影都没有 => no
一晚上没见人 => no
看见他在打瞌睡 => no
巡了两圈 => yes
? 您今年的物业费缴了吗？
上礼拜在手机上交了 => yes
还没，等发工资 => no
我老公交的，应该交了吧 => -
交了一半 => -
早缴了，发票还没给我 => yes
我是租客，房东交 => -
? 您的手机号有变动吗？
没变 => no
换了，新的是138开头 => yes
一直是这个 => no
还是原来那个号 => no
上个月换的新号 => yes
改了，以后打这个 => yes
? 师傅走之前试水了吗？
当着我面试的 => yes
没试，拧上就走了 => no
我没在跟前，不知道 => -
试了两遍 => yes
? 噪音影响您休息吗？
还好，我睡得沉 => no
影响，孩子都吓醒了 => yes
不影响 => no
关窗就听不见 => no
有时候吧 => -
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
? 您看到公示栏的通知了吗？
没注意那个 => -
看了，字太小 => yes
我很少去那边 => -
孩子拍给我看的 => yes
哪里有公示？ => -
? 您是否已经搬离？
没搬 => no
? 请问您现在安全吗？
安全，人没事 => yes
? 家里有需要帮助的病人吗？
都好着呢 => no
没有，谢谢 => no
老婆刚生完 => -
? 您能提供一张照片吗？
发你了 => yes
拍不了，手机坏了 => no
不会拍 => no
刚发 => yes
? 电动车充电桩您用得上吗？
没电动车 => no
天天用 => yes
太贵，不用 => no
以后可能用 => -
? 楼下的积水退了吗？
退了，就是一层泥 => yes
下午开始退，现在剩一点 => -
鞋都湿了 => no
干了 => yes
? 家里的窗户关好了吗？
都关严了 => yes
阳台那扇关不上 => no
记不清了 => -
全封好了，还贴了胶带 => yes
? 师傅态度好吗？
客客气气的 => yes
一般 => -
没说几句话，说不上 => -
? 您之前报修过这个问题吗？
我老婆报过 => yes
没报过 => no
去年也坏过一次 => -
? 是否继续租用车位？
车卖了，不租了 => no
续一年 => yes
涨价就不租 => -
先续着吧 => yes
不续了 => no
看价格 => -
? Was the technician polite?
rude from start to finish => no
he was fine => yes
I wasn't home, ask my wife => -
? Did you receive the water notice?
it was on the door => yes
nobody told us => no
saw it in the lift => yes
first I've heard of it => no
my flatmate might have => -
? Is your bathroom still leaking?
only when the upstairs showers => yes
all dry since you came => no
worse than ever => yes
we've been away => -
he taped it up, holding so far => no
? 漏水您自己能先關總閥嗎？
關了 => yes
鏽死了轉不動 => no
我不會 => no
已經關掉了 => yes
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
? 还有其他问题吗？
没了，谢谢 => no
暂时没有 => no
还有个事，门禁卡丢了 => yes
就这些 => no
楼道灯也坏了 => yes
有，停车的事 => yes
等我想想 => -
挺好的，没有 => no
再见 => no
莫得了 => no
没咧，谢谢 => no
还有一桩，狗屎没人扫 => yes
有，电费咋算的 => yes
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
? 噪音问题解决了吗？
清净了，多谢 => yes
还是老样子 => no
他们收敛了两天，又开始了 => no
晚上好了，中午还吵 => -
跟没管一样 => no
? 垃圾清运了吗？
清了，桶也刷了 => yes
堆成山了 => no
今早刚拉走 => yes
满得盖不上盖 => no
我没下楼 => -
? 您的车位被占的问题处理了吗？
车挪走了 => yes
还占着 => no
贴了条，人家不理 => no
换了一辆接着占 => no
打电话后十分钟就挪了 => yes
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
? 可以把您的建议转给业委会吗？
转吧 => yes
随便转 => yes
别，我跟他们有矛盾 => no
可以，署名也行 => yes
? 这次服务您会推荐给邻居吗？
会，已经推荐了 => yes
肯定不会 => no
看下次表现 => -
当然 => yes
? 师傅有没有戴安全帽？
戴了黄的那个 => yes
没戴，穿拖鞋来的 => no
没留意 => -
? 停车费您交了吗？
微信交了 => yes
不是一年一交吗 => -
单位给交 => -
早交过了，你们查查 => yes
? Did the cleaner come today?
she did, smells nice => yes
no sign of her => no
bins are overflowing, so no => no
I was out all day => -
came at nine => yes
? Is the heating back on?
toasty => yes
stone cold => no
upstairs yes, downstairs no => -
radiators are warm => yes
? Would you like to keep your parking space?
yes please renew => yes
what's the price now => -
no longer need it => no
? Could we come in to check the pipes?
come in => yes
not while I'm away => -
landlord has to agree => -
? 請問管委會的公告您看到了嗎？
看到了，貼在電梯 => yes
沒有欸，貼哪裡 => no
我兒子有跟我講 => yes
眼睛不好看不清楚寫什麼 => -
? 師傅有清理現場嗎？
有，很乾淨 => yes
沒有，還要我自己掃 => no
桌上一層灰 => no
? 部電梯而家行得未？
行得啦 => yes
仲係停緊 => no
行到一半又停 => no
我住二樓冇搭 => -
? 使唔使幫你留位？
留兩個 => yes
唔使，我唔得閒 => no
留多張凳畀我阿媽 => yes
睇吓先 => -
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
? Did you receive the notice about the water shut off?
yes it's on the notice board => yes
no, nothing in my mailbox => no
saw it on WhatsApp => yes
what notice? => -
my neighbour told me => yes
only after it was off => no
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
? Is the noise still there?
quiet as a mouse now => no
every night till two => yes
stopped after your call => no
we moved to the other bedroom => -
? 請問漏水修好了嗎？
修好了，謝謝 => yes
還在漏，拿水桶接 => no
師傅明天才要來 => no
抓漏的來過，還沒動工 => no
好像有比較好，還要再觀察 => -
沒有耶，越來越嚴重 => no
目前沒有再滴了 => yes
管理員說修好了，我還沒確認 => -
? 您願意參加社區清潔日嗎？
願意，帶孩子一起去 => yes
那天要加班 => no
腰不好，掃不動 => no
有便當嗎 => -
算我一份 => yes
看天氣 => -
? 請問您收到包裹了嗎？
收到了，謝謝 => yes
管理室說還沒到 => no
我太太領走了 => yes
還沒去拿 => no
不是我的，是樓上的 => -
? 師傅有冇準時到？
準時呀 => yes
遲咗成個鐘 => no
冇嚟過 => no
我阿媽開門，我唔清楚 => -
? 部冷氣整好未？
整好喇，好凍 => yes
仲係滴水 => no
師傅話要換件，等緊 => no
未呀，三日喇 => no
未開過 => -
? 需唔需要開收據？
要，公司報銷 => yes
唔使喇 => no
有電子嘅就要 => -
順便開埋 => yes
? 你屋企有冇人喺度？
有，阿婆喺度 => yes
冇人，七點先返 => no
我落咗街 => no
工人喺屋企 => yes
? 有冇收到停水通知？
收到，貼咗喺大堂 => yes
冇喎，邊度有 => no
保安同我講咗 => yes
? 请问空调外机漏水的问题处理了吗？
接了根管子，好了 => yes
照滴不误 => no
? 您反映的占道问题解决了吗？
车开走了，路通了 => yes
来了个人看看就走 => no
锥桶摆上了，没人停了 => yes
跟之前一个样 => no
? 您家的门铃能响了吗？
响了 => yes
按烂了都不响 => no
叮咚叮咚的，清楚 => yes
? 蚊虫消杀后还有蚊子吗？
少多了，偶尔一两只 => yes
照咬不误 => yes
一只都没见着 => no
孩子胳膊上全是包 => yes
? 儿童滑梯修好了吗？
还拉着警戒线 => no
螺丝还松着 => no
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
? 您家中装修是否已完工？
上周完工了 => yes
? 您本周六能参加消防演练吗？
能，带上老妈 => yes
加班 => no
得送孩子上课 => no
几点集合 => -
一定到 => yes
看情况，尽量 => -
? 请问工程师今天联系您了吗？
打过电话约了明天 => yes
电话都没一个 => no
加了微信 => yes
手机静音了，不知道打没打 => -
没人联系 => no
? 您是否已阅读装修须知？
看完了 => yes
? 安装时师傅有没有弄坏东西？
没有，小心得很 => no
没发现 => no
? 您是否遇到过电梯困人？
上个月困过二十分钟 => yes
没遇到 => no
我老伴遇到过 => yes
谢天谢地没有 => no
? 给您的维修报价能接受吗？
太贵了 => no
可以接受 => yes
能便宜点吗 => -
比外面贵一倍，不修了 => no
行，开始吧 => yes
? 夜间照明够亮吗？
够亮 => yes
黑黢黢的 => no
树挡住了，看不清路 => no
挺亮堂 => yes
? 保安登记访客了吗？
问了名字还登了车牌 => yes
看都不看 => no
登记了 => yes
? 您认识您的楼栋管家吗？
认识，小王 => yes
加过微信没说过话 => -
? Is your intercom working?
dead as a doornail => no
? Have you paid this month's fee?
paid on the 3rd => yes
it's on autopay => yes
my landlord pays => -
"""


@each(("question", "said", "value"), told(TOLD))
def test_what_is_told_of_a_thing_answers(question: str, said: str, value: str | None) -> None:
    assert read(Question(QuestionKind.YESNO, question), said).value == value
