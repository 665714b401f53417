"""The pages of schools, by what they are about."""
