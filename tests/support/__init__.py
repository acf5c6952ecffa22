"""What the browser tests stand on: a Chromium, a server, built sites, and axe."""
