"""Content streams: followed, judged, mended, written."""
