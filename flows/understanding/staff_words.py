"""What staff write behind a verb: what a resident told them, and which deadline shall wait."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from flows.rules.verb_fields import Via
from flows.rules.vocabulary import CaseClass, DeadlineKind, Satisfaction, Urgency
from flows.understanding.fixed import read_fixed
from flows.understanding.short_answers import read_satisfaction
from flows.understanding.words import same_length

VIAS = {
    Via.PHONE: "电话 电话回访 打电话 致电 phone call called",
    Via.VISIT: "上门 上门回访 家访 当面 现场 visit visited",
}
DEADLINES = {
    DeadlineKind.FIRST_RESPONSE: "首次回复 首回",
    DeadlineKind.PROMISE: "承诺 答复",
    DeadlineKind.KEY_SOLUTION: "重点 重点解决",
    DeadlineKind.SOLUTION: "解决 处理 完成",
    DeadlineKind.SPECIAL_MEASURES: "措施 专项 专项措施",
    DeadlineKind.APPROVAL: "审批 方案",
    DeadlineKind.REVISIT: "回访",
    DeadlineKind.CALL_TASK: "任务 电话 上门",
}
CLASSES = {
    CaseClass.SERVICE: "服务 服务类 service",
    CaseClass.FACILITY: "设施 设施类 设备 facility",
    CaseClass.SAFETY: "安全 安全类 safety",
    CaseClass.MANAGEMENT: "管理 管理类 management",
    CaseClass.OTHER: "其他 其它 其他类 other",
}
URGENCIES = {
    Urgency.EMERGENCY: "紧急 emergency",
    Urgency.KEY: "重点 key",
    Urgency.NORMAL: "一般 普通 normal",
}
_CLASSES = {word: one for one, words in CLASSES.items() for word in words.split()}
_URGENCIES = {word: one for one, words in URGENCIES.items() for word in words.split()}
_VIAS = {word: via for via, words in VIAS.items() for word in words.split()}
_DEADLINES = {word: kind for kind, words in DEADLINES.items() for word in words.split()}
_GAPS = re.compile(r"[\s,，;；。、]+")
_UNARRANGED = re.compile(
    r"[\s,，;；。]*(?:未约|没约|未約|沒約|unarranged)(?:好|上门)?\s*[:：]\s*", re.IGNORECASE
)
_PROPOSAL = re.compile(r"[\s,，;；。]*(?:建议|提议|proposal)\s*[:：]\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Heard:
    """What a resident said to a member of staff; None where the line does not tell."""

    via: Via | None = None
    fixed: bool | None = None
    satisfaction: Satisfaction | None = None
    remark: str = ""


def read_heard(text: str) -> Heard:
    """Read 电话 好了 满意 谢谢师傅: each word is taken once, what is left is the remark."""
    heard = Heard()
    left = []
    for word in filter(None, _GAPS.split(text)):
        via, grade = _VIAS.get(same_length(word)), read_satisfaction(word)
        fixed = None if grade is not None else read_fixed(word)
        if via is not None and heard.via is None:
            heard = replace(heard, via=via)
        elif grade is not None and heard.satisfaction is None:
            heard = replace(heard, satisfaction=grade)
        elif fixed is not None and heard.fixed is None:
            heard = replace(heard, fixed=fixed)
        else:
            left.append(word)
    return replace(heard, remark=" ".join(left))


def read_reason_and_proposal(text: str) -> tuple[str, str]:
    """Split 超出权限 建议：更换整根管子; the proposal is empty where none is made."""
    reason, *proposal = _PROPOSAL.split(text, maxsplit=1)
    return reason.strip(), proposal[0].strip() if proposal else ""


def read_without_appointment(text: str) -> tuple[str, str]:
    """Split 上门 好了 未约：在楼下遇到; the reason is empty where none is told (R56)."""
    rest, *reason = _UNARRANGED.split(text, maxsplit=1)
    return rest.strip(), reason[0].strip() if reason else ""


def read_class_and_urgency(text: str) -> tuple[CaseClass | None, Urgency | None]:
    """Read 安全 or 安全，重点, in any order; None for what no word names."""
    words = [same_length(word) for word in _GAPS.split(text)]
    classes = [_CLASSES[word] for word in words if word in _CLASSES]
    urgencies = [_URGENCIES[word] for word in words if word in _URGENCIES]
    return next(iter(classes), None), next(iter(urgencies), None)


def read_deadline(text: str) -> tuple[DeadlineKind | None, str]:
    """Which deadline a line names in its first word, and the rest; None where it names none."""
    first, _, rest = text.partition(" ")
    if first in _DEADLINES:
        return _DEADLINES[first], rest.strip()
    return None, text


def deadline_meant(pending: Mapping[DeadlineKind, datetime], until: datetime) -> DeadlineKind:
    """Which deadline is to be put off until then, where none is named: the nearest one.

    That is the last that the new time lies behind, so that more time for the solution leaves the
    first answer alone; one that lies before all of them means the first.
    """
    by_due = sorted(pending, key=lambda kind: pending[kind])
    behind = [kind for kind in by_due if pending[kind] < until]
    return next(iter([*behind[-1:], *by_due]), DeadlineKind.SOLUTION)
