"""Class and urgency of a report, suggested from keywords; the resident confirms (R29)."""

from flows.rules.vocabulary import CaseClass, CaseKind, Urgency
from flows.understanding.emergencies import is_emergency
from flows.understanding.words import normalised

CLASS_WORDS = {
    CaseClass.SAFETY: (
        "门禁 监控 消防 灭火器 偷 盗 陌生人 高空抛物 坠物 漏电 触电 煤气 燃气 天然气 着火 起火 "
        "冒烟 堵塞通道 安全 围墙 井盖 掉砖 瓷砖脱落 security fire stolen theft gas smoke"
    ),
    CaseClass.SERVICE: (
        "态度 服务员 工作人员 物业人员 客服 前台 管家 保安 推诿 骂 吼 不理 不回 没人管 拖延 师傅 "
        "上门晚 保洁员 保洁 attitude rude staff response nobody came"
    ),
    CaseClass.FACILITY: (
        "漏水 渗水 水管 水喉 停水 停电 电梯 升降机 䢂 灯 门锁 单元门 下水道 堵 马桶 厕 墙 裂 掉皮 "
        "水龙头 开关 插座 坏 破 修 管道 热水 暖气 空调 冷气 对讲 健身器材 滑梯 leak lift elevator "
        "light broken pipe tap"
    ),
    CaseClass.MANAGEMENT: (
        "收费 物业费 管理费 停车 车位 费用 装修 违建 违章 搭建 通知 公告 投票 业委会 规定 制度 "
        "养狗 卫生 垃圾 绿化 脏 臭 fee parking renovation rubbish garbage dirty"
    ),
    CaseClass.OTHER: (
        "邻居 楼上 吵 嘈 噪音 噪声 打架 纠纷 狗叫 广场舞 neighbour neighbor noise noisy"
    ),
}
KEY_WORDS = (
    *"停水 停电 没水 没电 冇水 冇电 漏水 渗水 漏电 电梯坏 电梯停 升降机坏 下水道堵 马桶堵".split(),
    *"反水 返水 倒灌 门锁坏 进不了门 锁在外面 井盖 瓷砖脱落 leak flood".split(),
    *("no water", "no electricity", "no power", "power cut", "locked out"),
)
_CLASSES = {case_class: tuple(words.split()) for case_class, words in CLASS_WORDS.items()}


def classify(text: str, kind: CaseKind) -> CaseClass:
    """The likeliest of the five classes; a repair is one of facilities or of safety."""
    said = normalised(text)
    counts = {
        case_class: sum(word in said for word in words) for case_class, words in _CLASSES.items()
    }
    best = max(counts, key=lambda case_class: counts[case_class])
    if kind is CaseKind.REPAIR:
        return best if best is CaseClass.SAFETY and counts[best] else CaseClass.FACILITY
    return best if counts[best] else CaseClass.OTHER


def urgency_of(text: str) -> Urgency:
    """How soon a report wants to be handled."""
    if is_emergency(text):
        return Urgency.EMERGENCY
    said = normalised(text)
    return Urgency.KEY if any(word in said for word in KEY_WORDS) else Urgency.NORMAL
