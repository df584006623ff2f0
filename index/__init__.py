"""The press and the shelf: publishers' files in, a release out, and one door to read it."""
