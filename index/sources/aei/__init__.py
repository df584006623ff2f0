"""The Anthropic Economic Index: its releases, in four layouts, and its measure of occupations."""

from index.sources.aei.exposure import ObservedExposure, find_observed_exposure
from index.sources.aei.releases import ApiSlice, IndexRelease, find_releases

__all__ = [
    "ApiSlice",
    "IndexRelease",
    "ObservedExposure",
    "find_observed_exposure",
    "find_releases",
]
