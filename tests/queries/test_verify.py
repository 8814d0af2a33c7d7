from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from policygraph.errors import NoStoreError
from policygraph.queries import verify as verify_module
from policygraph.queries.verify import verify
from policygraph.queries.versions import VERSION_NAME, Manifest, begin, current_version, final_id, locked, publish
from tests.conftest import ONE_SHEET
from tests.queries.test_build import made


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two versions of one small sheet."""
    store = tmp_path_factory.mktemp("sound") / "store"
    made(store, ONE_SHEET)
    made(store, ONE_SHEET, add=True)
    return store


@pytest.fixture
def store(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "store"))


def files_in(store: Path) -> list[Path]:
    return [path for path in sorted(store.rglob("*")) if path.is_file() and path.name != "build.lock"]


def flip(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= chance.randrange(1, 256)
    path.write_bytes(data)


def cut(path: Path, chance: random.Random) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: chance.randrange(len(data))])


def test_what_a_build_publishes_is_sound(store: Path) -> None:
    found = verify(store)
    assert (found.sound, found.answers, found.damages, found.leftovers) == (True, True, (), ())
    assert found.current == current_version(store).id
    assert len(found.versions) == 2


def test_looking_at_a_store_changes_none_of_its_bytes(store: Path) -> None:
    before = {path: path.read_bytes() for path in files_in(store)}
    verify(store)
    assert {path: path.read_bytes() for path in files_in(store)} == before


def test_every_one_of_300_flipped_bytes_and_cuts_is_found_and_its_file_named(store: Path) -> None:
    chance = random.Random(3)
    full = [path for path in files_in(store) if path.stat().st_size]
    small = [path for path in full if "db" not in path.parts]
    for number in range(300):
        path = chance.choice(small if number % 2 else full)
        before = path.read_bytes()
        (flip if number % 3 else cut)(path, chance)
        found = verify(store)
        name = path.relative_to(store).as_posix()
        assert not found.sound, f"{number}: {name}"
        assert any(name in (damage.file, damage.file.replace(".json", ".sha256")) for damage in found.damages)
        path.write_bytes(before)
    assert verify(store).sound


@pytest.mark.parametrize("name", ["MANIFEST.json", "current"])
def test_every_flipped_byte_of_the_small_files_is_found(store: Path, name: str) -> None:
    before = (store / name).read_bytes()
    for place in range(len(before)):
        (store / name).write_bytes(before[:place] + bytes((before[place] ^ 1 << place % 8,)) + before[place + 1 :])
        assert any(damage.file == name for damage in verify(store).damages)


def test_every_missing_file_is_found(store: Path) -> None:
    for path in files_in(store):
        if path.name == "MANIFEST.json":
            continue
        content = path.read_bytes()
        path.unlink()
        assert [damage.file for damage in verify(store).damages] == [path.relative_to(store).as_posix()]
        path.write_bytes(content)
    (store / "MANIFEST.json").unlink()
    assert "MANIFEST.json" in {damage.file for damage in verify(store).damages}


@pytest.mark.parametrize("place", [".", "versions", "versions/{}", "versions/{}/db", "versions/{}/shared"])
def test_every_extra_file_is_found(store: Path, place: str) -> None:
    path = store / place.format(current_version(store).id) / "letter.txt"
    path.write_text("拝啓", encoding="utf-8")
    assert [damage.file for damage in verify(store).damages] == [path.relative_to(store).as_posix()]


def test_damage_of_the_version_before_is_told_from_damage_of_what_answers(store: Path) -> None:
    now = current_version(store)
    (before,) = (path for path in (store / "versions").iterdir() if path.name != now.id)
    (before / "labels.sqlite").write_bytes(b"")
    assert (verify(store).sound, verify(store).answers) == (False, True)
    (now.path / "labels.sqlite").write_bytes(b"")
    assert verify(store).answers is False


def test_what_a_killed_build_left_is_no_damage(store: Path) -> None:
    now = current_version(store)
    (store / "versions" / "000009-abc.partial" / "db").mkdir(parents=True)
    shutil.copytree(now.path, store / "versions" / "000010-abc")
    (store / "current.new").write_text("0000", encoding="utf-8")
    found = verify(store)
    assert found.sound
    assert found.leftovers == ("versions/000009-abc.partial", "versions/000010-abc", "current.new")
    made(store, ONE_SHEET)
    assert verify(store).leftovers == ()


def test_a_database_that_holds_other_triples_than_the_manifest_says_is_found(tmp_path: Path) -> None:
    made(tmp_path / "store", ONE_SHEET)
    version = current_version(tmp_path / "store")
    documents = version.manifest().documents
    with locked(tmp_path / "store"):
        filled = begin(tmp_path / "store", "x")
        shutil.copytree(version.database, filled.database)
        manifest = Manifest(id=final_id(filled), created="", software="", base="https://x.org/", documents=documents)
        publish(tmp_path / "store", filled, manifest)
    reasons = [damage.reason for damage in verify(tmp_path / "store").damages]
    assert len(reasons) == 1
    assert "and the manifest says 0" in reasons[0]


@pytest.mark.parametrize("made_of", [[], ["versions"], ["build.lock"], ["letter.txt"]])
def test_a_folder_that_is_no_store_is_an_error(tmp_path: Path, made_of: list[str]) -> None:
    for name in made_of:
        (tmp_path / name).mkdir()
    with pytest.raises(NoStoreError, match="policygraph build"):
        verify(tmp_path)
    with pytest.raises(NoStoreError):
        verify(tmp_path / "absent")


def test_a_build_that_publishes_meanwhile_is_no_damage(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first look sees a version that the build then sweeps away."""
    looked: list[Callable[[], object]] = [lambda: made(store, ONE_SHEET)]
    file_damages = verify_module._file_damages

    def late(*arguments: object) -> object:
        if looked:
            looked.pop()()
        return file_damages(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(verify_module, "_file_damages", late)
    assert verify(store).sound


def test_a_damaged_store_is_mended_by_building_it_anew(store: Path) -> None:
    for name in ("current", "MANIFEST.json"):
        (store / name).write_bytes(b"\xff")
    for path in (store / "versions").iterdir():
        flip(path / "manifest.json", random.Random(1))
    made(store, ONE_SHEET)
    assert verify(store).answers
    made(store, ONE_SHEET)
    assert verify(store).sound


def test_versions_of_the_same_input_have_names_that_no_single_byte_tells_apart(store: Path) -> None:
    first, second = sorted(path.name for path in (store / "versions").iterdir() if VERSION_NAME.fullmatch(path.name))
    assert sum(one != other for one, other in zip(first, second, strict=True)) > 1
