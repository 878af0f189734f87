"""What residents tell of what they have received, paid or used, instead of yes or no."""

from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.yes_no import read
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

TOLD = """
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
? 小区的健身器材您用过吗？
没用过，太旧了 => no
腿脚不行，没用过 => no
? 钥匙交给您了吗？
在我手上 => yes
我老婆拿了 => yes
没给 => no
保安转交的，收到了 => yes
丢哪了都不知道 => -
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
? 电动车充电桩您用得上吗？
没电动车 => no
天天用 => yes
太贵，不用 => no
以后可能用 => -
? 家里的窗户关好了吗？
都关严了 => yes
阳台那扇关不上 => no
记不清了 => -
全封好了，还贴了胶带 => yes
? 您之前报修过这个问题吗？
我老婆报过 => yes
没报过 => no
去年也坏过一次 => -
? Did you receive the water notice?
it was on the door => yes
nobody told us => no
saw it in the lift => yes
first I've heard of it => no
my flatmate might have => -
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
? 停车费您交了吗？
微信交了 => yes
不是一年一交吗 => -
单位给交 => -
早交过了，你们查查 => yes
? 請問管委會的公告您看到了嗎？
看到了，貼在電梯 => yes
沒有欸，貼哪裡 => no
我兒子有跟我講 => yes
眼睛不好看不清楚寫什麼 => -
? Did you receive the notice about the water shut off?
yes it's on the notice board => yes
no, nothing in my mailbox => no
saw it on WhatsApp => yes
what notice? => -
my neighbour told me => yes
only after it was off => no
? 請問您收到包裹了嗎？
收到了，謝謝 => yes
管理室說還沒到 => no
我太太領走了 => yes
還沒去拿 => no
不是我的，是樓上的 => -
? 你屋企有冇人喺度？
有，阿婆喺度 => yes
冇人，七點先返 => no
我落咗街 => no
工人喺屋企 => yes
? 有冇收到停水通知？
收到，貼咗喺大堂 => yes
冇喎，邊度有 => no
保安同我講咗 => yes
? 您是否已阅读装修须知？
看完了 => yes
? 您是否遇到过电梯困人？
上个月困过二十分钟 => yes
没遇到 => no
我老伴遇到过 => yes
谢天谢地没有 => no
? 您认识您的楼栋管家吗？
认识，小王 => yes
加过微信没说过话 => -
? Have you paid this month's fee?
paid on the 3rd => yes
it's on autopay => yes
my landlord pays => -
? 您本季度的物业费交了吗？
转账失败了 => -
转账中 => -
转账还没成功 => -
代扣失败 => -
自动扣款失败了 => -
刷卡没成功 => -
刷卡不成功 => -
刷了卡没反应 => -
扫了码没付成 => -
微信付不了 => -
银行转不了 => -
刷的卡被退了 => -
汇了没到 => -
截图在，但没到账 => -
充了话费 => -
付了停车费 => -
扫过地 => -
刷过墙 => -
刷了微博 => -
上星期刷的卡 => yes
扫码付的 => yes
微信转过去了 => yes
转账过去了 => yes
收据在我这儿 => yes
? 师傅有没有另外收费？
加了三个螺丝 => -
收走了两袋垃圾 => -
拿了五个零件来 => -
要我签了三个字 => -
换了两个垫片 => -
给他二十块小费他坚决不肯 => -
it took 30 minutes => -
took 30 minutes => -
he took two days => -
收了三十块 => yes
要了五十 => yes
加了二十元 => yes
he asked for 20 dollars => yes
? 您同意我们开门进屋检查吗？
进去就报警 => -
谁进去就报警 => -
钥匙找不到 => -
钥匙交不出 => -
钥匙给我儿子了 => -
钥匙丢了 => -
门开着就打电话报警 => -
不用等我回来 => -
没发烧 => -
我没发烧 => -
没隔离 => -
家里没人坐月子 => -
钥匙在门卫那儿 => yes
请进 => yes
在隔离，别进来 => no
等我回来再说 => no
? 停水前有没有提前通知您？
早知道就存好水了 => -
早知道就接满水了 => -
桶都接满了 => yes
群里发了 => yes
? 问卷您填了吗？
等下填好 => -
马上填好 => -
明天填好了给你 => -
晚上写完了交 => -
一会儿填完 => -
填好了 => yes
? 有人打电话给您吗？
我打了没人接 => -
天天打麻将 => -
天天打牌 => -
打过了 => yes
天天打 => yes
? 您对处罚结果有异议吗？
没法接受 => -
无法接受 => -
难以接受 => -
心服口服 => no
接受 => no
? 您同意从押金里扣吗？
没说我出 => -
不是我弄坏的 => no
我认罚 => yes
? 保安有没有核对来人身份？
他看了眼手机 => -
他看了下表 => -
登记了身份证 => yes
? 您家垃圾分类好了单独投放吗？
从来不混 => -
没混过 => -
混着扔 => no
? 您觉得收费合理吗？
没坑人 => -
从不坑人 => -
坑人 => no
? 师傅准时到了吗？
不磨蹭 => -
从不磨蹭 => -
磨蹭半天 => no
? 新门禁好用吗？
没认不出 => -
没认不出过 => -
老失灵 => no
"""


@each(("question", "said", "value"), told(TOLD))
def test_what_is_told_of_an_errand_answers(question: str, said: str, value: str | None) -> None:
    assert read(Question(QuestionKind.YESNO, question), said).value == value
