"""Options that are only spoken of: what is in one, what it costs, who wants it, or put off."""

from flows.understanding.answers.choice import read
from flows.understanding.answers.question import Question, QuestionKind
from tests.each import each
from tests.flows.understanding.answers.told_choices import told

SPOKEN_OF = """
? 您希望用哪种方式收取通知？ | 短信/微信/电话/纸质通知
老婆说短信，别管她，微信 => 微信
微信群里有人吵架 => -
微信里我被拉黑了 => -
短信里那个链接打不开 => -
微信上通知我 => 微信
微信群里发就行 => 微信
电话里说清楚就行 => 电话
短信要么微信都行 => -
电话响了我去接一下 => -
手机没电了，等会儿再选 => -
等会儿回你 => -
我先接个电话，回头跟你说 => -
上次选的短信 => -
上次选的短信，这次微信 => 微信
上次选的短信，还是短信 => 短信
微信，别打电话 => 微信
微信，回头再加你 => 微信
什么短信？我没收到啊 => -
短信，晚点发没关系 => 短信
短信吧，我等会儿看 => 短信
我爸爱接电话，我用微信 => 微信
微信现在收费吗 => -
纸质通知多少钱一张 => -
微信，群里也行 => 微信
微信里发给我 => 微信
电话里跟我说 => 电话
打电话，我老人家不会看微信 => 电话
贴张纸在门上 => 纸质通知
老婆管微信，我要短信 => 短信
上次微信没收到，这次发短信 => 短信
上次电话通知挺好，还是电话 => 电话
晚点发微信给我 => 微信
我等会儿要开会，发短信吧 => 短信
发短信，回头我看 => 短信
不是短信就好，微信 => 微信
我女儿帮我看微信，就微信 => 微信
信用好的微信 => 微信
什么都行，那就微信 => 微信
? 请问您要报修哪一类？ | 厨房漏水/卫生间漏水/电路跳闸/门锁损坏
厨房水管在漏 => 厨房漏水
我在卫生间，马桶边上漏水 => 卫生间漏水
在厨房做饭呢，晚点说 => -
我人在厨房，水漏了一地 => 厨房漏水
上卫生间呢，稍等 => -
上次修的是门锁，这次跳闸 => 电路跳闸
楼上卫生间漏到我家厨房 => -
我在门口等师傅呢 => -
不是厨房，是卫生间 => 卫生间漏水
不是门锁就是合页的事，门锁吧 => 门锁损坏
要么厨房要么厕所，分不清 => -
厨房里面那根管子漏 => 厨房漏水
卫生间里有个地方在滴水 => 卫生间漏水
锁芯断里面了，等会儿师傅来打我电话 => 门锁损坏
昨晚跳闸了，今天又跳 => 电路跳闸
昨天门锁坏了 => 门锁损坏
上周厨房就开始漏 => 厨房漏水
空开一直掉，我等着你们来 => 电路跳闸
洗手间地漏反水 => 卫生间漏水
? 您的车位类型是？ | 地面车位/地下固定车位/临时停车
地面车位一个月多少钱 => -
地下固定车位还有得租不 => -
地下固定的，几百块一个月 => 地下固定车位
我家地面车位，多少号忘了 => 地面车位
地面车位有人占了，我等等再填 => -
地面车位 => 地面车位
地下那个固定的 => 地下固定车位
固定车位停着别人的车 => -
? 噪音主要来自哪里？ | 楼上住户/装修施工/广场舞/设备机房
说不好，咚咚咚的 => -
不知道哪来的，嗡嗡响 => -
嗡嗡的，像机器 => 设备机房
不是广场舞就是装修 => -
楼上跑来跑去 => 楼上住户
? 您要办理哪种卡？ | 业主门禁卡/租户门禁卡/访客临时卡
我租的，租户卡 => 租户门禁卡
我不是业主，租客 => 租户门禁卡
我老公才是业主 => -
业主是我爸，我办业主卡 => 业主门禁卡
? 缴费方式选哪个？ | 微信支付/支付宝/银行代扣/前台现金
刷卡行不行 => -
刷脸付 => -
信用卡 => -
数字人民币 => -
云闪付有没有 => -
微信扫码 => 微信支付
刷支付宝 => 支付宝
银行自动扣 => 银行代扣
给现金 => 前台现金
拿现钱去柜台 => 前台现金
支付宝余额不够了 => -
前台小姐姐叫什么 => -
? 請問您要預約哪項公設？ | 健身房/會議室/交誼廳/烤肉區
烤肉區上次著火了 => -
烤肉區週末 => 烤肉區
健身房有人在用，我晚點再約 => -
會議室 => 會議室
我在健身房跑步，等下回 => -
交誼廳裡那台鋼琴誰的 => -
什麼烤肉？我吃素 => -
? 包裹請選擇處理方式。 | 自取/送到府上/退回寄件人
我沒買這個，退回去 => 退回寄件人
不是我的，退掉 => 退回寄件人
我自己去拿 => 自取
退回寄件人要錢嗎 => -
哪個包裹 => -
送上來 => 送到府上
? 請揀維修項目。 | 冷氣/廁所/大門鎖/電燈
把鎖好似卡住咗 => 大門鎖
鎖匙插唔入 => 大門鎖
道門鎖唔到 => 大門鎖
廁所塞咗 => 廁所
我喺廁所，陣間覆你 => -
我喺廁所度，個水箱漏水 => 廁所
冷氣機好嘈 => 冷氣
電燈閃下閃下 => 電燈
出咗街，返嚟先揀 => -
? Which facility do you want to book? | Swimming pool/Tennis court/BBQ area/Function room
My son lost his ring in the tennis court last week => -
There was a fight at the BBQ area yesterday => -
Someone drowned in the pool once => -
Swimming pool please, last time was great => Swimming pool
My kid wants the swimming pool => Swimming pool
Pool, for my son's birthday => Swimming pool
Tennis, same as last week => Tennis court
BBQ area for Saturday => BBQ area
I'm at the BBQ area now, text you later => -
the function room, we had it last year => Function room
I booked the pool last time => -
if it rains the function room, otherwise BBQ => -
we had the BBQ area last year and loved it, same again => BBQ area
I booked tennis last week, this week the pool => Swimming pool
The BBQ area, get back to me with the price => BBQ area
tennis court, my son said he wants to play => Tennis court
function room for 20 people => Function room
The pool, I'll call you later about the time => Swimming pool
my friends told me the pool is nice, so pool => Swimming pool
? How should we return your deposit? | Bank transfer/Cheque/Cash at the counter
My husband said cheque, I prefer a transfer => Bank transfer
Last time it was a cheque => -
Last time cheque, this time transfer please => Bank transfer
cheque => Cheque
I'd like a cheque, as last time => Cheque
The cheque bounced last time => -
must ask madam first, cheque or cash => -
What deposit? I never paid one => -
I'll get back to you about the cheque => -
? 请问您想参加哪项活动？ | 包粽子/书法班/亲子运动会/健康讲座
包粽子要自己带米吗 => -
去年包粽子我烫了手 => -
书法班老师上次没来 => -
我妈在包粽子呢，晚点回你 => -
健康讲座里老有推销的 => -
隔壁王姐报了书法班 => -
不是书法班就是讲座，看老婆 => -
娃想去运动会，那就运动会 => 亲子运动会
我爱人说讲座，听我的，书法班 => 书法班
老太太要去讲座 => 健康讲座
粽子 => 包粽子
书法，去年也是 => 书法班
去年书法班，今年换讲座 => 健康讲座
书法班吧，上次挺好的 => 书法班
哪个免费 => -
什么活动？没听说啊 => -
四个都去 => -
运动会那天我出差 => -
毛笔字那个 => 书法班
? 投诉处理结果您希望怎样收到？ | 电话告知/短信告知/上门说明
电话打了八遍没人接 => -
上次短信告知我根本没收到 => -
电话里讲不清，上门吧 => 上门说明
电话里说就行 => 电话告知
我正打电话呢，等下 => -
发个短信 => 短信告知
我女婿讲要短信，我不会看，打电话 => 电话告知
随便哪种 => -
短信里那串码是啥 => -
? Which parking permit do you need? | Resident/Visitor/Motorcycle
My visitor crashed into the gate last week => -
the visitor permit got stolen last year => -
How much is the resident one => -
resident, same as last year => Resident
my brother has a motorcycle, but I need resident => Resident
either visitor or resident, not sure => -
let me ask my wife and get back to you => -
Motorcycle please => Motorcycle
Visitor, my mum is coming => Visitor
It's for my motorbike => Motorcycle
? 请问您家宽带用哪家？ | 电信/移动/联通/广电
电信的人天天打电话推销 => -
移动那个营业厅关了 => -
以前用联通，上个月退了 => -
我姐家移动的 => -
哪家快 => -
联通多少钱一年 => -
移动硬盘算吗 => -
不是电信就是移动，我儿子装的 => -
? 请选择您要参加的志愿岗位。 | 门岗值守/垃圾分类/电梯引导/陪伴老人
门岗值守那个老头凶得很 => -
上次电梯引导站得我腰疼 => -
陪伴老人给补贴吗 => -
门岗值守还是垃圾分类，我再琢磨 => -
等我退休再报 => -
让我老公去门岗吧 => 门岗值守
? Where did you hear about our open day? | Poster/WeChat/A neighbour/Front desk
The front desk was empty => -
my wechat is broken => -
the poster in the lift is upside down => -
what open day? I never heard of one => -
Front desk told me => Front desk
? 您想在小区增设什么？ | 快递柜/晾衣架/儿童滑梯/充电桩
快递柜，现在那个太小 => 快递柜
充电桩那个好 => 充电桩
儿童滑梯，去年那个坏了 => 儿童滑梯
上次开会我就说要晾衣架 => 晾衣架
晾衣架，楼上老滴水 => 晾衣架
隔壁小区都有充电桩 => 充电桩
孩子要滑梯 => 儿童滑梯
快递的人老放地上，装个快递柜 => 快递柜
充电桩，别处老有人占 => 充电桩
? How would you like to pay? | Card/Cash/Autopay
Card, I told you last time => Card
I paid cash last month, card now => Card
Autopay is fine => Autopay
Cash is gone, card => Card
the office said autopay, ok autopay => Autopay
"""


@each(("question", "options", "said", "value"), told(SPOKEN_OF))
def test_an_option_is_chosen_only_where_the_resident_wants_it(
    question: str, options: tuple[str, ...], said: str, value: str | None
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value
