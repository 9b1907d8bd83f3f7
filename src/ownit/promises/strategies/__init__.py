"""How does each seller mean to change what an RFP asks for?"""
