"""Whether somebody asks how the service office is reached, or what it keeps: whole messages."""

import re

from flows.understanding.words import without_courtesy

_ASKED = re.compile(
    r"(?:请问|想问|问一下|我想知道)?(?:"
    r"(?:你们|物业|管理处|服务中心)?的?(?:联系|联络)方式(?:是什么|呢)?"
    r"|(?:你们|物业|管理处)?的?(?:联系|联络|服务|值班|客服|办公室?)?电话(?:号码)?是?(?:多少|几号|呢)?"
    r"|(?:你们|物业|管理处)?的?(?:办公|上班|服务|工作)时间(?:是什么时候|是几点|呢)?"
    r"|(?:几点|什么时候)(?:上班|下班)"
    r"|(?:怎么|如何)(?:联系|联络)(?:你们|物业|管理处)"
    r"|contact(?:s|us|details)?|(?:whatsyour|your)?(?:phonenumber|telephone|officehours|openinghours))"
)


def asks_for_contacts(text: str) -> bool:
    """Whether the message asks for numbers and hours, and nothing else."""
    return any(_ASKED.fullmatch(form) for form in without_courtesy(text))


_NOTICE = re.compile(
    r"(?:请问|看一?下|查看)?(?:你们|物业|管理处)?的?(?:隐私|隱私|私隐|私隱)"
    r"(?:政策|声明|聲明|说明|說明|条款|條款|保护|保護)?|privacy(?:policy|notice)?"
)


def asks_for_notice(text: str) -> bool:
    """Whether the message asks for the privacy notice, and nothing else."""
    return any(_NOTICE.fullmatch(form) for form in without_courtesy(text))
