"""The interesting states that a simulation must reach: what never happened was not tested."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Connection, text

STATES = {
    "a case closed in its first round": "SELECT count(*) FROM report_case"
    " WHERE state = 'closed' AND round = 1",
    "a case that went into another round": "SELECT count(*) FROM report_case WHERE round > 1",
    "a case withdrawn": "SELECT count(*) FROM report_case WHERE state = 'withdrawn'",
    "a repeat report": "SELECT count(*) FROM report_case WHERE repeat_of_id IS NOT NULL",
    "a first response in time": "SELECT count(*) FROM deadline"
    " WHERE kind = 'first_response' AND state = 'met'",
    "a first response that fired": "SELECT count(*) FROM deadline"
    " WHERE kind = 'first_response' AND state = 'fired'",
    "a deadline met after it had fired": "SELECT count(*) FROM deadline"
    " WHERE state = 'fired' AND met_at IS NOT NULL",
    "a revisit that was answered": "SELECT count(*) FROM deadline"
    " WHERE kind = 'revisit' AND state = 'met'",
    "a revisit that was reminded of": "SELECT count(*) FROM case_event"
    " WHERE kind = 'revisit_reminded'",
    "special measures": "SELECT count(*) FROM deadline WHERE kind = 'special_measures'",
    "a plan approved": "SELECT count(*) FROM case_event WHERE kind = 'plan_approve'",
    "a call task": "SELECT count(*) FROM deadline WHERE kind = 'call_task'",
    "a call recorded": "SELECT count(*) FROM case_event WHERE kind = 'call_reached'",
    "a conversation that expired": "SELECT count(*) FROM conversation WHERE state = 'expired'",
    "a conversation cancelled": "SELECT count(*) FROM conversation WHERE state = 'cancelled'",
    "a letter delivered": "SELECT count(*) FROM outgoing WHERE state = 'delivered'",
    "a letter cancelled": "SELECT count(*) FROM outgoing WHERE state = 'cancelled'",
    "a letter tried again": "SELECT count(*) FROM outgoing WHERE attempts > 1",
    "an attempt in doubt": "SELECT count(*) FROM attempt WHERE outcome = 'unknown'",
    "an attempt refused": "SELECT count(*) FROM attempt WHERE outcome = 'refused'",
    "a letter by another channel": "SELECT count(*) FROM (SELECT outgoing_id FROM attempt"
    " GROUP BY outgoing_id HAVING count(DISTINCT channel) > 1) AS twice",
    "a number that several share": "SELECT count(*) FROM (SELECT phone_index FROM resident"
    " WHERE phone_index IS NOT NULL GROUP BY phone_index HAVING count(*) > 1) AS shared",
    "somebody who moved out": "SELECT count(*) FROM residence WHERE moved_out IS NOT NULL",
    "somebody who moved in": "SELECT count(*) FROM residence WHERE role = 'tenant'",
    "somebody erased": "SELECT count(*) FROM resident WHERE erased_at IS NOT NULL",
    "a home asked in a survey": "SELECT count(*) FROM invitation WHERE issued_at IS NOT NULL",
    "a questionnaire handed in": "SELECT count(*) FROM form_response",
    "a survey closed": "SELECT count(*) FROM campaign WHERE closed_at IS NOT NULL",
    "a number that was closed": "SELECT count(*) FROM identity WHERE opted_out_at IS NOT NULL",
}
REPORTS_ENOUGH = 65
"""A story in which so many reports are to be expected, with faults, must show each of them."""


def reached(connection: Connection) -> Counter[str]:
    """How often each state was reached, by the rows."""
    return Counter({what: connection.execute(text(asked)).scalar_one()
                    for what, asked in STATES.items()})  # fmt: skip


def missed(counts: Counter[str]) -> Iterator[str]:
    """What never happened although it should have."""
    for what in sorted(counts):
        if not counts[what]:
            yield what
