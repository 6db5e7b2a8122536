"""Licences that a text may name, as Creative Commons calls them, and where each stands."""

LICENCES = {
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
#: What asks for nothing: no right is kept.
WAIVERS = ("CC0 1.0",)
