"""The articles of law that messages name, and the licences that a text may, each said once.

The articles are of the law on the freedom of the press (A: the text itself, on legifrance.gouv.fr).
"""

from __future__ import annotations

_PRESS_LAW = "loi du 29 juillet 1881"

#: Every printed piece names its printer and the printer's address.
PRINTER_MENTION = f"{_PRESS_LAW}, art. 3"
#: Posters in black type alone on white paper are kept for official notices.
OFFICIAL_NOTICES = f"{_PRESS_LAW}, art. 15"

#: Licences as Creative Commons calls them, and where each stands.
LICENCES = {
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
#: What asks for nothing: no right is kept.
WAIVERS = ("CC0 1.0",)
