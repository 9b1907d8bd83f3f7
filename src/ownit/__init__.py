"""ownit: will you make your number if nobody helps you, and what to do on Monday if not."""
