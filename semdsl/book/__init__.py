"""The formula book: a model as the document that an institute prints with its valuation."""
