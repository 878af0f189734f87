"""Who may use which verb, and in which state of a case: the table that the house is held to.

T technician, A assistant, L lead, M manager, G general manager; an auditor changes nothing. O open,
H handling, R resolved, C closed; a withdrawn case has no verbs.
"""

from flows.rules.survey.words import CampaignVerb
from flows.rules.vocabulary import CaseState, ResidentVerb, Role, Verb

TABLE = """
accept      TALMG  OH
respond     TALMG  OHR
assign       ALMG  OH
propose     TALMG  OH
approve       LMG  OH
resolve     TALMG  OH
reclassify  TALMG  OH
extend        LMG  OHR
withdraw      LMG  OH
revisit      ALMG  R
close          MG  HR
review       ALMG  C
adopt         LMG  OH
credit       ALMG  OHRC
flag          LMG  OHRC
coordinate   ALMG  OH
forward      ALMG  OH
hand_back   TALMG  OH
sign_off     ALMG  RC
archive        MG  C
arrange     TALMG  OHR
rearrange   TALMG  OHR
call_off    TALMG  OHR
join         ALMG  OH
add         TALMG  OHR
"""
ROLES = {
    "T": Role.TECHNICIAN,
    "A": Role.ASSISTANT,
    "L": Role.LEAD,
    "M": Role.MANAGER,
    "G": Role.GENERAL_MANAGER,
}
STATES = {
    "O": CaseState.OPEN,
    "H": CaseState.HANDLING,
    "R": CaseState.RESOLVED,
    "C": CaseState.CLOSED,
}
_LINES = [line.split() for line in TABLE.strip().splitlines()]
WHO = {Verb(verb): {ROLES[letter] for letter in roles} for verb, roles, _ in _LINES}
WHEN = {Verb(verb): {STATES[letter] for letter in states} for verb, _, states in _LINES}

OF_RESIDENTS = """
move_in      ALMG
move_out     ALMG
opt_out      ALMG
opt_in       ALMG
language     ALMG
"""
"""Who keys in what a resident told about themselves; only of their own estate."""
_RESIDENTS_LINES = [line.split() for line in OF_RESIDENTS.strip().splitlines()]
WHO_OF_RESIDENTS = {
    ResidentVerb(verb): {ROLES[letter] for letter in roles} for verb, roles in _RESIDENTS_LINES
}

OF_CAMPAIGNS = """
revise        LMG
freeze        LMG
start         LMG
remind        LMG
close         LMG
report        LMG
sign          LMG
publish        MG
drop          LMG
"""
"""Who runs a survey; in the name of a member of one of its estates."""
_CAMPAIGN_LINES = [line.split() for line in OF_CAMPAIGNS.strip().splitlines()]
WHO_OF_CAMPAIGNS = {
    CampaignVerb(verb): {ROLES[letter] for letter in roles} for verb, roles in _CAMPAIGN_LINES
}
