"""Records in SQLite: written once by a build, then read by id and by relation.

Written by `index.build`, read by `index.encyclopedia`. The schema is `schema.sql`; the file is
meant to be useful to others as it is.
"""

from index.catalogue.reader import Catalogue
from index.catalogue.schema import EXPORTS, FILE_NAME, TWINS
from index.catalogue.writer import write

__all__ = ["EXPORTS", "FILE_NAME", "TWINS", "Catalogue", "write"]
