"""What is assumed of production: the stages that every rulebook's line has, with times that keep its promise."""

from typing import Final

from simulation.network.network import Production, Stage
from simulation.units import HOUR
from sscard_core.model.arguments import Stage as RuleStage
from sscard_core.rulebooks.book import Rulebook

COURIER: Final = "courier"
DAYS: Final = {
    RuleStage.ACCOUNT_OPENED: 2,
    RuleStage.MANUFACTURED: 3,
    RuleStage.PERSONALISED: 3,
    RuleStage.DELIVERED: 2,
}
"""Working days a stage takes. Assumption: ten in all, inside every promise of the four rulebooks."""

FAILS: Final = {RuleStage.ACCOUNT_OPENED: 0.01, RuleStage.PERSONALISED: 0.005}
"""The shares that fail: identities to be confirmed at the bank, cards that do not read. Assumption."""


def production_for(book: Rulebook) -> Production:
    """Return the stages of a rulebook's line (开户、制卡、个人化、送达), with assumed times."""
    assert book.services, "a rulebook has services"
    stages = tuple(
        Stage(
            name=str(stage),
            days=DAYS[stage],
            fails=FAILS.get(stage, 0.0),
            back_to=str(stage) if stage in FAILS else "",
            runs=(16 * HOUR,) if stage is RuleStage.DELIVERED else (17 * HOUR,),
        )
        for stage in RuleStage
    )
    return Production(stages=stages)
