"""How is a PDF signed and checked? Plain bytes in, plain bytes out: no rows, no requests, no network."""
