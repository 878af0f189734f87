"""Words that only sound like danger: figures of speech, jokes, stories, thanks, questions."""

import re

FIGURES_OF_SPEECH = re.compile(
    r"(?:好似|好?像|跟|如同)(?:要|快|是|被)?(?:[着起失]火|火烧|爆炸)了?(?:咁|一样|似的|般|这么|那么|这样|那样)"
    r"|[教学](?:教|学|习)?[^,]{0,6}[着起失]火了?(?:怎么|点样|如何)"
    r"|像爆炸|(?:物业|你们?|脑子)[^,]{0,2}吃错药|烧糊了一点|十万火急(?!快|救)|传言|爆炸现场|车(?:被)?[锁困卡](?:在|住)|锁在(?:家|屋"
    r"|房)?门?外|没有?人(?:被困|困)?在?(?:里面|里头|电梯里)"
    r"|\b(?:this is|it'?s|what) (?:a |such a )?robbery\b|\bsmoke from (?:the )?(?:cooking|bbq"
    r"|barbecue"
    r"|cigarettes?)\b"
    r"|(?:绑架|自杀|着火|爆炸|跳楼|杀人|火烧|抢劫)式|演[习练](?:的|时的?)?(?:警报|警铃|火警|烟)"
    r"|(?:涨|贵|气|逼|烦|吵|热|累)(?:得|到|的)(?:我们?|人|大家)?(?:都|真|快|就)?[想要]跳楼?"
    r"|我(?:真|都|快|就|也)*(?:要|快)?炸了|(?:自行车|垃圾|单车|油漆?|牛奶|花盆)倒在地|救命的(?!快|啊)"
    r"|(?:火警钟?|警报|警铃|烟感|报警器)[^没不]{0,4}(?:测试|试紧|试鸣|试响|在试)"
    r"|(?:(?<![燃油])气|急|恼|头上|头顶|七窍|两眼|眼睛|嗓子|喉咙|嘴巴?|鼻子|脑袋|脑子|心里|后院|屁股|辣)"
    r"(?:得|到|都|要|快|里|直|真|干|我|人|的)*(?:冒烟|冒火|喷火|[着起]火|烧起来|生烟|爆炸)"
    r"|(?:热|忙|穷|累|吵|晒|干|多|困|饿|挤|贵|烦|急|(?<![燃油])气|冷|慢)(?:得|到|死)?(?:我|人|都|要|快|像|想"
    r"|真|是|在|可以)*"
    r"(?:[着起]火|烧起来|冒烟|爆炸|炸了|晕倒|昏倒|晕过去|跳楼|杀人|窒息)|(?:热|累|烦|吵|气|忙"
    r"|笑)得?炸了"
    r"|(?:信息|人气|工作量|流量|价格|心态|肺都?气?|群里?|消息|电话|手机|短信|脑袋|头)(?:都|要|快"
    r"|被|真|打)*(?:爆炸|炸了|爆)"
    r"|我(?:都|快|真)?要?爆炸了|爆炸(?:贵|多|开心|好吃|难|热|忙|好)|开心.{0,3}爆炸|跳楼(?:价|机"
    r"|大?甩卖)|(?:要|想|真想)杀人(?:啊|了|吗)?$"
    r"|噪音杀人|杀人(?:的)?噪音|气死人?|吓死"
    r"|火灾[^,]{0,8}通知|\bpark\w*\b.{0,20}can'?t get out|钱包[^,]{0,3}出血|贵[^,]{0,4}吐血"
    r"|火警(?:是|那次)|昨晚看了|会喘气的|被困[扰惑难]|[着起]火点"
    r"|(?:火灾|着火|起火|失火)的?(?:隐患|风险)|火气|炸药|火爆|发火|火大"
    r"|上火|炒鱿鱼|抢(?:车位|红包|购|着|修|答)"
    r"|[着火](?:火|灾|警)(?:险|保险|隐患|演|探测|感应|通道|时|报警(?!器?(?:一直|突然|都)?在?响))"
    r"|火警(?:点|点算|按钮|疏散)"
    r"|打火花?(?:机|灶)|打不[着了]火|点不[着了]火|点火|试.{0,4}先?着火|救(?:了)?人一命|救命(?:恩人"
    r"|稻草|之恩)|跌落(?:水|系数)?斗"
    r"|落水头|(?<![掉跌进到落入了])喷泉|喷灌|浇水|(?<![掉跌进到落入了])喷水池|拖把水|洗车水|冲厕水?|喷头坏|花洒|(?:窗户?|门缝|门|轮胎|车胎"
    r"|密封条?|气球|空调|冰箱|床垫|气垫)(?:有点|老|一直|在"
    r"|都)?漏气"
    r"|(?:沙发|床|床板|凳子?|椅子?|蛋糕|发型|柜子?)塌了|手机掉|(?:物业费|收费|价格|租金|月费"
    r"|水电费).{0,6}(?:砍|救命|要命|杀人|抢钱|抢劫)|抢钱"
    r"|抢劫啊?.{0,4}(?:费|价)|油烟.{0,6}冒烟|冒烟.{0,4}(?:油烟|炒菜)"
    r"|\bfeel(?:s|ing)? trapped\b|\btrapped air\b|\bair (?:is )?trapped\b"
    r"|\bheart attack\b(?= from the bill)|\bdaylight robbery\b|\bhighway robbery\b"
    r"|\bday ?light robb\w+|\bnearly gave me a heart attack\b"
    r"|\b(?:barbecue|bbq|cigarette|cooking|second-?hand) smoke\b|\bphone (?:\w+ )?explod\w+ with\b"
    r"|\bexploded with (?:messages|joy)\b|\b(?:killing|kills) me\b|\bdrowning in (?:work|debt"
    r"|bills|messages|emails|homework)\b|\bwith flying\b"
    r"|\bspark(?:s|ed)? joy\b|\bstroke of\b|\b(?:team|guy|man|cleaner|electrician|plumber|you"
    r"|guys|he"
    r"|she|they)(?:'s|'re| is| are) on fire\b|\bdying (?:to|for)\b"
    r"|\bexploded in(?:to)? (?:an? )?(?:argu"
    r"|anger|laugh|quarrel|tears)|\bflood of\b|\bflooded with\b"
)
"""Taken out before signs are looked for."""

HEDGES = re.compile(
    r"是不是|系不系|系咪|好像|似乎|可能|一?不小心|突然(?:间)?|忽然|不知道(?:为什么|怎么)?|不停地?|不断地?"
)
"""Whoever is not sure of a danger still tells of one."""

HYPERBOLE = re.compile(
    r"救命.{0,10}(?:贵|热|冷|累|困(?!人|在)|笑|作业|功课|考试|融化|好吃|可爱|无聊|尴尬|涨|吵|堵车)"
    r"|(?:贵|热|冷|累|笑|作业|功课|考试|无聊|尴尬).{0,8}救命"
)
"""A cry for help against the heat or the homework."""

JOKE = re.compile(r"哈哈|嘻嘻|呵呵|开玩笑|别当真|\blol\b|\bhaha|\bjust kidding\b|😂|🤣|🎉|😄|😆")
STORY = re.compile(
    r"套戏|[看睇]戏|培训(?![室中班])|讲座|宣传(?![栏板册牌])|知识|电影(?!院)|电视(?:里|上|剧|节目)|新闻|小说"
    r"|话剧|演戏|剧本|片子|作文|故事"
    r"|游戏(?!室|厅|区)|视频里|(?:做|梦)(?:了个)?梦|抖音|朋友圈|排练|台词|动画|剧里"
    r"|打游戏|\bmovie\b|\bfilm\b|\bin the news\b|\btraining (?:on|about|session)\b|\bnovel\b"
    r"|\bgame\b"
    r"|\bdream(?:t|ed)?\b|\btv (?:show|series)\b|\bepisode\b"
)
THANKS = re.compile(
    r"表扬|锦旗|感激|恩人|多亏|点赞|感谢(?:信|你们的|那|师|保|物|经|客)|谢谢.{0,8}(?:那位|那个"
    r"|师傅|保安|经理|阿姨|小[^区孩]|他们?|她们?|总干事|带"
    r"|及时|帮|救)|多谢.{0,4}(?:师傅|保安|嗰|阿)|谢谢他|尽职|(?:真|很|好|够)(?:专业|负责|及时"
    r"|给力)|，?专业$"
    r"|\bsaved (?:my|our|his|her)\b|\bgrateful\b|\bthanks? to\b|\bthank you (?:to|for|\w+, )"
    r"|\bthanks for\b|\bbravo\b|\bkudos\b|\bcommend\b|\bcompliment\b|\bpraise\b|\bhats off\b"
    r"|\bwell done\b"
)
PROCEDURE = re.compile(
    r"(?:应该|要|该|可以)(?:联系|打|找|报|拨)(?:谁|哪|什么)|怎么(?:报|处理的|预防|防|用|办理|申请"
    r"|检查)(?!不)|怎么逃生|听说(?:隔壁|对面|别的|其他|附近|前面)[^,]{0,3}(?:小区|屋苑|社区)|(?:传言|听说)[^,]{0,20}(?:真的|真假"
    r"|真的假的)吗|如何(?:报|预防|防|处理|应对|逃"
    r"|正确)|(?:哪|什么)(?:个|里)?(?:电话|号码)|流程|应急预案|注意事项|多久(?:检|保养|一次)"
    r"|是谁的责任|谁(?:赔|负责|承担)|保险|理赔|赔偿|赔付|检测结果|调查结果|事故报告|处理结果"
    r"|结果(?:出来|呢)"
    r"|\bwho (?:do|should) (?:i|we)\b|\bwhat (?:should|do) (?:i|we|you) do (?:if|when|in case)\b"
    r"|\bhow (?:do|should|can) (?:i|we|you) (?:report|prevent|test|check|use)\b|\binsurance\b"
    r"|\bany (?:news|update|progress)\b"
)
PLANNED = re.compile(r"演习|演练|\bdrills?\b")
NOT_PLANNED = re.compile(
    r"(?:不是|并非|不像)[^,，。]{0,4}演[习练]|去.{0,3}演[习练]|演[习练](?:吗|么|还是|[?？]|完"
    r"|结束|之后|过后|以后)"
    r"|真的|但|没人|快来|救|怎么办|\bnot a (?:\w+ )?drill\b|\bdrill ?\?"
    r"|\bafter the (?:\w+ )?drill\b"
)
SAID_BEFORE = re.compile(
    r"(?:昨天|前天|上周|上个?月|上次|之前|前几天|[0-9一二两三四五六七八九十]+(?:天|周|个月)前|那天"
    r"|早上|刚才)?(?:我|我们)?(?:报|反映|投诉|反馈"
    r"|登记)(?:过|了|的)(?!警)"
    r"|[0-9一二两三四五六七八九十]+(?:天|周|个月|年)(?:前|以前|之前)|\breported (?:last|on"
    r"|yesterday|it|a)\b"
    r"|\bi reported\b|\b(?:days|weeks|months) ago\b"
)
RESOLVED = re.compile(
    r"人没事|没(?:有)?(?:砸|伤|打)(?:到"
    r"|着)(?:人|谁)|没人(?:受)?伤|(?:暂时|目前"
    r"|现在)没[漏塌]|围起来|(?:已经?|现在)停(?:用|了)|没通电|还没伤|刚关了?总阀|阀门?(?:已经?)?关了"
    r"|(?:不用|不使|无需|不必|别)(?:叫|打|call)|\bnobody (?:was |is )?(?:hurt|injured)"
    r"|\bno ?one (?:was |is "
    r"|got )?(?:hurt|injured)|\bfalse alarm\b|\bit'?s shut now\b|\bnot in danger\b"
    r"|\bburnt my toast\b|\bstable\b|\bnot an emergency\b|\bno emergency\b"
)
"""Nobody is hurt, it was a mistake, it is closed off: unless it goes on."""

HABIT = re.compile(
    r"多次|(?<!一)(?:[0-9二三两几]|好几)次|经常|常常|老是|总是|每(?:天|次|晚|周|逢)|平时|天天|有时"
    r"|时不时|\bevery (?:day|night|week"
    r"|time)\b|\boften\b|\balways\b|\btwice\b|\bkeeps? happening\b|\beach time\b"
)
LATELY_AFTER = re.compile(
    r"\byesterday\b|\blast (?:night|week|month|year)\b|\b(?:days?|weeks?|months?|years?) ago\b"
    r"|\bin (?:20\d\d|(?:january|february|march|april|june|july|august|september|october|november"
    r"|december))\b|昨[天晚]|上周|已经?找到|找到了|找回来|救出来|扶起|送医|送去医院"
)
LASTING = re.compile(
    r"(?:[0-9一二两三四五六七八九十几半]+|好几)个?(?:天|周|星期|礼拜|月|年)了?"
    r"|\bfor (?:\w+ ){0,2}(?:days|weeks|months|years)\b"
)
"""What has been so for days is bad, and no emergency."""
MISTAKEN = re.compile(
    r"其实是|原来(?:是|系)|虚惊|[搞弄看闻听认按说]错了|(?:现在|已经)没有?大?事|没事了|误会|打扰(?:了|$)|别当真"
    r"|\bburnt my toast\b|\bfalse alarm\b|\bmy mistake\b"
)
"""It turned out to be nothing, whatever was said just before."""
