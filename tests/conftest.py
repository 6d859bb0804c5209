"""Shared by all tests."""

from hypothesis import settings

settings.register_profile("cardfile", deadline=None)  # a busy machine makes nothing wrong
settings.load_profile("cardfile")
