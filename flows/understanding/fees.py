"""Money: what is about fees the file alone may answer, and a doubt always a person (R63)."""

import re

from flows.understanding.words import normalised

FEES = re.compile(
    r"(?:物业|管理|停车|车位|水电?|电|燃气|暖气|供暖|垃圾|公摊|装修|维修)费|维修[基资]金"
    r"|公摊|收费|缴费|账单|押金|\bfees?\b|\bbill\b|\bcharged?\b"
    r"|\b(?:management|property|parking|maintenance) charges?\b"
)
DOUBT = re.compile(
    r"为什么|为何|凭什么|点解|怎么(?:又|会|这么|那么)?(?:涨|多|贵|高)|涨价?|不合理|不对"
    r"|不明白|疑问|太[贵高多]|明细|清单|依据|用(?:到|在)哪|多收|重复收|算错"
    r"|\bwhy\b|\bincrease|\bunreasonable\b|\bbreakdown\b|\btoo (?:high|much)\b|\bwrong\b"
    r"|\bdispute\b"
)


def is_about_fees(text: str) -> bool:
    """Whether a text speaks of what the estate charges."""
    return FEES.search(normalised(text)) is not None


def is_fee_doubt(text: str) -> bool:
    """Whether somebody doubts a fee, or wants it in detail: 为什么涨, 不合理, 要明细."""
    said = normalised(text)
    return FEES.search(said) is not None and DOUBT.search(said) is not None
