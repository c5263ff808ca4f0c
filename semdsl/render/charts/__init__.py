"""Charts as SVG: numbers to places, places to elements; nothing that runs, nothing from elsewhere."""
