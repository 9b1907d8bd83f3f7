"""What has the organisation chosen, since when, and why?"""
