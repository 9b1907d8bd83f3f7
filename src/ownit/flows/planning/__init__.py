"""What must a person do each week, from what they say or from their record?"""
