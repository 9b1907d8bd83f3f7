"""What did people say they did, line by line?"""
