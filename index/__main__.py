"""`python -m index` is `taskdex`."""

import sys

from index.cli import main

sys.exit(main())
