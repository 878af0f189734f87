"""Class and urgency of a report, suggested from keywords; the resident confirms (R29)."""

from flows.rules.vocabulary import CaseClass, CaseKind, Urgency
from flows.understanding.words import normalised

CLASS_WORDS = {
    CaseClass.SAFETY: (
        "保安 门禁 监控 消防 灭火器 偷 盗 陌生人 高空抛物 坠物 漏电 触电 煤气 燃气 着火 起火 消防通道 "
        "堵塞通道 安全 围墙 security fire stolen theft gas"
    ),
    CaseClass.SERVICE: (
        "态度 服务员 工作人员 物业人员 客服 前台 管家 推诿 骂 吼 不理 不回 没人管 拖延 师傅 上门晚 保洁员 "
        "attitude rude staff slow response"
    ),
    CaseClass.FACILITY: (
        "漏水 渗水 水管 停水 停电 电梯 灯 路灯 门锁 单元门 下水道 堵 马桶 墙 裂 掉皮 水龙头 开关 插座 "
        "坏 破 修 管道 热水 暖气 空调 对讲 井盖 健身器材 滑梯 leak lift elevator light broken pipe"
    ),
    CaseClass.MANAGEMENT: (
        "收费 物业费 停车 车位 费用 装修 违建 违章 搭建 通知 公告 投票 业委会 规定 制度 养狗 卫生 垃圾 绿化 "
        "fee parking renovation rubbish garbage"
    ),
    CaseClass.OTHER: "邻居 吵 噪音 噪声 打架 纠纷 狗叫 广场舞 neighbour neighbor noise",
}
KEY_WORDS = (
    "停水 停电 没水 没电 漏水 渗水 漏电 电梯坏 电梯停 下水道堵 反水 倒灌 门锁坏 进不了门 井盖 "
    "no water no electricity power cut leak flooding"
)
EMERGENCY_WORDS = (
    "困在电梯 电梯困人 困人 被困 着火 起火 失火 火灾 冒烟 浓烟 煤气味 煤气泄漏 燃气味 燃气泄漏 漏气 触电 爆管 "
    "水管爆 爆炸 坠楼 跳楼 晕倒 昏倒 坠落伤人 砸到人 砸伤 塌了 坍塌 有人持刀 行凶 入室 救命 "
    "trapped on fire smoke gas leak smell gas electric shock explosion collapsed help me"
)
EMERGENCY_PHRASES = ("on fire", "gas leak", "smell gas", "electric shock", "help me", "in the lift")
EXCLUSIONS = (
    "没有着火 没着火 没有冒烟 没冒烟 没有漏气 没漏气 没人被困 没有被困 没有触电 演习 演练 培训 讲座 "
    "火灾险 防火宣传 怕着火 担心着火 会不会着火 上次 去年 已经修好 已经解决 "
    "气得冒烟 嗓子冒烟 drill exercise"
)
_ENGLISH_EMERGENCY = ("trapped", "explosion", "collapsed", *EMERGENCY_PHRASES)
_EMERGENCY = tuple(word for word in EMERGENCY_WORDS.split() if not word.isascii())
_KEY = tuple(word for word in KEY_WORDS.split() if not word.isascii())
_ENGLISH_KEY = ("no water", "no electricity", "power cut", "leak", "flooding")


def classify(text: str, kind: CaseKind) -> CaseClass:
    """The likeliest of the five classes; for a repair it is facility where nothing speaks louder."""
    said = normalised(text)
    counts = {
        case_class: sum(word in said for word in words.split())
        for case_class, words in CLASS_WORDS.items()
    }
    best = max(counts, key=lambda case_class: counts[case_class])
    if kind is CaseKind.REPAIR and best not in {CaseClass.FACILITY, CaseClass.SAFETY}:
        return CaseClass.FACILITY
    if counts[best] == 0:
        return CaseClass.FACILITY if kind is CaseKind.REPAIR else CaseClass.OTHER
    return best


def urgency_of(text: str) -> Urgency:
    """How soon a report wants to be handled."""
    if is_emergency(text):
        return Urgency.EMERGENCY
    said = normalised(text)
    if any(word in said for word in (*_KEY, *_ENGLISH_KEY)):
        return Urgency.KEY
    return Urgency.NORMAL


def is_emergency(text: str) -> bool:
    """Whether the words tell of danger to people or property now; denials and drills do not."""
    said = normalised(text)
    if any(word in said for word in EXCLUSIONS.split()):
        return False
    return any(word in said for word in (*_EMERGENCY, *_ENGLISH_EMERGENCY))
