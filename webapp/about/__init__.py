"""What the site is made of: `/about`, `/methodology`, `/sources`, `/data`; what crawlers read."""
