"""What the rules of the house ask of an estate's rows: plain SQL, without any code of the house.

Each statement finds cases for which one rule of docs/rules.md, or one promise of
docs/reliability.md, was not kept.
"""

NOT_KEPT = {
    "6 a wait for a first response that ended without one": "SELECT c.number FROM deadline d"
    " JOIN report_case c ON c.id = d.case_id WHERE d.kind = 'first_response'"
    " AND ((d.met_at IS NOT NULL AND (c.first_responded_at IS NULL"
    " OR d.met_at < c.first_responded_at)) OR (d.state = 'dropped'"
    " AND c.state IN ('open', 'handling', 'resolved')))",
    "6 a case without a time for its solution": "SELECT c.number FROM report_case c"
    " WHERE c.kind IN ('complaint', 'repair') AND NOT EXISTS (SELECT 1 FROM deadline d"
    " WHERE d.case_id = c.id AND d.kind = 'solution')",
    "7 a deadline that waits and is never looked at": "SELECT case_id || ' ' || kind"
    " FROM deadline WHERE state = 'pending' AND next_at IS NULL",
    "8 a broken deadline of which nobody was told": "SELECT d.case_id || ' ' || d.kind"
    " FROM deadline d WHERE d.state = 'fired' AND d.kind <> 'revisit' AND d.case_id IS NOT NULL"
    " AND d.position > 0 AND NOT EXISTS (SELECT 1 FROM outgoing o WHERE o.case_id = d.case_id"
    " AND o.unique_key LIKE 'case ' || d.case_id || ' deadline ' || d.id || ' of %')",
    "9 a first response that fired although it was given": "SELECT c.number FROM deadline d"
    " JOIN report_case c ON c.id = d.case_id JOIN case_event f ON f.case_id = c.id"
    " AND f.kind = 'deadline_fire' AND f.text = 'first_response' AND f.at = d.fired_at"
    " JOIN case_event m ON m.case_id = c.id AND m.at = c.first_responded_at AND m.id < f.id"
    " WHERE d.kind = 'first_response' AND d.state = 'fired' AND d.fired_at > c.first_responded_at"
    " AND c.first_responded_at < d.due_at",
    "13 a message in doubt of which nobody has asked": "SELECT unique_key FROM outgoing"
    " WHERE state = 'unknown' AND purpose IN ('case', 'revisit') AND lookups = 0"
    " AND look_up_at IS NULL AND CAST(tried AS TEXT) = '[]'",
    "13 a message that waits and is forgotten": "SELECT unique_key FROM outgoing"
    " WHERE state = 'queued' AND not_before < :forgotten",
    "19 a letter to an address that is not its reader's": "SELECT o.unique_key FROM attempt a"
    " JOIN outgoing o ON o.id = a.outgoing_id JOIN identity i ON i.id = a.identity_id"
    " WHERE i.resident_id <> o.resident_id AND a.channel <> 'sms'",
    "20 an end of which nothing is written down": "SELECT c.number FROM report_case c"
    " WHERE (c.state = 'closed' AND NOT EXISTS (SELECT 1 FROM case_event e"
    " WHERE e.case_id = c.id AND e.kind = 'closed')) OR (c.verdict_fixed AND NOT EXISTS"
    " (SELECT 1 FROM case_event e WHERE e.case_id = c.id AND e.kind = 'revisit_fixed'))",
    "25 a message that was sent although its time was over": "SELECT o.unique_key FROM attempt a"
    " JOIN outgoing o ON o.id = a.outgoing_id WHERE a.started_at >= o.not_after",
    "26 a conversation without an end": "SELECT flow || ' ' || id FROM conversation"
    " WHERE state = 'open' AND expires_at < :late",
    "R32 a first response that was not given, and the manager does not know": "SELECT c.number"
    " FROM deadline d JOIN report_case c ON c.id = d.case_id WHERE d.kind = 'first_response'"
    " AND d.state = 'fired' AND d.position > 0 AND c.not_for_id IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM outgoing o JOIN staff s ON s.id = o.staff_id WHERE o.case_id = c.id"
    " AND s.role = 'manager' AND o.unique_key LIKE '% deadline ' || d.id || ' of %')",
    "R36 a case that nobody answers, and the general manager never hears of it": "SELECT"
    " c.number FROM deadline d JOIN report_case c ON c.id = d.case_id"
    " WHERE d.kind = 'first_response' AND d.state = 'fired' AND d.met_at IS NULL"
    " AND d.next_at IS NULL AND c.state = 'open' AND NOT EXISTS (SELECT 1 FROM outgoing o"
    " JOIN staff s ON s.id = o.staff_id WHERE o.case_id = c.id AND s.role = 'general_manager'"
    " AND o.unique_key LIKE '% deadline ' || d.id || ' of %')",
    "R35 a promised time that is no deadline": "SELECT c.number FROM report_case c"
    " WHERE (SELECT count(*) FROM case_event e WHERE e.case_id = c.id AND e.kind = 'responded'"
    " AND CAST(e.details AS TEXT) LIKE '%\"until\"%') > (SELECT count(*) FROM deadline d"
    " WHERE d.case_id = c.id AND d.kind = 'promise')",
    "R35 a broken promise for which nobody apologised": "SELECT c.number FROM deadline d"
    " JOIN report_case c ON c.id = d.case_id WHERE d.kind = 'promise' AND d.state = 'fired'"
    " AND c.reporter_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM outgoing o"
    " WHERE o.case_id = c.id AND o.unique_key LIKE '% deadline ' || d.id || ' apology%')",
    "R37 a later round that was resolved without a plan that somebody approved": "SELECT"
    " c.number FROM case_event e JOIN report_case c ON c.id = e.case_id"
    " WHERE e.kind = 'resolved' AND EXISTS (SELECT 1 FROM case_event n WHERE n.case_id = c.id"
    " AND n.id < e.id AND n.kind IN ('not_fixed', 'review')) AND NOT EXISTS"
    " (SELECT 1 FROM case_event p WHERE p.case_id = c.id AND p.kind = 'plan_approve'"
    " AND p.id < e.id AND p.id > (SELECT max(n.id) FROM case_event n"
    " WHERE n.case_id = c.id AND n.id < e.id AND n.kind IN ('not_fixed', 'review')))",
    "R37 a plan approved by whoever proposed it": "SELECT c.number FROM case_event e"
    " JOIN report_case c ON c.id = e.case_id JOIN case_event p ON p.id = (SELECT max(x.id)"
    " FROM case_event x WHERE x.case_id = c.id AND x.id < e.id AND x.kind = 'proposed')"
    " WHERE e.kind = 'plan_approve' AND p.by = e.by",
    "R42 a round that was not raised": "SELECT c.number FROM report_case c WHERE c.round <> 1 +"
    " (SELECT count(*) FROM case_event e WHERE e.case_id = c.id"
    " AND e.kind IN ('not_fixed', 'review'))",
    "R42 a case confirmed by whoever is not satisfied": "SELECT number FROM report_case"
    " WHERE closure = 'confirmed' AND (verdict_satisfaction = 'dissatisfied'"
    " OR NOT verdict_fixed)",
    "R42 a next round that nobody higher has": "SELECT c.number FROM report_case c"
    " JOIN staff s ON s.id = c.handler_id WHERE c.round > 1 AND c.state = 'open'"
    " AND s.role IN ('assistant', 'technician') AND NOT EXISTS (SELECT 1 FROM case_event e"
    " WHERE e.case_id = c.id AND e.kind IN ('accepted', 'assigned', 'responded', 'resolved',"
    " 'handed_back') AND e.id > (SELECT max(n.id)"
    " FROM case_event n WHERE n.case_id = c.id AND n.kind IN ('not_fixed', 'review')))",
    "R44 a next round without a time for its measures": "SELECT c.number FROM report_case c"
    " WHERE c.round > 1 AND NOT EXISTS (SELECT 1 FROM deadline d WHERE d.case_id = c.id"
    " AND d.kind = 'special_measures' AND d.round = c.round)",
    "R44 a next round of which the manager does not know": "SELECT c.number FROM case_event e"
    " JOIN report_case c ON c.id = e.case_id WHERE e.kind = 'not_fixed' AND c.not_for_id IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM outgoing o JOIN staff s ON s.id = o.staff_id"
    " WHERE o.case_id = c.id AND s.role = 'manager'"
    " AND o.unique_key LIKE 'case ' || c.id || ' event ' || e.id || ' %')",
    "R44 a repeat that was taken for something new": "SELECT c.number FROM report_case c"
    " JOIN report_case b ON b.home_id = c.home_id AND b.case_class = c.case_class"
    " AND b.text = c.text AND b.id < c.id JOIN deadline s ON s.case_id = b.id"
    " AND s.kind = 'solution' AND s.due_at > c.opened_at WHERE c.repeat_of_id IS NULL"
    " AND b.state <> 'withdrawn' AND b.kind IN ('complaint', 'repair')"
    " AND c.kind IN ('complaint', 'repair') AND c.forwarded_from_id IS NULL",
    "R48 a revisit whose question was not sent": "SELECT c.number FROM case_event e"
    " JOIN report_case c ON c.id = e.case_id WHERE e.kind = 'revisit_asked'"
    " AND c.reporter_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM outgoing o"
    " WHERE o.case_id = c.id AND o.purpose = 'revisit')",
    "R48 a revisit that was reminded of more than once": "SELECT c.number FROM report_case c"
    " WHERE (SELECT count(*) FROM case_event e WHERE e.case_id = c.id"
    " AND e.kind = 'revisit_reminded') > (SELECT count(*) FROM deadline d"
    " WHERE d.case_id = c.id AND d.kind = 'revisit')",
    "R48 a revisit that nobody answered, and nobody calls": "SELECT c.number FROM deadline d"
    " JOIN report_case c ON c.id = d.case_id WHERE d.kind = 'revisit' AND d.state = 'fired'"
    " AND NOT EXISTS (SELECT 1 FROM task t WHERE t.case_id = c.id AND t.reason = 'revisit'"
    " AND t.round = d.round)",
}
"""By what is wrong; the bound moments are those of bot.simulation.invariants."""
