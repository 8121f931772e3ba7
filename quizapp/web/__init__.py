"""What every page shares: access, rendering, forms, wording, security headers."""
