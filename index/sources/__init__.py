"""One module per publisher: file in, records out."""
