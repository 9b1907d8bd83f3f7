"""What is this week: what was undertaken, what of it is done, and what comes next?"""

from ownit.answers.week.answer import Account, BlockTold, Count, Given, Week, told

__all__ = ["Account", "BlockTold", "Count", "Given", "Week", "told"]
