"""Records of all publishers in, one corpus out: the only place where datasets meet.

`joining` goes through it from `publishers` (what there is) to `coverage` (what was joined).
"""

from index.corpus.joining import read as read
