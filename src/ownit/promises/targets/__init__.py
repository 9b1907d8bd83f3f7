"""Which accounts and people does each seller mean to go after, and what became of each?"""
