"""Questions in every version ever asked."""
