"""The rules of the house, kept by machines. Each rule has a proof that it notices a planted fault."""
