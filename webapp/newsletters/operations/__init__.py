"""Every write: subscribing, writing issues, sending them."""
