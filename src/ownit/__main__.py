"""``python -m ownit`` is ``ownit``."""

from ownit.config.entry import main

if __name__ == "__main__":
    main()
