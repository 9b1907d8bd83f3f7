"""What happens when the organisation chooses something?"""

from __future__ import annotations

from datetime import date

from ownit.flows.workspace import Workspace
from ownit.promises.people.access import OPERATOR


def choose(workspace: Workspace, name: str, value: str, since: date | None, why: str) -> date:
    """Record a choice and return the day from which it holds.

    A country whose holidays are not known is refused here, not by all that asks for them later. Raises
    UnknownCountryError and what the service raises.
    """
    from ownit.flows.days_off import public_holidays
    from ownit.promises.organisation import services
    from ownit.promises.organisation.choices import parse_choice

    now = workspace.now()
    wanted = parse_choice(name, value)
    if name == "country":
        public_holidays(str(wanted), now.date(), now.date())
    return services.choose(OPERATOR, name, value, at=now, since=since, reason=why)
