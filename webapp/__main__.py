"""`python -m webapp` says what starts the server."""

import sys

sys.exit(
    'The web app is started with "taskdex serve"; "taskdex serve --help" has its options.\n'
    'Under another server it is "webapp:create_app()", a WSGI application.'
)
