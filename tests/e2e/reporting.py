"""A resident reports what is wrong, whatever the bot still needs to know."""

import re

from tests.e2e.phones import Phone

LEAK = "厨房水管漏水了"
HOME = "8-1-302"
NAME = "张三"
CASE_NUMBER = re.compile(r"[A-Z]{2}-\d{8}-\d{4,}")
QUESTIONS_MAX = 10


def report(phone: Phone, words: str = LEAK) -> str:
    """First words, a few questions, a receipt; the number on it."""
    return finish(phone, phone.says(words))


def finish(phone: Phone, shown: str) -> str:
    """Answer what is still asked, until there is a receipt."""
    for _ in range(QUESTIONS_MAX):
        found = CASE_NUMBER.search(shown)
        if found is not None:
            return found.group()
        shown = answer(phone, shown)
    raise AssertionError(f"no receipt after {QUESTIONS_MAX} questions: {shown!r}")


def answer(phone: Phone, shown: str) -> str:
    """Answer the question of a report that is shown."""
    if "提交" in shown:
        return phone.chooses("提交")
    if "没有了" in shown:
        return phone.chooses("没有了")
    return phone.says(NAME if "称呼" in shown else HOME)
