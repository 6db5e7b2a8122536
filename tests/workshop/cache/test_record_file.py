"""The file of records: damage to it costs time, and never a wrong result."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest

from zines.workshop.cache import record_file
from zines.workshop.cache.record_file import FileRecords, KnownEntries, Records


def recorded(*paths: Path) -> Records:
    """Return new records of these files; each is also the owner of a proof and a text."""
    new = Records()
    for path in paths:
        new.files.add(str(path), {"entry": {"sha256": f"digest of {path.name}", "path": path.name}})
        new.documents[f"text {path.name}"] = {"files": {str(path): "x"}}
        new.proofs[f"proof {path.name}"] = {"owners": [str(path)], "digest": path.name}
        new.digests[str(path)] = f"stamp of {path.name}"
        new.settled[str(path)] = ["state", path.name]
    return new


def parts(records: Records) -> list[dict[str, Any]]:
    files = {path: records.files[path] for path in records.files}
    return [records.documents, records.proofs, records.digests, records.settled, files]


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(b"")
    return tmp_path / "a.pdf", tmp_path / "b.pdf"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "records.json"


def test_records_are_read_as_they_were_written(file: Path, two: tuple[Path, Path]) -> None:
    new = recorded(*two)
    record_file.merge(file, new)
    read = record_file.read(file)
    assert parts(read) == parts(new)
    assert read.files.digests == {str(one): f"digest of {one.name}" for one in two}
    assert len(read.files) == 2 and str(two[0]) in read.files and "x" not in read.files


def test_what_others_have_written_since_is_kept(file: Path, two: tuple[Path, Path]) -> None:
    """Two builds in two windows of a terminal: neither makes the other build all again."""
    for one in two:
        record_file.merge(file, recorded(one))
    assert parts(record_file.read(file)) == parts(recorded(*two))
    # A newer record of the same file takes the place of the older one.
    newer = Records()
    newer.files.add(str(two[0]), {"entry": {"sha256": "new"}})
    newer.digests[str(two[0])] = "new"
    record_file.merge(file, newer)
    read = record_file.read(file)
    assert read.files[str(two[0])] == {"entry": {"sha256": "new"}}
    assert read.files.digests[str(two[0])] == read.digests[str(two[0])] == "new"
    assert read.files[str(two[1])]["entry"]["path"] == "b.pdf"


def test_records_of_deleted_files_go(file: Path, two: tuple[Path, Path]) -> None:
    """They name groups, and a document that lost a file must be built again."""
    record_file.merge(file, recorded(*two))
    two[0].unlink()
    record_file.merge(file, Records())
    assert parts(record_file.read(file)) == parts(recorded(two[1]))
    assert b"a.pdf" not in file.read_bytes()


def test_a_document_needs_all_its_files(file: Path, two: tuple[Path, Path]) -> None:
    new = recorded(*two)
    new.documents["both"] = {"files": dict.fromkeys(map(str, two), "x")}
    record_file.merge(file, new)
    assert "both" in record_file.read(file).documents
    two[1].unlink()
    record_file.merge(file, Records())
    assert record_file.read(file).documents.keys() == {"text a.pdf"}


def test_a_proof_needs_all_its_owners(file: Path, two: tuple[Path, Path]) -> None:
    new = Records(proofs={"p": {"owners": [str(one) for one in two]}})
    record_file.merge(file, new)
    assert record_file.read(file).proofs == new.proofs
    two[1].unlink()
    record_file.merge(file, Records())
    assert record_file.read(file).proofs == {}


def test_records_that_were_changed_in_any_byte_are_ignored(
    file: Path, two: tuple[Path, Path]
) -> None:
    """A stick that was pulled out, an editor: a wrong record would keep an old PDF."""
    record_file.merge(file, recorded(*two))
    whole = file.read_bytes()
    for at in range(0, len(whole), 7):
        other = b"0" if whole[at : at + 1] != b"0" else b"1"
        file.write_bytes(whole[:at] + other + whole[at + 1 :])
        assert parts(record_file.read(file)) == parts(Records()), at
    for damaged in (b"", b"\n", whole[:-1], whole + b"\n", whole.replace(b"\n", b" ", 1), b"{}"):
        file.write_bytes(damaged)
        assert parts(record_file.read(file)) == parts(Records())
    file.unlink()
    assert parts(record_file.read(file)) == parts(Records())
    # The next build writes whole records again.
    file.write_bytes(whole[:-1])
    record_file.merge(file, recorded(two[0]))
    assert parts(record_file.read(file)) == parts(recorded(two[0]))


def test_records_of_another_version_of_this_program_are_ignored(
    file: Path, two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    record_file.merge(file, recorded(*two))
    monkeypatch.setattr(record_file, "VERSION", record_file.VERSION + 1)
    assert parts(record_file.read(file)) == parts(Records())


def test_each_record_is_parsed_only_when_it_is_needed(
    file: Path, two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thousand groups have megabytes of records; a build with nothing to do needs none."""
    record_file.merge(file, recorded(*two))
    parsed: list[object] = []
    loads = json.loads

    def noted(text: Any) -> Any:
        parsed.append(text)
        return loads(text)

    monkeypatch.setattr(json, "loads", noted)
    read = record_file.read(file)
    assert read.files.digests and len(parsed) == 1
    assert read.files[str(two[1])]["entry"]["path"] == "b.pdf"
    assert len(parsed) == 2


def test_entries_are_a_sequence_in_the_order_of_their_paths(two: tuple[Path, Path]) -> None:
    files = recorded(*two).files
    entries = KnownEntries(files, (str(two[1]), str(two[0])))
    assert [one["path"] for one in entries] == ["b.pdf", "a.pdf"] and len(entries) == 2
    assert [one["path"] for one in entries[1:]] == ["a.pdf"] and entries[5:] == ()
    assert entries[-1]["path"] == "a.pdf"
    # Another process gets these entries alone.
    assert pickle.loads(pickle.dumps(entries)) == tuple(entries)
    with pytest.raises(KeyError):
        FileRecords()["x"]
