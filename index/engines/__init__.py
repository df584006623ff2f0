"""Search engines behind the protocol of `index.engine`. They do not know one another."""
