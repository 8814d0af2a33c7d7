from __future__ import annotations

from pathlib import Path

import pytest

from policygraph.errors import NoStoreError, StoreBusyError, StoreError
from policygraph.queries.versions import Document, Manifest, Version, begin, current_version, final_id, locked, publish

DOCUMENT = Document(
    file="a.txt",
    sha256="0" * 64,
    iri="https://example.org/1",
    authority="架空県",
    authority_code="990007",
    fiscal_year=2021,
    code="01-02",
    title="架空の施策",
    triples=3,
    findings={"warning": 1},
)


def publish_one(store: Path, content: str) -> Version:
    with locked(store):
        filled = begin(store, content * 12)
        (filled.path / "data").write_text(content, encoding="utf-8")
        manifest = Manifest(
            id=final_id(filled),
            created="2026-01-01",
            software="test",
            base="https://example.org/",
            documents=(DOCUMENT,),
        )
        return publish(store, filled, manifest)


def test_a_published_version_is_the_current_one_with_its_manifest_and_hashes(tmp_path: Path) -> None:
    published = publish_one(tmp_path / "store", "a")
    version = current_version(tmp_path / "store")
    assert version == published
    manifest = version.manifest()
    assert manifest.documents == (DOCUMENT,)
    assert manifest.files == {"data": "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"}


def test_the_last_two_versions_are_kept(tmp_path: Path) -> None:
    store = tmp_path / "store"
    names = [publish_one(store, letter).id for letter in "abc"]
    assert sorted(path.name for path in (store / "versions").iterdir()) == names[1:]


def test_a_build_that_ends_early_leaves_the_old_version_and_is_swept_by_the_next(tmp_path: Path) -> None:
    store = tmp_path / "store"
    first = publish_one(store, "a")
    with pytest.raises(RuntimeError, match="killed"), locked(store):
        begin(store, "b" * 12)
        raise RuntimeError("killed")
    assert current_version(store) == first
    publish_one(store, "c")
    assert not [path for path in (store / "versions").iterdir() if path.name.endswith(".partial")]


def test_a_version_that_was_renamed_but_not_made_current_is_swept(tmp_path: Path) -> None:
    store = tmp_path / "store"
    first = publish_one(store, "a")
    (store / "versions" / "000002-killedhere00").mkdir()
    with locked(store) as published:
        assert published == first
    assert [path.name for path in (store / "versions").iterdir()] == [first.id]


def test_two_builds_at_once_give_one_clear_message(tmp_path: Path) -> None:
    with locked(tmp_path / "store"), pytest.raises(StoreBusyError, match="another build"), locked(tmp_path / "store"):
        pass


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(StoreError, match="not a store"), locked(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_an_empty_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(NoStoreError, match="policygraph build"):
        current_version(tmp_path)


@pytest.mark.parametrize("name", ["", "../..", "000009-missing"])
def test_a_current_file_that_names_no_version_is_an_error(tmp_path: Path, name: str) -> None:
    store = tmp_path / "store"
    publish_one(store, "a")
    (store / "current").write_text(name, encoding="utf-8")
    with pytest.raises(StoreError):
        current_version(store)


def test_a_damaged_manifest_is_an_error_that_names_it(tmp_path: Path) -> None:
    version = publish_one(tmp_path / "store", "a")
    (version.path / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(StoreError, match="manifest"):
        version.manifest()
