"""What is wrong with the facts, and which answers does it limit?

``look`` gives a warning for each kind of thing found, with a count and a sentence; nothing is repaired in silence and
nothing is left out. Every code is told in docs/guide/quality.md.
"""

from ownit.facts.quality.codes import CODES, Code, QualityWarning
from ownit.facts.quality.look import look

__all__ = ["CODES", "Code", "QualityWarning", "look"]
