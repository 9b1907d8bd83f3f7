"""What did people say about who opened an opportunity?"""
