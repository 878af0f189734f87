"""What `huiyin campaign revise` does: a draft is corrected in one transaction."""

from dataclasses import dataclass
from datetime import date

from bot.commands.campaigns import campaign_named, member_named, opened
from bot.commands.form_files import form_meant
from bot.commands.policy_versions import estate_named
from flows.rules.survey.words import CampaignKind, CampaignVerb
from storage.audit import COMMAND
from storage.campaign_revising import Changes
from storage.campaign_runner import Runner
from storage.campaign_signing import Spoken
from storage.campaign_verbs import run_campaign
from storage.campaigns import lock_campaign


@dataclass(frozen=True)
class Revised:
    """What a draft is to say otherwise, as it was typed; None or nothing leaves it as it is."""

    title: str | None
    form: str | None
    size: int | None
    starts_on: date | None
    last_day: date | None
    estates: tuple[str, ...]
    kind: CampaignKind | None
    prizes: int | None
    owner: str | None
    seed: str | None


def revise_draft(number: str, revised: Revised, by: str) -> str:
    """Correct a draft; raises NotAllowed, FormError or CannotRun with what is wrong with it."""
    with opened() as (database, now), database.transaction() as session:
        campaign = lock_campaign(session, campaign_named(session, number).id)
        owner = revised.owner
        changes = Changes(
            title=revised.title,
            form=None if revised.form is None else form_meant(session, revised.form),
            estates=[estate_named(session, name) for name in revised.estates] or None,
            size=revised.size,
            seed=revised.seed,
            starts_on=revised.starts_on,
            last_day=revised.last_day,
            kind=revised.kind,
            prizes=revised.prizes,
            owner=None if owner is None else member_named(session, owner, "--owner"),
        )
        runner = Runner(member_named(session, by), COMMAND)
        spoken = Spoken(changes=changes)
        run_campaign(session, CampaignVerb.REVISE, campaign, runner, now, spoken=spoken)
        return (
            f"{campaign.number}: a draft, {campaign.size} homes, "
            f"from {campaign.starts_on} to {campaign.last_day}, seed {campaign.seed}"
        )
