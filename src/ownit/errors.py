"""What can go wrong that a person can mend?

Every error a person may see derives from :class:`OwnitError` and composes its own message: what was wrong, where,
what to do. The command line prints the message and exits with 1; anything else is a bug.

    OwnitError
    ├── facts.store.errors        a snapshot cannot be read or written
    ├── connectors.errors         a file cannot be understood
    ├── promises.*.errors         an undertaking is not allowed or does not parse
    └── config.errors             a setting is wrong
"""

from __future__ import annotations


class OwnitError(Exception):
    """Something the person at the keyboard can mend; its text says what, where and how."""
