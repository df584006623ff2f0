"""Pure words and pictures: records and figures in, text or geometry out. Nothing here knows of a
request."""
