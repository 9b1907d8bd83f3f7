"""What must I do, what changes when I plan anew, and what is mine alone?"""
