"""U.S. Bureau of Labor Statistics: pay, jobs and outlook of occupations → records."""

from index.sources.bls.oews import EmploymentStatistics, find_statistics
from index.sources.bls.projections import EmploymentProjections, find_projections

__all__ = [
    "EmploymentProjections",
    "EmploymentStatistics",
    "find_projections",
    "find_statistics",
]
