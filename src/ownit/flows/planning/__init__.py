"""How does a plan come about, how is it adopted, and how does it become the week's blocks?"""
