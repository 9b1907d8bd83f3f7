"""How does a seller without a record begin: six answers, and what follows from them?"""

from ownit.flows.starting.answers import Answers, kept, kept_number, word_of
from ownit.flows.starting.errors import AnswerError

__all__ = ["AnswerError", "Answers", "kept", "kept_number", "word_of"]
