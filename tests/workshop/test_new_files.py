"""Files that ``new`` writes: they can be printed, contain explanations, and overwrite nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.helpers import LAYOUT_FOLDERS, ROOT, own_layouts, printed, read_yaml, speaking
from zines.base import language
from zines.base.problems import ProblemError, UsageError
from zines.manuscript import layouts
from zines.manuscript.groups import organisation, postal_address
from zines.manuscript.groups.edition_chain import EditionFolders
from zines.manuscript.schemas import french_keys, french_values, schema, starting_text
from zines.manuscript.yaml_files import yaml_reader
from zines.manuscript.yaml_files.parsed import Parsed
from zines.workshop import checking
from zines.workshop.new_files import new
from zines.workshop.project import Project, entries
from zines.workshop.starting_points import kinds

LAYOUTS = layouts.names(LAYOUT_FOLDERS)
TEXTS = [one.slug for one in entries(Project(ROOT, ROOT))]
MODELINE = "# yaml-language-server: $schema="


@pytest.fixture
def empty(tmp_path: Path) -> Project:
    """Return an empty project over the files that are really shipped."""
    (tmp_path / "papiers/content").mkdir(parents=True)
    return Project(tmp_path / "papiers", ROOT)


def parsed_of(file: Path, name: str = "") -> Parsed:
    parsed = yaml_reader.read(file, file.name)
    rules = layouts.load(LAYOUT_FOLDERS, name).schema if name else layouts.shipped_schema("sources")
    assert schema.validate(parsed, rules) == []
    return parsed


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_text_says_what_its_example_says(name: str, spoken: str, empty: Project) -> None:
    """Another test builds the example: a new text differs in date, title and comments only."""
    made = new(empty, name, "fete-du-quartier", "hors-bocal")
    (file,) = made.contents
    folder = layouts.load(LAYOUT_FOLDERS, name).folder
    assert file == empty.content / folder / "fete-du-quartier.yaml"
    assert made.name == f"{folder}/fete-du-quartier"
    text = parsed_of(file, name)
    example = parsed_of(ROOT / "layouts" / name / "example.yaml", name)
    title = {"fr": "Fête du quartier", "en": "Fete du quartier"}[spoken]
    own = {"title": title, "date": text.value["date"]}
    assert text.value == {**example.value, **own}
    assert list(text.value) == list(example.value)
    assert re.fullmatch("20[0-9]{2}-[01][0-9]-[0-3][0-9]", own["date"])


@pytest.mark.parametrize("slug", TEXTS)
def test_a_text_of_the_catalogue_gives_its_words(slug: str, spoken: str, empty: Project) -> None:
    made = new(empty, slug, "essai", "hors-bocal")
    (file,) = made.contents
    begun = yaml_reader.read(ROOT / f"content/{slug}.yaml", slug)
    assert made.name == f"{slug.rpartition('/')[0]}/essai"
    assert parsed_of(file, begun.value["layout"]).value == {**begun.value, "title": "Essai"}
    head, keys = file.read_text("utf-8").split("\n")[1], set(read_yaml(file.read_text("utf-8")))
    assert slug in head
    assert ("mise_en_page" in keys) is (spoken == "fr")


def test_a_text_is_named_by_its_name_alone_where_only_one_has_it(empty: Project) -> None:
    assert new(empty, "Pétition", "un", "hors-bocal").name == "formulaires/un"
    assert new(empty, "congres-syndical", "un", "hors-bocal").name == "motions/un"
    for several in ("guichets", "motion", "motions/"):
        with pytest.raises(UsageError, match=f"'{several}' means several texts: name the one"):
            new(empty, several, "deux", "hors-bocal")
    with pytest.raises(UsageError, match="did you mean 'tracts/guichets'"):
        new(empty, "tracts/guichet", "deux", "hors-bocal")


def test_ones_own_text_is_begun_from_too(empty: Project) -> None:
    (first,) = new(empty, "flyer", "un", "hors-bocal").contents
    changed = first.read_text("utf-8").replace("kicker:", "surtitre:")
    first.write_text(changed, "utf-8")
    (second,) = new(empty, "tracts/un", "deux", "hors-bocal").contents
    assert parsed_of(second, "tract").value["kicker"] == read_yaml(changed)["surtitre"]
    first.write_text(changed.replace("surtitre:", "sutitre:"), "utf-8")
    with pytest.raises(ProblemError, match="sutitre"):
        new(empty, "tracts/un", "trois", "hors-bocal")
    assert not second.with_name("trois.yaml").exists()


def test_a_title_has_the_letters_that_a_file_name_lacks(french: None, empty: Project) -> None:
    for name, title in (
        ("l-ecole-sans-ecran", "L'école sans écran"),
        ("qu-attend-la-caf", "Qu'attend la caf"),
        ("ecole-du-quartier", "École du quartier"),
        ("sante", "Santé"),
        ("rendez-vous-a-la-mairie", "Rendez-vous à la mairie"),
        ("il-y-a-du-monde", "Il y a du monde"),
        ("Tract de l'ete", "Tract de l'ete"),
    ):
        (file,) = new(empty, "tract", name, "hors-bocal").contents
        assert parsed_of(file, "tract").value["title"] == title


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_text_speaks_the_language_of_who_asks(name: str, spoken: str, empty: Project) -> None:
    (file,) = new(empty, name, "essai", "hors-bocal").contents
    value = read_yaml(file.read_text("utf-8"))
    french = set(french_keys.table())
    keys = set(value)
    assert keys & french if spoken == "fr" else not keys & french
    # The line above every top-level key is a comment on it.
    lines = file.read_text("utf-8").split("\n")
    for key in value:
        index = next(n for n, line in enumerate(lines) if line.startswith(f"{key}:"))
        assert lines[index - 1].startswith("# "), key
    title = {"fr": "# Le titre dans les listes", "en": "# The title in lists"}[spoken]
    assert any(line.startswith(title) for line in lines)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_text_has_the_words_of_the_language_of_who_asks(
    name: str, spoken: str, empty: Project
) -> None:
    """Who reads ``genre: law`` in a French text takes French for what cannot be typed."""
    (file,) = new(empty, name, "essai", "hors-bocal").contents
    lines = [one.split("#")[0] for one in file.read_text("utf-8").split("\n")]
    found = re.findall(r"\b(layout|mise_en_page|kind|genre|tone|ton): ([\w -]+)", "\n".join(lines))
    words = french_values.table()
    for key, word in found:
        english = {"mise_en_page": "layout", "genre": "kind", "ton": "tone"}.get(key, key)
        table = words[english]
        other = table.values() if spoken == "fr" else table
        assert word.strip() not in other
    assert (
        found[0]
        == {
            "fr": ("mise_en_page", french_values.french("layout", name)),
            "en": ("layout", name),
        }[spoken]
    )


def test_editors_find_its_schema_by_its_first_line(spoken: str, empty: Project) -> None:
    (file,) = new(empty, "tract", "actions/mars/essai", "hors-bocal").contents
    assert file == empty.content / "actions/mars/essai.yaml"
    first = file.read_text("utf-8").split("\n")[0]
    assert first.startswith(MODELINE)
    found = json.loads((file.parent / first.removeprefix(MODELINE)).read_text("utf-8"))
    errors = Draft202012Validator(found).iter_errors(read_yaml(file.read_text("utf-8")))
    assert list(errors) == []


@pytest.mark.parametrize(
    ("typed", "path", "title"),
    [
        ("Fête de l'été", "tracts/fete-de-l-ete.yaml", "Fête de l'été"),
        ("tracts/fete", "tracts/fete.yaml", "Fete"),
        ("content/tracts/fete.yaml", "tracts/fete.yaml", "Fete"),
        ('Dire "non" : 18 h', "tracts/dire-non-18-h.yaml", 'Dire "non" : 18 h'),
    ],
)
def test_any_name_is_taken(typed: str, path: str, title: str, empty: Project) -> None:
    (file,) = new(empty, "tract", typed, "hors-bocal").contents
    assert file == empty.content / path
    assert parsed_of(file, "tract").value["title"] == title


@pytest.mark.parametrize("typed", ["", "!!", "con", "Été/!!", "!!/été"])
def test_a_name_that_is_none_is_told(typed: str, empty: Project) -> None:
    with pytest.raises(UsageError, match="cannot name a file"):
        new(empty, "tract", typed, "hors-bocal")
    assert list(empty.content.iterdir()) == []


@pytest.mark.parametrize(
    "typed", ["/tmp/x/Mon tract", "../Mon tract", "~/Mon tract", "C:\\Textes\\Mon tract.yaml"]
)
def test_a_text_outside_of_the_project_is_told_with_its_name(typed: str, empty: Project) -> None:
    """Whoever knows other programs types a path; only content/ is read for texts."""
    with pytest.raises(
        UsageError, match="outside of content/: give the name alone, as 'Mon tract'"
    ):
        new(empty, "tract", typed, "hors-bocal")
    with pytest.raises(UsageError, match="outside of editions/"):
        new(empty, "edition", typed, "hors-bocal")


@pytest.mark.parametrize("typed", ["sources", "Organisation", "editions/essai"])
def test_a_text_is_not_called_what_is_none(typed: str, empty: Project) -> None:
    """A text named sources.yaml would be read as a list of sources and stop texts beside it."""
    with pytest.raises(UsageError, match="would be no text: give another name"):
        new(empty, "tract", typed, "hors-bocal")
    assert list(empty.content.iterdir()) == []


def test_layouts_answer_to_what_they_make(empty: Project) -> None:
    for number, (word, folder) in enumerate(
        (
            *(("affiche", "posters"), ("Lettre", "lettres"), ("dépliant", "depliants")),
            *(("affiches", "posters"), ("Tracts", "tracts"), ("flyer", "tracts")),
            *(("Livret", "booklets"), ("pétition", "formulaires"), ("Fanzines", "zines")),
        )
    ):
        (file,) = new(empty, word, f"essai {number}", "hors-bocal").contents
        assert file.parent.name == folder
    with speaking("fr"), pytest.raises(UsageError, match="affiche, .* projet, édition, modèle"):
        new(empty, "xyz", "essai", "hors-bocal")
    with pytest.raises(UsageError, match="there is no layout 'affich': did you mean 'affiche'"):
        new(empty, "affich", "essai", "hors-bocal")


def files_of(project: Project) -> dict[str, bytes]:
    found = [file for file in project.root.rglob("*") if file.is_file()]
    return {file.relative_to(project.root).as_posix(): file.read_bytes() for file in found}


@pytest.mark.parametrize("name", ["Noir", "mode d'emploi", "sections/riso"])
def test_no_edition_is_begun_that_could_not_be_printed(name: str, empty: Project) -> None:
    """Its output files could be confused with others: ``pdf`` would refuse it later."""
    with pytest.raises(UsageError, match="give it another name"):
        new(empty, "edition", name, "hors-bocal")
    assert not list(empty.root.rglob("editions"))


@pytest.mark.parametrize("kind", ["tract", "edition", "layout"])
def test_nothing_is_written_over(kind: str, empty: Project) -> None:
    made = new(empty, kind, "essai", "hors-bocal")
    for file in list(made.contents)[-1:]:
        file.write_text("mine", "utf-8")
    before = files_of(empty)
    with pytest.raises(UsageError, match="is there already|cannot be called"):
        new(empty, kind, "Essai", "hors-bocal")
    assert files_of(empty) == before


def test_a_text_of_the_same_name_counts_whatever_its_file_is_called(empty: Project) -> None:
    other = empty.content / "tracts/Été.yml"
    other.parent.mkdir()
    other.write_text("layout: tract\n", "utf-8")
    with pytest.raises(UsageError, match=r"content/tracts/Été\.yml' is there already"):
        new(empty, "tract", "ete", "hors-bocal")


def test_a_project_holds_all_that_a_group_needs(
    spoken: str, tmp_path: Path, empty: Project
) -> None:
    made = new(empty, "projet", str(tmp_path / "nos papiers"), "hors-bocal").project
    assert made.root == tmp_path / "nos papiers"
    readme, text, group = {
        "fr": ("LISEZMOI.txt", "mon-premier-tract", "mon-groupe"),
        "en": ("README.txt", "my-first-tract", "my-group"),
    }[spoken]
    assert set(files_of(made)) == {
        *(readme, "content/sources.yaml", f"editions/{group}.yaml", f"content/tracts/{text}.yaml"),
        *(f".hors-bocal/schemas/{name}.json" for name in ("sources", "edition", "tract")),
    }
    assert made.assets.is_dir()
    readme_text = (made.root / readme).read_text("utf-8")
    assert "{" not in readme_text and f"editions/{group}.yaml" in readme_text
    # It has no problems by the rules for the shipped catalogue: it is ready to be printed.
    language.use("en")
    assert checking.check(made) == []
    # A second project in the same folder is refused and changes nothing.
    before = files_of(made)
    with pytest.raises(UsageError, match="is there already"):
        new(empty, "project", str(made.root), "hors-bocal")
    assert files_of(made) == before


def test_a_folder_that_cannot_be_everywhere_is_told(tmp_path: Path, empty: Project) -> None:
    for name in ("aux", "un: deux", "papiers. "):
        with pytest.raises(UsageError, match="cannot name a folder"):
            new(empty, "project", str(tmp_path / name), "hors-bocal")
    assert [one.name for one in tmp_path.iterdir()] == ["papiers"]
    (tmp_path / "notes.txt").write_text("a", "utf-8")
    with pytest.raises(UsageError, match=r"notes\.txt' is there already"):
        new(empty, "project", str(tmp_path / "notes.txt"), "hors-bocal")


def test_a_project_is_not_made_among_the_texts_of_another(empty: Project) -> None:
    """Its texts would be texts of the outer project too, and be printed with them."""
    for name in ("content", "content/tracts", "editions", "assets"):
        with pytest.raises(UsageError, match="give it another place"):
            new(empty, "project", str(empty.root / name), "hors-bocal")
    new(empty, "project", str(empty.root / "papiers"), "hors-bocal")


def test_a_folder_that_has_no_name_is_not_this_one(
    tmp_path: Path, empty: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with ``new project "$FOLDER"`` if the variable is empty."""
    (tmp_path / "ailleurs").mkdir()
    monkeypatch.chdir(tmp_path / "ailleurs")
    for name in ("", " "):
        with pytest.raises(UsageError, match="name the folder to make"):
            new(empty, "project", name, "hors-bocal")
    assert list(Path.cwd().iterdir()) == []


@pytest.mark.parametrize("typed", ["loire/Le Puy", "editions/loire/le-puy.yaml"])
def test_an_edition_lies_where_its_name_says(typed: str, empty: Project) -> None:
    """Editions may be in folders, which can be named as a whole: ``--edition loire``."""
    made = new(empty, "edition", typed, "hors-bocal")
    (file,) = made.contents
    assert file == empty.root / "editions/loire/le-puy.yaml"
    assert made.name == "editions/loire/le-puy.yaml"


def test_an_edition_asks_for_a_name_and_an_address(spoken: str, empty: Project) -> None:
    (file,) = new(empty, "edition", "Section forézienne", "hors-bocal").contents
    assert file == empty.root / "editions/section-forezienne.yaml"
    text = file.read_text("utf-8")
    empty_address = 'adresse: ""' if spoken == "fr" else 'address: ""'
    assert empty_address in text and "Section forézienne" in text
    file.write_text(text.replace(empty_address, "address: 1 rue des Essais"), "utf-8")
    group = organisation.load(file, file.name, empty.search_path("assets"), edition=True)
    assert "".join(one.value for one in group.fields["name"]) == "Section forézienne"
    # The file contains every key that the neutral one has.
    parsed = yaml_reader.read(file, file.name)
    neutral = yaml_reader.read(ROOT / "content/organisation.yaml", "organisation.yaml")
    for one in (parsed, neutral):
        french_keys.rename(one, layouts.shipped_schema("organisation"))
    assert list(parsed.value) == list(neutral.value)


def test_an_edition_offers_all_other_keys_as_comments(spoken: str, empty: Project) -> None:
    """Nobody fills in hours, languages or events who has never seen that there are any."""
    new(empty, "edition", "federation", "hors-bocal")
    (file,) = new(empty, "edition", "loire", "hors-bocal").contents
    first, last, more = file.read_text("utf-8").rpartition('date: ""\n')
    address = ("adresse" if spoken == "fr" else "address") + ": "
    first = first.replace(f'{address}""', f"{address}09000 Foix")
    filled = re.sub(r"^# (?=[a-z_]+:| )", "", more, flags=re.MULTILINE)
    file.write_text(first + last + filled, "utf-8")
    rules = layouts.shipped_schema("organisation")
    parsed = yaml_reader.read(file, file.name)
    assert schema.validate(parsed, rules) == []
    # (The address says its parts; the workshop in the browser keeps how a group prints.)
    others = {*postal_address.APART, "printing"}
    assert parsed.value.keys() == rules["properties"].keys() - others
    where = EditionFolders((file.parent,))
    group = organisation.load(
        file, file.name, empty.search_path("assets"), edition=True, where=where
    )
    assert {"hours", "languages", "events", "signature", "printed_by"} <= group.fields.keys()
    assert group.order and group.texts


def test_a_layout_works_and_has_texts(spoken: str, project: Project) -> None:
    own_layouts(project)
    made = new(project, "layout", "Papillon", "hors-bocal")
    assert set(made.contents) == {project.layouts / "papillon" / part for part in layouts.PARTS}
    (text,) = new(project, "papillon", "essai", "hors-bocal").contents
    assert text == project.content / "papillon/essai.yaml"
    for large in (False, True):
        report = printed(project, "papillon/essai", large_print=large)
        assert not report.problems, report.problems
        assert {file["role"] for file in report.made[0].files} >= {"reader", "sheets"}
    assert "papillon" in kinds(project)


def test_a_layout_has_no_name_that_means_something_else(empty: Project) -> None:
    for name in ("tract", "project", "edition", "Projet", "grand/papillon"):
        with pytest.raises(UsageError, match="a layout cannot be called"):
            new(empty, "layout", name, "hors-bocal")


def test_ones_home_is_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder content/ in the home folder would make the whole home folder a project."""
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    project = Project(tmp_path, ROOT)
    for kind in ("tract", "edition", "layout"):
        with pytest.raises(UsageError, match="new project my-papers"):
            new(project, kind, "essai", "hors-bocal")
    assert list(tmp_path.iterdir()) == []
    new(project, "project", str(tmp_path / "papiers"), "hors-bocal")


RULES = {
    "type": "object",
    "properties": {
        "title": {"description": "The title."},
        "titre": {"description": "A French word that this layout has itself."},
        "body": {"type": "string", "description": "The text."},
        "items": {"items": {"properties": {"label": {"description": "A label."}}}},
    },
}
EXAMPLE = """\
# A head that is not copied.
title: An example   # nor is this
# Nor this.
"body": |
  # A text that begins like a comment.

  Words: and more.
items:
  - label: one
  - {label: two}
  - label: three
"""


def test_a_text_keeps_its_words_and_drops_the_comments_of_the_example(french: None) -> None:
    parsed = yaml_reader.parse(EXAMPLE, "a.yaml")
    written = starting_text.written(parsed, RULES, {"title": "Mien"})
    assert written == (
        "# Le titre.\n"
        'title: "Mien"\n'
        "\n"
        "# Le texte.\n"
        '"body": |\n'
        "  # A text that begins like a comment.\n"
        "\n"
        "  Words: and more.\n"
        "\n"
        "elements:\n"
        "  # A label.\n"
        "  - libelle: one\n"
        "  - {libelle: two}\n"
        "  - libelle: three\n"
    )
