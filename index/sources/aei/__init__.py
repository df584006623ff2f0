"""The Anthropic Economic Index: its releases, in four layouts → records."""

from index.sources.aei.releases import IndexRelease, find_releases

__all__ = ["IndexRelease", "find_releases"]
