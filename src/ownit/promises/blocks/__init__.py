"""Which time did people undertake to keep, and did they keep it?"""
