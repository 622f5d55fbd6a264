"""Writes the documents of the fictional firm Atelier Tourvelin, the sample company of the product.

One module per family of documents; prose lives in ``texts/`` as small Markdown files. Run it from the
repository root with ``python -m data.make``.
"""
