"""`/api/v1/…`, its description `/api/openapi.json`, and the same for people at `/api`."""
