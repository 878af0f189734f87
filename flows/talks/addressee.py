"""Whether a message from a shared phone is for whoever was asked there, or of whoever writes (F45).

What the house asked one of a household is answered from the number that they share, and the answer
is that one's. Nobody else's matters are: a new report is of whoever writes it.
"""

from typing import assert_never

from flows.talks.decisions import (
    Addition,
    CallHuman,
    Cancelled,
    CaseAsked,
    ContactChanged,
    ContactsAsked,
    Decision,
    Declined,
    Emergency,
    FoundFixed,
    Helped,
    LanguageChanged,
    PrivacyAsked,
    PutOff,
    StaleTap,
    Started,
    Stepped,
    StillBroken,
    Thanked,
    Thread,
)
from flows.talks.results import Talk


def is_for_the_asked(asked: Thread, decision: Decision) -> bool:
    """Whether what was decided where somebody is `asked` has to do with what they were asked.

    What no question reads is, too: the question is asked again.
    """
    match decision:
        case Emergency() | CallHuman():
            return False
        case Started(begin):
            return begin.talk is Talk.VISIT_CHANGE
        case CaseAsked(number):
            return number == asked.seed.get("number")
        case Stepped() | Cancelled() | PutOff() | Declined() | StaleTap() | Helped() | Thanked():
            return True
        case StillBroken() | FoundFixed() | Addition():
            return True
        case ContactsAsked() | PrivacyAsked() | ContactChanged() | LanguageChanged():
            return True
        case _:
            assert_never(decision)
