"""An entry as programs read it: JSON, JSON-LD, and which formats there are. Addresses are whole."""
