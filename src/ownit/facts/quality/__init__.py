"""What is wrong with the facts, and which answers does it limit?

``look`` gives a warning for each kind of thing found, with a count and a sentence; ``look_back`` gives those of an
earlier day. Nothing is repaired in silence and nothing is left out. Every code is told in docs/guide/quality.md.
"""

from ownit.facts.quality.codes import CODES, Code, QualityWarning
from ownit.facts.quality.look import look, look_back

__all__ = ["CODES", "Code", "QualityWarning", "look", "look_back"]
