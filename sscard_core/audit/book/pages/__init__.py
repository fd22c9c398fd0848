"""The pages of the book: facts arranged for a template each."""
