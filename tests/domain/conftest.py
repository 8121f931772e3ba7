"""Property tests run on busy machines: how long one example takes says nothing about a rule."""

from hypothesis import settings

settings.register_profile("rules", deadline=None)
settings.load_profile("rules")
