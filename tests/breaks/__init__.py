"""Small breaks, one a guarantee: each patch must turn the test that it names red (make breaks)."""
