"""What a resident can bring, and which transcripts show it in which language (issue 3, "shown by").

Each transcript names its matters and languages in its head. README.md holds the table that comes of
it; `pytest tests/test_transcripts.py --update` writes the table anew.
"""

from collections.abc import Iterable
from enum import StrEnum

from flows.rules.vocabulary import Language
from tests.transcripts.script import LANGUAGE_NAMES, Script

NOTHING = "—"


class Matter(StrEnum):
    """A matter as a clerk calls it."""

    COMPLAINT = "投诉"
    REPAIR = "报修"
    EMERGENCY = "险情"
    ADOPTED = "建议采纳"
    DECLINED = "建议不采纳"
    PRAISE = "表扬"
    ENQUIRY_ANSWERED = "咨询有答"
    ENQUIRY_TO_HUMAN = "咨询转人工"
    FEE_DOUBTED = "费用疑问"
    REVIEW = "复核"
    WITHDRAWAL = "撤回"
    MANAGER = "找经理"
    ABOUT_STAFF = "投诉员工"
    MALICIOUS = "标记恶意"
    OUTSIDE_UNIT = "外单位"
    FORWARDED = "转报修"
    REPEATED = "重复反映"
    INCIDENT = "我也是"
    REGISTERED = "员工代登记"
    HAND_BACK = "交回"
    PLAN = "方案审批"
    REVISIT_BY_STAFF = "人工回访"
    SIGN_OFF = "签字"
    ARCHIVED = "归档"
    ROUNDS = "多轮"
    EXTENSION = "延期"
    PROGRESS = "进展告知"
    REVISIT_YES = "回访好了"
    REVISIT_NO = "回访没好"
    REVISIT_UNANSWERED = "回访没答"
    APPOINTMENT = "上门预约"
    CONTACTS = "联系方式"
    UPLOAD = "短信传照片"
    WISHES = "订阅退订"
    LANGUAGE = "换语言"
    PROXY = "代家人"
    KEYED_IN = "住户情况代录"
    BY_CODE = "验证码绑定"
    BY_QR = "扫码绑定"
    BY_STAFF = "核实绑定"
    PRIVACY_NOTICE = "隐私说明"
    RECYCLED_NUMBER = "号码易主"
    PERSONAL_DATA = "个人信息"
    STATUS = "查进度"
    HUMAN = "转人工"
    VOICE = "语音"
    PHOTO = "照片"
    LOCATION = "位置"
    STICKER = "表情"
    RATING = "我要评价"
    SURVEY = "问卷调查"
    SURVEY_REFUSED = "不参加调查"
    UNKNOWN = "看不懂"


def matter_table(scripts: Iterable[tuple[str, Script]]) -> str:
    """The table of README.md: a row for each matter, a column for each language."""
    rows = [f"| 事项 | {' | '.join(LANGUAGE_NAMES)} |", "|---" * (1 + len(LANGUAGE_NAMES)) + "|"]
    played = list(scripts)
    for matter in Matter:
        cells = (_shown_by(played, matter, language) for language in LANGUAGE_NAMES.values())
        rows.append(f"| {matter.value} | {' | '.join(cells)} |")
    return "\n".join(rows)


def _shown_by(scripts: list[tuple[str, Script]], matter: Matter, language: Language) -> str:
    names = (
        name.split("_")[0]
        for name, script in scripts
        if matter in script.matters and language in script.languages
    )
    return " ".join(names) or NOTHING
