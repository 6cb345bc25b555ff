"""Reading words by small, explainable means: tokens, features, and a linear model. Knows no labels of its own."""
