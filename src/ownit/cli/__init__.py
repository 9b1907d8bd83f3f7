"""How answers are told in a terminal; it computes nothing."""
