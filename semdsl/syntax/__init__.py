"""From text to tree and back. The only package that imports Lark."""
