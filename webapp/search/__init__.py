"""`/`, `/search`, `/suggest` and `/opensearch.xml`."""
