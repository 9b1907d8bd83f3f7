"""Companies that behave as companies do, drawn without a look at how ownit reckons."""
