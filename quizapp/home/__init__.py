"""Today's page for each role."""
