"""What did people plan, when did they adopt it, and from when does it hold?"""
