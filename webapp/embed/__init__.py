"""`/embed`, `/embed/v1/…`, `/embed/v1.js` and `/oembed`: what partners show on their sites."""
