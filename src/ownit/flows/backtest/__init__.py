"""What would ownit have said on past days, and what came? Walked forward, with only what was known then."""
