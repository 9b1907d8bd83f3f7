"""What must a person do each week, from what they say or from their record?"""

from ownit.flows.planning.adopting import adopt, terms
from ownit.flows.planning.drafting import Drafted, draft, drafted
from ownit.flows.planning.ground import Ground
from ownit.flows.planning.grounding import ground

__all__ = ["Drafted", "Ground", "adopt", "draft", "drafted", "ground", "terms"]
