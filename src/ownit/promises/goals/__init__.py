"""What is each person, team and the company held to?"""
