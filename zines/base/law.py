"""The articles of law and the licences that messages name, each written once.

The articles are those of the law on the freedom of the press (certainty A, as in limits.py: the
text itself, on legifrance.gouv.fr).
"""

from __future__ import annotations

_PRESS_LAW = "loi du 29 juillet 1881"

#: Every printed piece must name its printer and the printer's address.
PRINTER_MENTION = f"{_PRESS_LAW}, art. 3"
#: Posters in black type only on white paper are reserved for official notices.
OFFICIAL_NOTICES = f"{_PRESS_LAW}, art. 15"

#: Licences by their Creative Commons names, and the address of each.
LICENCES = {
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
#: Licences that require nothing: the author waives all rights.
WAIVERS = ("CC0 1.0",)
