"""The buttons under a push to staff: what its reader can do about the case (R36)."""

from flows.rules.case_life import CaseFacts, StaffFacts, check
from flows.rules.policy import Policy
from flows.rules.refusals import NotAllowed
from flows.rules.vocabulary import CaseState, Verb

BUTTONS = (Verb.ACCEPT, Verb.RESPOND, Verb.RESOLVE)
IN_HAND = frozenset({CaseState.OPEN, CaseState.HANDLING})


def buttons(
    case: CaseFacts, reader: StaffFacts, *, accepted: bool, policy: Policy
) -> tuple[Verb, ...]:
    """Return the verbs to offer, in order: those that would not be refused now.

    A case is accepted once, and by whom it was given to if anyone. Of a case that is not in hand
    a push only tells.
    """
    if case.state not in IN_HAND:
        return ()
    may_accept = not accepted and case.handler in (None, reader.id)
    return tuple(
        verb
        for verb in BUTTONS
        if (verb is not Verb.ACCEPT or may_accept) and _is_allowed(verb, case, reader, policy)
    )


def _is_allowed(verb: Verb, case: CaseFacts, reader: StaffFacts, policy: Policy) -> bool:
    try:
        check(verb, case, reader, policy=policy)
    except NotAllowed:
        return False
    return True
