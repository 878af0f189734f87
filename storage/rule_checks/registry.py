"""Every rule of the house with what it is about and what finds out whether it was kept.

A rule without a check stands here too, with None: of it the house keeps no rows yet, and the audit
says which (`rule_gap.…` in the wording). tests/storage/test_rule_checks.py compares the list with
docs/rules.md.
"""

from collections.abc import Mapping
from types import MappingProxyType

from flows.reports.rule_findings import Subject
from storage.rule_checks import (
    company,
    contact,
    deadlines,
    handling,
    intake,
    privacy,
    revisits,
    survey_results,
    surveys,
)
from storage.rule_checks.looking import Check

CHECKS: Mapping[str, tuple[Subject, Check | None]] = MappingProxyType(
    {
        "R1": (Subject.SURVEYS, surveys.rhythm),
        "R2": (Subject.SURVEYS, surveys.returned),
        "R3": (Subject.SURVEYS, surveys.yearly),
        "R4": (Subject.SURVEYS, surveys.drawn),
        "R5": (Subject.SURVEYS, surveys.fixed_before),
        "R6": (Subject.SURVEYS, surveys.rotation),
        "R7": (Subject.SURVEYS, surveys.busy_hours),
        "R8": (Subject.SURVEYS, surveys.channels),
        "R9": (Subject.RESULTS, survey_results.representative),
        "R10": (Subject.RESULTS, survey_results.abstentions),
        "R11": (Subject.RESULTS, survey_results.satisfaction),
        "R12": (Subject.RESULTS, survey_results.indicators),
        "R13": (Subject.RESULTS, survey_results.nine_items),
        "R14": (Subject.RESULTS, survey_results.reported),
        "R15": (Subject.RESULTS, survey_results.opinions),
        "R16": (Subject.RESULTS, survey_results.truth),
        "R17": (Subject.RESULTS, survey_results.rectified),
        "R18": (Subject.RESULTS, survey_results.reviewed),
        "R19": (Subject.RESULTS, survey_results.studied),
        "R20": (Subject.RESULTS, survey_results.published),
        "R21": (Subject.RESULTS, survey_results.asked_again),
        "R22": (Subject.RESULTS, survey_results.ratings),
        "R23": (Subject.RESULTS, survey_results.prizes),
        "R24": (Subject.INTAKE, intake.praise),
        "R25": (Subject.INTAKE, intake.register),
        "R26": (Subject.INTAKE, intake.registered_by_staff),
        "R27": (Subject.INTAKE, intake.published),
        "R28": (Subject.INTAKE, intake.receipts),
        "R29": (Subject.INTAKE, intake.particulars),
        "R30": (Subject.INTAKE, intake.evidence),
        "R31": (Subject.INTAKE, intake.passed_on),
        "R32": (Subject.DEADLINES, deadlines.first_response),
        "R33": (Subject.DEADLINES, deadlines.in_person),
        "R34": (Subject.DEADLINES, deadlines.solved),
        "R35": (Subject.DEADLINES, deadlines.promises),
        "R36": (Subject.DEADLINES, deadlines.escalated),
        "R37": (Subject.HANDLING, handling.approved),
        "R38": (Subject.HANDLING, handling.told_of_steps),
        "R39": (Subject.HANDLING, intake.forwarded),
        "R40": (Subject.HANDLING, handling.signed),
        "R41": (Subject.HANDLING, handling.results),
        "R42": (Subject.HANDLING, handling.next_rounds),
        "R43": (Subject.HANDLING, handling.reviews),
        "R44": (Subject.HANDLING, intake.repeats),
        "R45": (Subject.HANDLING, intake.flagged),
        "R46": (Subject.HANDLING, handling.files),
        "R47": (Subject.HANDLING, intake.figures_published),
        "R48": (Subject.REVISITS, revisits.complaints),
        "R49": (Subject.REVISITS, revisits.major),
        "R50": (Subject.REVISITS, revisits.repairs),
        "R51": (Subject.REVISITS, contact.by_kind),
        "R52": (Subject.REVISITS, revisits.sample),
        "R53": (Subject.REVISITS, None),
        "R54": (Subject.REVISITS, None),
        "R55": (Subject.CONTACT, contact.yearly),
        "R56": (Subject.CONTACT, revisits.appointments),
        "R57": (Subject.CONTACT, contact.after_moving),
        "R58": (Subject.CONTACT, contact.better_than_before),
        "R59": (Subject.CONTACT, None),
        "R60": (Subject.HANDLING, handling.suggestions),
        "R61": (Subject.COMPANY, None),
        "R62": (Subject.COMPANY, company.reports),
        "R63": (Subject.CONTACT, None),
        "R64": (Subject.INTAKE, intake.emergencies),
        "R65": (Subject.CONTACT, None),
        "R66": (Subject.PRIVACY, privacy.consent),
        "R67": (Subject.COMPANY, company.measures),
        "R68": (Subject.COMPANY, None),
        "R69": (Subject.COMPANY, company.costs),
        "R70": (Subject.HANDLING, handling.about_staff),
        "R71": (Subject.REVISITS, contact.topics),
    }
)
