"""Lines of a card -> labelled fields: the parts of `pipeline.cards.fields`."""
