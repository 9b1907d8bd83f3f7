"""What must be done each week so that the number is made with nobody's help?"""
