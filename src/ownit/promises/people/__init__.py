"""Who is there, who leads whom, and who may see what?"""
