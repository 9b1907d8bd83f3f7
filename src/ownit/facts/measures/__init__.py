"""What is asked of the facts: each measure is one Ibis expression."""
