"""People, organisation units, roles, slips and signing in."""
