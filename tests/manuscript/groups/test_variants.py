"""Rows of tables become editions: names of columns and values of cells as users write them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.manuscript.groups.test_table import spreadsheet
from zines.base.problems import Problem, ProblemError, Severity
from zines.manuscript import layouts
from zines.manuscript.groups import column_names, table, variants
from zines.manuscript.yaml_files import yaml_reader


def read(folder: Path, text: str) -> table.Table:
    file = folder / "sections.csv"
    file.write_text(text, "utf-8")
    return table.read(file, "sections.csv")


def rows(folder: Path, text: str, declared: tuple[str, ...] = ()) -> Any:
    found = read(folder, text)
    used = variants.columns(found, declared, tuple)
    return variants.variants(found, used, folder / "sections.csv")


def one(folder: Path, *columns: tuple[str, str], declared: tuple[str, ...] = ()) -> Any:
    """Return the values of a row with a name and the given columns, without the name."""
    named = [("Nom", "Foix"), *columns]
    lines = (";".join(f'"{pair[part]}"' for pair in named) for part in (0, 1))
    (variant,), problems = rows(folder, "\n".join(lines), declared)
    assert not problems
    return {key: value for key, value in variant.values.items() if key != "name"}


def leaves(schema: Any, trail: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the keys of the schema of editions, in the form of columns.yaml."""
    for key, inner in schema.get("properties", {}).items():
        items = inner.get("items", {})
        if inner.get("properties") or (items.get("properties") and key != "hours"):
            yield from leaves(inner if "properties" in inner else items, (*trail, key))
        if "string" in inner.get("type", "") or key in ("hours", "languages"):
            yield ".".join((*trail, key))
        if key == "hours":
            yield from leaves(items, (*trail, key))


def test_every_key_of_an_edition_has_its_column() -> None:
    """Each key of an edition has a column, and each name of a column means one key."""
    listed = yaml_reader.read(Path(column_names.COLUMNS), "columns.yaml").value
    keys = set(leaves(layouts.shipped_schema("organisation"))) - {
        "kind",
        "printing.way",
        "printing.printer",
    }
    # (The number of copies is of a row of a table, and no edition has it.)
    assert set(listed) == keys | {"copies"}
    first: dict[str, str] = {}
    for key, names in listed.items():
        for name in names:
            assert first.setdefault(column_names.spelt(name), key) == key, name


@pytest.mark.parametrize(
    ("column", "cell", "values"),
    [
        ("TÉLÉPHONE", "04 77", {"phone": "04 77"}),
        ("Adresse e-mail", "a@b.fr", {"email": "a@b.fr"}),
        ("Jour du rendez-vous", "jeudi", {"meeting": {"day": "jeudi"}}),
        ("rendez_vous.jour", "jeudi", {"meeting": {"day": "jeudi"}}),
        ("meeting day", "jeudi", {"meeting": {"day": "jeudi"}}),
        ("Événement", "Assemblée", {"events": [{"title": "Assemblée"}]}),
        ("Nom de l’imprimeur", "Copie", {"printed_by": {"name": "Copie"}}),
        ("imprimé par", "nous-mêmes", {"printed_by": "nous-mêmes"}),
        ("Reprend", "federation", {"extends": "federation"}),
        # As the fields of the form are called: Jours, Heures.
        ("Heures", "8 h", {"hours": [{"times": "8 h"}]}),
        # A colon between days and times may be left out if only times follow.
        ("Horaires", "lundi 8h-12h", {"hours": [{"days": "lundi", "times": "8h-12h"}]}),
        (
            "Horaires",
            "lundi, jeudi 9 h à 12 h et 14 h 30 à 17 h",
            {"hours": [{"days": "lundi, jeudi", "times": "9 h à 12 h et 14 h 30 à 17 h"}]},
        ),
        (
            "Horaires",
            "du lundi au vendredi de 9h à 12h et de 14h à 17h",
            {
                "hours": [
                    {"days": "du lundi au vendredi", "times": "de 9h à 12h et de 14h à 17h"},
                ]
            },
        ),
        # Between days and times, people put what they like; times alone are of the same days.
        *(
            ("Horaires", cell, {"hours": [{"days": "lundi au jeudi", "times": "9h-12h"}]})
            for cell in (
                "lundi au jeudi – 9h-12h",
                "lundi au jeudi, 9h-12h",
                "lundi au jeudi:9h-12h",
                "lundi au jeudi → 9h-12h",
            )
        ),
        *(
            ("Horaires", cell, {"hours": [{"days": "lundi", "times": "9h-12h, 14h-17h"}]})
            for cell in ("lundi : 9h-12h / 14h-17h", "lundi 9h-12h ; 14h-17h")
        ),
        (
            "Horaires",
            "lundi : 9h-12h / 14h-17h, mardi, jeudi : 14h ; dimanche : fermé",
            {
                "hours": [
                    {"days": "lundi", "times": "9h-12h, 14h-17h"},
                    {"days": "mardi, jeudi", "times": "14h"},
                    {"days": "dimanche", "times": "fermé"},
                ]
            },
        ),
        ("Horaires", "lundi 14h:30", {"hours": [{"days": "lundi", "times": "14h:30"}]}),
        # Published hours of unions, town halls and associations.
        *(
            ("Horaires", cell, {"hours": [{"days": days, "times": times}]})
            for cell, days, times in (
                ("1er lundi 14 h", "1er lundi", "14 h"),
                ("Le jeudi de 17 heures à 19 heures", "Le jeudi", "de 17 heures à 19 heures"),
                ("1er et 3e jeudis du mois, 17h-19h", "1er et 3e jeudis du mois", "17h-19h"),
                ("mardi 14-17h", "mardi", "14-17h"),
                ("Lun-Ven 8.30-12.00", "Lun-Ven", "8.30-12.00"),
                ("lundi 9h30 à midi (sauf août)", "lundi", "9h30 à midi (sauf août)"),
                ("mardi de 14h à 17h sur rendez-vous", "mardi", "de 14h à 17h sur rendez-vous"),
                ("du lundi 9h au vendredi 12h", "du lundi", "9h au vendredi 12h"),
            )
        ),
        *(
            (
                "Horaires",
                cell,
                {
                    "hours": [
                        {"days": "lundi", "times": "9h-12h"},
                        {"days": "mardi et jeudi", "times": "14h-16h"},
                    ]
                },
            )
            for cell in (
                "lundi 9h-12h, mardi et jeudi 14h-16h",
                "lundi 9h-12h et mardi et jeudi 14h-16h",
                "lundi 9h-12h - mardi et jeudi 14h-16h",
                "lundi: 9h-12h mardi et jeudi: 14h-16h",
                "lundi 9h-12h | mardi et jeudi 14h-16h",
            )
        ),
        *(
            ("Horaires", words, {"hours": [{"days": words}]})
            for words in (
                "sur rdv",
                "lundi matin",
                "9h à 12h du lundi au jeudi, 16h le vendredi",
                "24h/24, 7j/7",
            )
        ),
        (
            "Horaires",
            "mercredi : 14h-16h, samedi matin",
            {"hours": [{"days": "mercredi", "times": "14h-16h"}, {"days": "samedi matin"}]},
        ),
        # A line for the pen, whatever the federation says.
        *(
            (column, "___", {key: "___"})
            for column, key in (
                *(("Horaires", "hours"), ("Langues", "languages"), ("Téléphone", "phone")),
                *(("Imprimé par", "printed_by"), ("Couleur", "colour")),
            )
        ),
        *(("Imprimé par", cell, {"printed_by": cell}) for cell in ("Nous-mêmes", "nous memes")),
        ("Site web", "www.exemple.fr", {"site": "https://www.exemple.fr"}),
        ("Site web", "http://exemple.fr/ag", {"site": "http://exemple.fr/ag"}),
        ("Site de l'événement", "ex.fr/ag", {"events": [{"url": "https://ex.fr/ag"}]}),
        ("Mail", "mailto:a@b.fr", {"email": "a@b.fr"}),
        # Lines of a cell are separated by line breaks or, on one line, by other signs.
        ("Adresse", "Bourse du travail\n3, place X", {"address": "Bourse du travail\n3, place X"}),
        ("Adresse", "Bourse du travail / 3, place X", {"address": "Bourse du travail\n3, place X"}),
        ("Adresse", "Bourse du travail ; 3, place X", {"address": "Bourse du travail\n3, place X"}),
        ("Langues", "arabe, anglais ; ukrainien", {"languages": ["arabe", "anglais", "ukrainien"]}),
        (
            "Horaires",
            "lundi et jeudi : 14:30 - 17 h ; samedi: 10 h à 12 h",
            {
                "hours": [
                    {"days": "lundi et jeudi", "times": "14:30 - 17 h"},
                    {"days": "samedi", "times": "10 h à 12 h"},
                ]
            },
        ),
        # What follows the first colon is of the times, another colon too.
        (
            "Horaires",
            "lundi : 14 h à 17 h : sur rendez-vous",
            {"hours": [{"days": "lundi", "times": "14 h à 17 h : sur rendez-vous"}]},
        ),
        # An empty cell is ignored: the value of the extended edition is used.
        ("Courriel", "", {}),
        # A formula is not evaluated here: it is a text.
        ("Tél. portable", "06 00 00 00 00", {"phone": "06 00 00 00 00"}),
        ("Signature", "=cmd|' /C calc'!A0", {"signature": "=cmd|' /C calc'!A0"}),
    ],
)
def test_columns_are_called_as_people_call_them(
    column: str, cell: str, values: dict[str, Any], tmp_path: Path
) -> None:
    assert one(tmp_path, (column, cell)) == values


@pytest.mark.parametrize("column", ["Groupe", "Section", "Syndicat", "ASSOCIATION", "Cabinet"])
def test_a_list_of_groups_calls_its_first_column_by_what_they_are(
    tmp_path: Path, column: str
) -> None:
    """The forty sections of a union are in a column Section; nobody calls them names."""
    found = rows(tmp_path, f"{column};Ville\nLes Lilas;Foix")[0]
    assert [one.name for one in found] == ["les-lilas"]


def test_postcode_and_town_are_the_last_line_of_an_address(tmp_path: Path) -> None:
    """Columns of address books become an address in the order of the post (NF Z 10-011)."""
    found = one(tmp_path, ("Adresse", "12, rue X"), ("Code postal", "09000"), ("Ville", "Foix"))
    assert found == {"address": "12, rue X\n09000 Foix", "place": "Foix"}


@pytest.mark.parametrize(
    ("column", "street", "complement", "lines"),
    [
        ("Complément d'adresse", "12, rue X", "Bât. B", "Bât. B\n12, rue X"),
        ("Adresse 2", "Bourse du travail", "4 bis, cours Y", "Bourse du travail\n4 bis, cours Y"),
        ("Adresse 2", "12, rue X", "4e étage", "4e étage\n12, rue X"),
        ("Bâtiment", "Bât. B, 12, rue X", "bât. b", "Bât. B, 12, rue X"),
        ("Bâtiment", "12, rue Baudin", "B", "B\n12, rue Baudin"),
        ("Complément", "", "Mairie", "Mairie"),
        ("Complément", "12, rue X", "-", "12, rue X"),
    ],
)
def test_a_building_stands_above_the_street(
    column: str, street: str, complement: str, lines: str, tmp_path: Path
) -> None:
    """Lines 2 to 4 of an address (La Poste, AFNOR XP Z 10-011), as address books part them."""
    cells = ("Adresse", street), (column, complement), ("CP", "09000"), ("Ville", "Foix")
    assert one(tmp_path, *cells)["address"] == f"{lines}\n09000 Foix"


def test_a_third_line_of_an_address_is_not_lost(tmp_path: Path) -> None:
    cells = ("Adresse1", "Bourse du travail"), ("Adresse2", "4, cours X"), ("Adresse3", "BP 12")
    found = one(tmp_path, *cells, ("CP", "42000"), ("Ville", "Foix"))
    assert found["address"] == "Bourse du travail\n4, cours X, BP 12\n42000 Foix"


@pytest.mark.parametrize(
    ("town", "code", "line", "place"),
    [
        ("42000 Saint-Étienne", "", "42000 Saint-Étienne", "Saint-Étienne"),
        ("42000 Saint-Étienne", "42000", "42000 Saint-Étienne", "Saint-Étienne"),
        ("Saint-Étienne (42000)", "", "42000 Saint-Étienne", "Saint-Étienne"),
        ("75011 Paris", "", "75011 Paris", "Paris"),
        ("1204 Genève", "", "1204 Genève", "Genève"),
        # (Two codes: nobody knows which is right.)
        ("42000 Foix", "09000", "09000 42000 Foix", "42000 Foix"),
        ("Lyon 3", "69003", "69003 Lyon 3", "Lyon 3"),
    ],
)
def test_a_town_with_its_code_is_both(
    town: str, code: str, line: str, place: str, tmp_path: Path
) -> None:
    """A column "CP Ville" has both in one cell: the town alone is the place of the group."""
    found = one(tmp_path, ("Rue", "4, cours X"), ("CP", code), ("Ville", town))
    assert found == {"address": f"4, cours X\n{line}", "place": place}


def test_a_building_alone_is_no_address(tmp_path: Path) -> None:
    """The address of the federation counts, which would else be lost."""
    assert one(tmp_path, ("Complément d'adresse", "Bât. B")) == {}


def test_a_post_code_of_another_country_is_compared_as_it_is_read(tmp_path: Path) -> None:
    """Codes have letters and signs there; a sign that was typed by mistake is no pattern."""
    cells = ("Adresse", "12, rue X ; ch-1204 Genève"), ("CP", "CH-1204"), ("Ville", "Genève")
    assert one(tmp_path, *cells)["address"] == "12, rue X\nch-1204 Genève"
    cells = ("Adresse", "12, rue X"), ("CP", "(09000"), ("Ville", "Foix")
    assert one(tmp_path, *cells)["address"] == "12, rue X\n(09000 Foix"


@pytest.mark.parametrize(
    ("street", "address"),
    [
        ("12, rue X, 09000 Foix", "12, rue X, 09000 Foix"),
        ("12, rue X ; 09000 FOIX CEDEX", "12, rue X\n09000 FOIX CEDEX"),
        # A street named after the town, another post code: the post needs the last line.
        ("12, rue de Foix", "12, rue de Foix\n09000 Foix"),
        ("12, rue X, 09001 Foix", "12, rue X, 09001 Foix\n09000 Foix"),
    ],
)
def test_a_town_is_not_printed_twice(tmp_path: Path, street: str, address: str) -> None:
    """Lists of sections have the town in the address and in a column of its own."""
    found = one(tmp_path, ("Adresse", street), ("CP", "09000"), ("Ville", "Foix"))
    assert found == {"address": address, "place": "Foix"}


@pytest.mark.parametrize(
    ("street", "address"),
    [
        ("12, rue X ; Foix", "12, rue X\nFoix"),
        ("12, rue X, 09000 Foix", "12, rue X, 09000 Foix"),
        ("12, rue de Foix", "12, rue de Foix\nFoix"),
        ("12, rue X", "12, rue X\nFoix"),
    ],
)
def test_a_town_without_a_post_code_is_not_printed_twice(
    tmp_path: Path, street: str, address: str
) -> None:
    found = one(tmp_path, ("Adresse", street), ("Ville", "Foix"))
    assert found == {"address": address, "place": "Foix"}


@pytest.mark.parametrize(
    ("street", "address"),
    [
        ("12, rue X, 09000 Foix", "12, rue X, 09000 Foix"),
        ("12, rue X", "12, rue X\n09000"),
        ("", "09000"),
    ],
)
def test_a_post_code_without_a_town_is_not_printed_twice(
    tmp_path: Path, street: str, address: str
) -> None:
    assert one(tmp_path, ("Adresse", street), ("CP", "09000")) == {"address": address}


def test_a_town_alone_is_no_postal_address(tmp_path: Path) -> None:
    """The federation's address would go, and the imprint that the law of 1881 asks for say less."""
    assert one(tmp_path, ("Adresse", ""), ("Ville", "Foix")) == {"place": "Foix"}


def test_a_declared_field_goes_before_a_key_of_the_same_name(tmp_path: Path) -> None:
    found = one(tmp_path, ("Lieu", "Foix"), ("Département", "Ariège"), declared=("département",))
    assert found == {"place": "Foix", "fields": {"département": "Ariège"}}
    assert one(tmp_path, ("Lieu", "Foix"), declared=("lieu",)) == {"fields": {"lieu": "Foix"}}


@pytest.mark.parametrize(
    ("column", "key"),
    [
        ("champ.prenom-et-nom", "prenom-et-nom"),
        ("Champ : Prénom et nom", "prenom-et-nom"),
        ("FIELDS: Ville", "ville"),
        # A field that the document declares is filled in by its own name.
        ("champs. Lieu", "lieu du rendez-vous"),
    ],
)
def test_a_column_fills_in_a_field_of_a_form(column: str, key: str, tmp_path: Path) -> None:
    """A letter's form comes with the name of the person written in it, row by row."""
    declared = ("lieu du rendez-vous",)
    column = column.replace("Lieu", "Rendez-vous : lieu")
    assert one(tmp_path, (column, "Foix"), declared=declared) == {"fields": {key: "Foix"}}


def test_a_column_of_a_field_without_a_name_fills_in_nothing(tmp_path: Path) -> None:
    for column in ("champ", "champ.", "champ : §"):
        with pytest.raises(ProblemError, match="fills in nothing"):
            one(tmp_path, (column, "Foix"))


@pytest.mark.parametrize(
    ("header", "place", "message", "hint"),
    [
        ("Nom;Telefonne", 2, "the column 'Telefonne' fills in nothing", "mean 'téléphone'?"),
        ("Nom;sectoin", 2, "the column 'sectoin' fills in nothing", "mean 'section'?"),
        (
            "Nom;Téléphone perso",
            2,
            "the column 'Téléphone perso' fills in nothing",
            "mean 'téléphone'?",
        ),
        ("Nom;Tél. bureau", 2, "the column 'Tél. bureau' fills in nothing", "mean 'tél'?"),
        ("Nom Adresse", 1, "the column 'Nom Adresse' fills in nothing", "columns by semicolons"),
        ("Nos groupes", 1, "the column 'Nos groupes' fills in nothing", "lines above the one"),
        ("Adresse;Ville", 0, "no column gives the names of the groups", "call one 'name'"),
        ("Nom;Parrain", 2, "the column 'Parrain' fills in nothing", "one of: extends, name,"),
        ("Nom;Name", 2, "the columns 'Nom' and 'Name' say the same", "with # if"),
    ],
)
def test_a_column_that_fills_in_nothing_is_told(
    header: str, place: int, message: str, hint: str, tmp_path: Path
) -> None:
    with pytest.raises(ProblemError) as error:
        rows(tmp_path, header + "\nFoix;1", ("section",))
    (problem,) = error.value.problems
    assert (problem.line, problem.column) == (1, place)
    assert problem.message == message
    assert hint in problem.hint


def test_no_semicolons_are_asked_for_in_a_workbook(tmp_path: Path) -> None:
    """Its first sheet says how to fill in the second: cells are parted already."""
    file = tmp_path / "t.xlsx"
    file.write_bytes(spreadsheet([["Mode d’emploi"], ["Voir l’autre feuille"]]))
    with pytest.raises(ProblemError) as error:
        variants.columns(table.read(file, "t.xlsx"), (), tuple)
    (problem,) = error.value.problems
    assert "sheet of the table first" in problem.hint and "semicolons" not in problem.hint


def test_only_the_first_unknown_column_names_all_that_are_known(tmp_path: Path) -> None:
    """Five times the same thirty names hide the five columns."""
    with pytest.raises(ProblemError) as error:
        rows(tmp_path, "Nom;Parrain;Marraine;Vilel\nFoix;1;2;3")
    first, second, third = (one.hint for one in error.value.problems)
    assert "# Parrain" in first and "one of: " in first
    assert second == "call it '# Marraine' if it holds notes" and "mean 'ville'" in third


@pytest.mark.parametrize("heads", ["Horaires;Jours", "Heures;Horaires", "Imprimé par;Imprimeur"])
def test_a_column_and_a_part_of_it_are_not_both_there(heads: str, tmp_path: Path) -> None:
    """Of one cell that says all and one that says a part, one would be lost without a word."""
    with pytest.raises(ProblemError, match="say the same"):
        variants.columns(read(tmp_path, f"Nom;{heads}\nFoix;a;b"), (), tuple)


#: Headings of lists of groups, as member tools and spreadsheets of unions write them, and what they
#: fill in; empty for those that no paper shows.
HEADINGS = {
    "postcode": ("CP", "C.P.", "Code Postal", "code_postal", "codePostal", "C_POSTAL", "CP siège"),
    "town": (
        "Ville", "Commune", "LOCALITÉ", "Bureau distributeur", "CP Ville", "Code postal - Ville",
        "CP/Commune",
    ),
    "address": (
        "Adresse", "Adresse postale", "Rue", "N° et voie", "Adresse 1", "Adresse1", "ADRESSE1",
        "Adresse complète", "Adresse (siège social)", "Adresse du syndicat",
    ),
    "address_complement": (
        "Complément d'adresse", "Complément adresse", "Adresse 2", "Adresse2", "Adresse 3",
    ),
    "phone": (
        "Téléphone 1", "Tél/Fax", "Tél. standard", "Tél. du syndicat", "Port.", "Autre téléphone",
        "Tél", "Tel.", "Tel. fixe", "N° tél", "N° de téléphone", "Portable", "GSM",
    ),
    "email": (
        "Mail 1", "Mail de la section", "Courriel contact", "Mail", "Courriel",
        "E-mail", "E mail", "Mél", "Adresse courriel", "Adresse e-mail",
    ),
    "site": ("Site web", "Site internet", "URL"),
    "hours": ("Permanence", "Horaires", "Horaire", "Horaires permanence", "Horaires d'accueil"),
    "hours.days": ("Jours de permanence",),
    "hours.times": ("Heures de permanence",),
    "languages": ("Langue", "Langues parlées"),
    "meeting.day": ("Jour", "Date du RDV", "Jour RDV", "Date de la réunion", "Jour de réunion"),
    "meeting.hour": ("Heure", "Heure RDV", "Heure de la réunion"),
    "meeting.place": ("Lieu du rendez-vous", "Lieu de RDV", "Lieu de la réunion"),
    "events.day": ("Date de l'événement",),
    "": (
        "Responsable", "Observations", "Remarques", "Commentaire", "Notes", "Divers", "Date AG",
        "Date de l'AG", "Secteur", "UD", "UL", "Fédération", "N° section", "Numéro de section",
        "Trésorière", "Secrétaire général", "Nom du secrétaire", "Référent", "Nb adhérents",
        "Effectifs", "Cotisation", "Date de création", "Statut", "Région", "Département", "Pays",
        "Nom du contact",
        "SIRET", "Horodateur", "ID", "Mandat", "Entreprise", "Fax", "Page Facebook",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "key"), [(one, key) for key, headings in HEADINGS.items() for one in headings]
)
def test_usual_headings_are_understood(heading: str, key: str, tmp_path: Path) -> None:
    """A list of sections is printed as it comes from the tool that keeps it."""
    found = read(tmp_path, f"Nom;{heading}\nFoix;1")
    used = variants.columns(found, (), tuple)
    assert used.get(heading, "") == key
    assert variants.unused(found, used) == ([] if key else [heading])


@pytest.mark.parametrize(
    ("headings", "left"),
    [
        ("Nom de l'UL", []),
        ("UL", []),
        ("Union locale", []),
        ("Section syndicale", []),
        ("Organisation", []),
        ("Entreprise;Secteur", ["Secteur"]),
        # A name of its own goes before.
        ("UL;Nom", ["UL"]),
        ("Fédération;Section", ["Fédération"]),
        ("Nom;Téléphone;Téléphone 2", ["Téléphone 2"]),
        ("Nom;Mail 1;Mail 2", ["Mail 2"]),
    ],
)
def test_what_a_list_calls_its_groups_is_their_name(
    headings: str, left: list[str], tmp_path: Path
) -> None:
    """Lists of a federation have a column UL, and no column Nom."""
    found = read(tmp_path, f"{headings}\nFoix;1;2")
    used = variants.columns(found, (), tuple)
    assert [*used.values()].count("name") == 1
    assert variants.unused(found, used) == left


def test_of_two_levels_none_is_taken_for_the_name(tmp_path: Path) -> None:
    with pytest.raises(ProblemError, match="say the same"):
        variants.columns(read(tmp_path, "Fédération;UL\nSanté;Foix"), (), tuple)


@pytest.mark.parametrize(
    ("headings", "keys"),
    [
        # The usual list of meetings: what they are called in an announcement.
        ("Date;Heure;Lieu", "meeting.day meeting.hour meeting.place"),
        ("Jour;Heure;Lieu", "meeting.day meeting.hour meeting.place"),
        ("Heure;Date", "meeting.hour meeting.day"),
        ("Date de l'événement;Heure de l'événement;Lieu", "events.day events.hour events.place"),
        # The place of the group comes before; the date of printing goes with a day of its own.
        ("Lieu;Jour;Heure", "place meeting.day meeting.hour"),
        ("Jour;Heure;Lieu du RDV;Lieu", "meeting.day meeting.hour meeting.place place"),
        ("Jour;Heure;Date", "meeting.day meeting.hour date"),
        ("Date;Lieu", "date place"),
    ],
)
def test_date_and_place_beside_an_hour_are_those_of_the_meeting(
    headings: str, keys: str, tmp_path: Path
) -> None:
    found = read(tmp_path, f"Nom;{headings}\nFoix;1")
    used = variants.columns(found, (), tuple)
    assert [*used.values()] == ["name", *keys.split()]


@pytest.mark.parametrize(
    "heading",
    [
        "Prénom", "Libellé", "Intitulé", "Salle", "Validé", "Distribution", "Divers infos",
        "Délégation", "Total", "Format", "Nom du parrain", "Date de départ",
        "Référence", "Lieu de distribution",
    ],
)  # fmt: skip
def test_no_heading_gets_a_suggestion_that_is_nonsense(heading: str, tmp_path: Path) -> None:
    """Whoever renames Prénom to Nom, as a message says, prints tracts in the name of a person."""
    with pytest.raises(ProblemError) as error:
        rows(tmp_path, f"Groupe;{heading}\nFoix;1")
    (problem,) = error.value.problems
    assert "did you mean" not in problem.hint and f"call it '# {heading}'" in problem.hint


def test_notes_and_fields_of_other_documents_are_left_out(tmp_path: Path) -> None:
    found = read(tmp_path, "#à voir;Nom;_id;Tarif\nx;Foix;7;3 €")
    used = variants.columns(found, (), lambda: ["tarif"])
    assert used == {"Nom": "name"}
    assert variants.unused(found, used) == ["Tarif"]


@pytest.mark.parametrize(
    ("cell", "copies"),
    [
        ("300", 300), ("1 000", 1000), ("1\u202f200", 1200), ("1.500", 1500), ("300,00", 300),
        ("75 ex.", 75), ("41 exemplaires", 41), ("", 0), ("1", 1), ("99999", 99999),
    ],
)  # fmt: skip
def test_copies_are_read_as_people_write_numbers(cell: str, copies: int, tmp_path: Path) -> None:
    """They are not among what an edition says: its file has no such key."""
    ((row,), problems) = rows(tmp_path, f'Nom;Nb exemplaires\nFoix;"{cell}"')
    assert not problems
    assert (row.copies, row.values) == (copies, {"name": "Foix"})


@pytest.mark.parametrize(
    "cell", ["0", "-5", "environ 200", "2,5", "1 00", "100000", "0561020304", "2 x 50"]
)
def test_what_is_no_number_of_copies_is_told(cell: str, tmp_path: Path) -> None:
    """Ten digits are a telephone number in the wrong column: a pile of them fills a disk."""
    found, (problem,) = rows(tmp_path, f"Nom;Exemplaires\nFoix;{cell}")
    assert not found and (problem.line, problem.column) == (2, 2)
    assert f"'{cell}' is no number of copies" in problem.message and "as 300" in problem.hint


@pytest.mark.parametrize("cell", ["14 h", ": 14 h", "3, rue de la Loire", "0477000000", "a@b.fr"])
def test_times_without_days_and_other_columns_are_no_hours(cell: str, tmp_path: Path) -> None:
    good, (problem,) = rows(tmp_path, f"nom;horaires\nFoix;{cell}\nPamiers;lundi : 14 h")
    assert [one.name for one in good] == ["pamiers"]
    assert (problem.line, problem.column, problem.code) == (2, 2, "table-cell")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "it names no group, and nothing can be called after it"),
        ("../../!", "'../../!' has no letter from a to z and no digit"),
        ("团结", "'团结' has no letter from a to z and no digit"),
        ("CON", "Windows keeps the name 'con' for a device"),
        ("Sans QR", "files cannot be named after 'sans-qr'"),
        ("pamiers", "'pamiers' and 'Pamiers' (line 3) give folders of one name, pamiers"),
    ],
)
def test_a_name_that_no_folder_can_have_is_told(name: str, message: str, tmp_path: Path) -> None:
    good, problems = rows(tmp_path, f"nom;tel\n{name};1\nPamiers;2\nMirepoix;3")
    assert "mirepoix" in [one.name for one in good]
    assert message in problems[0].message
    assert (problems[0].line, problems[0].column) == (2, 1)


def test_rows_of_one_name_are_told_with_the_lines_of_the_others(tmp_path: Path) -> None:
    """Who has 300 rows needs the other line too."""
    text = "nom;tel\nFoix;1\nPamiers;2\nFoix;3\nPAMIERS;4\nFoix;5"
    good, problems = rows(tmp_path, text)
    assert not good
    assert [(one.line, one.message.removeprefix("column 'nom': ")) for one in problems] == [
        (2, "'Foix' stands in line 4, 6 too"),
        (3, "'Pamiers' and 'PAMIERS' (line 5) give folders of one name, pamiers"),
        (4, "'Foix' stands in line 2, 6 too"),
        (5, "'PAMIERS' and 'Pamiers' (line 3) give folders of one name, pamiers"),
        (6, "'Foix' stands in line 2, 4 too"),
    ]


def test_a_problem_of_a_cell_names_its_column(tmp_path: Path) -> None:
    """Nobody counts columns; what already names its column, or has none, stays as it is."""
    found = read(tmp_path, "nom;tel\nFoix;1")

    def named(code: str, path: str, line: int, column: int) -> str:
        (told,) = variants.with_columns([Problem(code, "faux", "", path, line, column)], found)
        assert (told.code, told.path, told.line, told.column) == (code, path, line, column)
        return told.message

    assert named("wrong-form", "sections.csv", 2, 2) == "column 'tel': faux"
    assert named("wrong-form", "sections.csv", 2, 1) == "column 'nom': faux"
    for code, path, line, column in (
        ("wrong-form", "tract.yaml", 2, 2),
        ("wrong-form", "sections.csv", 1, 2),
        ("wrong-form", "sections.csv", 2, 0),
        ("wrong-form", "sections.csv", 2, 3),
        ("table-cell", "sections.csv", 2, 2),
        ("table-row", "sections.csv", 2, 2),
    ):
        assert named(code, path, line, column) == "faux"


def test_a_row_is_called_the_same_wherever_it_stands(tmp_path: Path) -> None:
    """Otherwise, after sorting a table, its rows would be built again into other folders."""
    lines = ["Foix;Ariège", "Union ../locale;Foix", "Union locale;Auch", "Œuvre;Été"]
    names = {}
    for order in (lines, lines[::-1], sorted(lines)):
        good, problems = rows(tmp_path, "\n".join(["nom;lieu", *order]))
        assert not problems
        names[tuple(order)] = {one.name for one in good}
    assert set(map(frozenset, names.values())) == {
        frozenset({"foix", "union-locale-foix", "union-locale-auch", "oeuvre"})
    }


@pytest.mark.parametrize(
    "name",
    ["Total", "TOTAUX", "Sous-total", "Total général", "Total 40", "TOTAL : 40 sections"],
)
def test_the_sum_of_a_table_is_no_group(tmp_path: Path, name: str) -> None:
    """With --edition federation, leaflets of a section called Total would be printed."""
    good, problems = rows(tmp_path, f"nom;lieu\nFoix;Ariège\n{name};2\nCGT Total;Feyzin")
    assert [one.name for one in good] == ["foix", "cgt-total"]
    (problem,) = problems
    assert (problem.line, problem.column) == (3, 1) and "sums up" in problem.message


def test_names_of_columns_in_the_middle_are_no_group(tmp_path: Path) -> None:
    """Two lists were copied one below the other: Nom is no section."""
    good, (problem,) = rows(tmp_path, "Nom;Ville\nFoix;Foix\nNom;Ville\nVille;Auch")
    assert [one.name for one in good] == ["foix", "ville"]
    assert (problem.line, problem.column) == (3, 1)
    assert "names the columns once more" in problem.message


def test_a_date_below_a_table_does_not_become_a_group_in_silence(tmp_path: Path) -> None:
    """With --edition, a hundred leaflets in the name of "Mis à jour le ..." would be printed."""
    listed = "".join(f"Section {n};1, rue X;0900{n};Foix\n" for n in range(5))
    good, (problem,) = rows(tmp_path, f"Nom;Adresse;CP;Ville\n{listed}Mis à jour le 3 mai;;;")
    assert len(good) == 6 and (problem.line, problem.column) == (7, 1)
    assert "stands alone in its row" in problem.message
    assert problem.severity is Severity.WARNING


@pytest.mark.parametrize(("sections", "reported"), [(3, True), (2, False)])
def test_one_row_in_four_may_say_nothing_but_a_name(
    tmp_path: Path, sections: int, reported: bool
) -> None:
    """A small union has three sections and a date below; of three names, one may lack the rest."""
    listed = "".join(f"Section {n};1, rue X;0900{n};Foix\n" for n in range(sections))
    problems = rows(tmp_path, f"Nom;Adresse;CP;Ville\n{listed}Mis à jour le 3 mai;;;")[1]
    assert [one.line for one in problems] == [sections + 2] * reported


def test_rows_of_names_are_a_table_too(tmp_path: Path) -> None:
    """What they lack is that of the edition: where many rows say no more, none is doubtful."""
    listed = "".join(f"Section {n};1, rue X;0900{n};Foix\n" for n in range(5))
    assert not rows(tmp_path, f"Nom;Adresse;CP;Ville\n{listed}Auch;;;\nPau;;;")[1]
    assert not rows(tmp_path, "Nom;Ville\nFoix;Foix\nAuch;Auch\nPau;Pau\nTours;Tours\nSète;")[1]


@pytest.mark.parametrize("row", ["Somme;Amiens;", "Somme;;03 22 00 00 00", "Somme;;", "Total;Pau;"])
def test_a_group_called_as_a_sum_is_printed(tmp_path: Path, row: str) -> None:
    """Somme is a département, and Total a company with unions: their rows say more than numbers."""
    good, problems = rows(tmp_path, f"nom;lieu;téléphone\nAisne;Laon;\n{row}\nOise;Beauvais;")
    assert not problems and len(good) == 3
    # 345 is a count of rows; four digits may be dialled.
    assert len(rows(tmp_path, "nom;lieu;téléphone\nAisne;Laon;\nTotal;;3020")[0]) == 2
    for sums in ("Somme;2;", "Total;;2", "TOTAL;2;2", "Total;;345"):
        (problem,) = rows(tmp_path, f"nom;lieu;téléphone\nAisne;Laon;\n{sums}")[1]
        assert problem.line == 3 and "sums up" in problem.message


def test_the_word_before_times_is_not_of_the_days(tmp_path: Path) -> None:
    """On paper, a colon or a space of a table stands between days and times."""
    values = one(tmp_path, ("horaires", "du lundi au vendredi de 8h30 à 12h"))
    assert values["hours"] == [{"days": "du lundi au vendredi", "times": "de 8h30 à 12h"}]


def test_a_row_as_a_whole_has_a_line_and_no_column(tmp_path: Path) -> None:
    (variant,), _ = rows(tmp_path, "Nom;Ville\nFoix;Foix\n")
    spot = variants.parsed(variant, "sections.csv").spot(())
    assert (spot.line, spot.column) == (2, 0)


def test_each_value_of_a_row_stands_in_its_column(tmp_path: Path) -> None:
    """Problems name the cell, also of lists of which a row has one item."""
    text = "Nom;Événement;Jour du rendez-vous;Ville\nFoix;Fête;lundi;Foix\n"
    (variant,), _ = rows(tmp_path, text)
    assert dict(variant.columns) == {
        ("name",): 1,
        ("events",): 2,
        ("events", 0, "title"): 2,
        ("events", 0, "day"): 3,
        ("meeting",): 3,
        ("meeting", "day"): 3,
        ("town",): 4,
    }


def test_a_second_column_of_names_is_a_field_of_another_text(tmp_path: Path) -> None:
    """A table has a column Section beside Nom for a form that is not printed now."""
    found = read(tmp_path, "Section;Nom\nLoire;Foix")
    assert variants.columns(found, (), lambda: ["section"]) == {"Nom": "name"}
    with pytest.raises(ProblemError, match="say the same"):
        variants.columns(found, (), tuple)
    # Alone, it names the groups.
    alone = read(tmp_path, "Section;Tarif\nLoire;3 €")
    assert variants.columns(alone, (), lambda: ["section", "tarif"]) == {"Section": "name"}


def test_other_documents_are_read_only_where_a_column_is_not_known(tmp_path: Path) -> None:
    """A project may have hundreds; a table with columns of editions alone has no need of them."""
    found = read(tmp_path, "Nom;Lieu\nLoire;Foix")
    used = variants.columns(found, (), lambda: pytest.fail("reads them all"))
    assert used == {"Nom": "name", "Lieu": "place"}


def test_an_event_without_a_column_of_its_day_takes_that_of_the_meeting(tmp_path: Path) -> None:
    """A list has Événement, Jour, Heure: rows with an event call to it, the others to meet."""
    text = "Nom;Événement;Jour;Heure;Lieu du rdv\nFoix;Fête;lundi;18h;Bourse\nPau;;mardi;;Mairie\n"
    (fair, meeting), problems = rows(tmp_path, text)
    assert not problems
    day = {"day": "lundi", "hour": "18h", "place": "Bourse"}
    assert fair.values == {"name": "Foix", "events": [{**day, "title": "Fête"}]}
    assert variants.parsed(fair, "t").spot(("events", 0, "hour")).column == 4
    assert meeting.values == {"name": "Pau", "meeting": {"day": "mardi", "place": "Mairie"}}
    # What is said of the event itself goes first.
    own = "Nom;Événement;Jour;Heure;Heure de l'événement\nFoix;Fête;lundi;18h;19h\n"
    ((row,), _) = rows(tmp_path, own)
    assert row.values["events"] == [{"title": "Fête", "day": "lundi", "hour": "19h"}]


def test_all_cells_of_a_row_that_are_wrong_are_told_in_one_run(tmp_path: Path) -> None:
    text = "Nom;Horaires;Exemplaires;Imprimé par\nFoix;9 h à 12 h;aucun;Imprimerie X\n"
    good, problems = rows(tmp_path, text)
    assert not good and [one.column for one in problems] == [2, 3, 4]
    # A print shop takes two columns: the law asks for its address.
    assert "printer name, printer address" in problems[-1].hint
