"""Finding passages: words and vectors, fused by how good each is, and the floor that says "not found"."""
