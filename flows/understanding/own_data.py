"""Whether somebody asks what is kept about them, or to correct or delete it (R66)."""

import re

from flows.understanding.words import same_length

_DATA = r"(?:个人)?(?:信息|资料|数据|隐私)"
_MINE = r"(?:我|本人)(?:的|嘅|自己的)?(?:全部|所有)?"
_WHAT = r"(?:的|嘅)?(?:哪些|哪一?些|什么|咩|乜嘢?|几多|多少)?"
_ASKED = re.compile(
    rf"""
    (?:删除?|删掉|注销|清除|抹掉|更正|改正|改一?下|导出|销毁|查看|看一?下|知道){_MINE}{_DATA}
    | 把?{_MINE}{_DATA}.{{0,4}}(?:删|注销|清除|更正|改正|销毁|导出)
    | (?:有|存|存了|收集|收集了|保存|保存了|掌握|留了?)我{_WHAT}{_DATA}
    | \b(?:delete|erase|remove|correct|export|download|see|show|copy\ of)\b.{{0,12}}
      \bmy\ (?:personal\ )?(?:data|information|details)\b
    | \bwhat\ (?:personal\ )?(?:data|information)\ (?:do|about)\ (?:you|me)\b
    """,
    re.VERBOSE,
)


def asks_for_own_data(text: str) -> bool:
    """Whether the message is about the writer's own personal data; a person sees to it."""
    return _ASKED.search(same_length(text)) is not None
