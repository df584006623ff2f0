"""The encyclopedia for AI clients, over the Model Context Protocol: `/mcp`, and `taskdex mcp`."""
