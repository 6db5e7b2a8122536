"""The catalogue for a web space or a USB stick: a folder of HTML pages that need no server."""
