"""The articles of law that messages name, each said once.

Both are of the law on the freedom of the press (A: the text itself, on legifrance.gouv.fr).
"""

from __future__ import annotations

_PRESS_LAW = "loi du 29 juillet 1881"

#: Every printed piece names its printer and the printer's address.
PRINTER_MENTION = f"{_PRESS_LAW}, art. 3"
#: Posters in black type alone on white paper are kept for official notices.
OFFICIAL_NOTICES = f"{_PRESS_LAW}, art. 15"
