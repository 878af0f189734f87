"""Whether a message from a shared phone is for whoever was asked there, or of whoever writes (F45).

What the house asked one of a household is answered from the number that they share, and the answer
is that one's. Nobody else's matters are: a new report is of whoever writes it.
"""

from flows.talks.decisions import CallHuman, CaseAsked, Decision, Emergency, Started, Thread
from flows.talks.results import Talk


def is_for_the_asked(asked: Thread, decision: Decision) -> bool:
    """Whether what was decided where somebody is `asked` has to do with what they were asked.

    All has, but what begins something new. What no question reads has, too: it is asked again.
    """
    match decision:
        case Emergency() | CallHuman():
            return False
        case Started(begin):
            return begin.talk is Talk.VISIT_CHANGE
        case CaseAsked(number):
            return number == asked.seed.get("number")
        case _:
            return True
