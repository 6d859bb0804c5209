"""Cardfile: cards, exports and address books in; people, asks, offers and introductions out."""

__version__ = "0.1.0"
