"""For whom somebody speaks: for the old it is often a daughter or a neighbour who writes."""

import re

from flows.understanding.words import same_length

WHO = re.compile(
    r"[帮替代为](?:忙)?(?P<chinese>我?(?:家)?(?:老)?(?:妈妈?|爸爸?|母亲|父亲|爷爷|奶奶|外公|外婆|姥姥|姥爷|公公"
    r"|婆婆|岳父|岳母|老伴|老人家?|太太|先生|爱人|儿子|女儿|邻居|阿姨|叔叔))(?!们)"
    r"|(?:on behalf of|report(?:ing)? for|writ(?:e|ing) for) (?P<english>my (?:mother|father|mum"
    r"|mom|dad|grandmother|grandfather|grandma|grandpa|parents|husband|wife|son|daughter|neighbour"
    r"|neighbor))\b"
)


def read_for_whom(text: str) -> str:
    """Whom the text says it speaks for, in its own words; empty where it speaks for its writer."""
    found = WHO.search(same_length(text))
    if found is None:
        return ""
    return text[slice(*found.span("chinese" if found["chinese"] else "english"))]
