"""What holds for every test: a property may take as long as it takes, since machines are noisy and the first call loads its libraries."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
