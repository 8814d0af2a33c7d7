"""Commands over an endpoint say what they say over the store on disk, but for the name of the version."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policygraph.cli import main
from policygraph.queries.store import LocalStore
from tests.queries.remote.servers import oxigraph


def ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = main(arguments)
    told = capsys.readouterr()
    return status, re.sub(r"データ版 [\w-]+|[\w/.-]*/(disk|remote)\b", "", told.out + told.err)


def test_every_command_of_a_store_works_over_an_endpoint(
    tmp_path: Path, examples_store: LocalStore, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(examples_store.version.path.parent.parent)
    with oxigraph() as server:
        status, told = ran(
            capsys, "push", "--store", folder, "--endpoint", server.url, "--update-endpoint", server.update_url
        )
        assert status == 0
        assert "調書 3 件" in told
        places = (("disk", "--store", folder), ("remote", "--endpoint", server.url))
        for command in (
            ("query", "projects-of-measure", "measureCode=05-10", "--format", "table"),
            ("query", "findings", "--format", "json"),
            ("query", "-q", "ASK { ?s a pg:Sheet }"),
            ("query", "-q", "CONSTRUCT { ?s a pg:Sheet } WHERE { ?s a pg:Sheet ; pg:fileName ?f FILTER (?f > '06') }"),
            ("impact", "0536", "--depth", "2"),
            ("impact", "北海道"),
            ("impact", "産業振興課", "--if", "cut=30%", "--also", "0536"),
            ("impact", "--structure"),
            ("impact", "05-10", "--logic", "--format", "csv"),
            ("check", "--severity", "warning"),
        ):
            on_disk, remote = (outcome(capsys, command, place) for _, *place in places)
            assert on_disk == remote
        for suffix in (".nq", ".ttl", ".gexf", ""):
            for name, *place in places:
                assert main(("export", "--output", str(tmp_path / f"{name}{suffix}"), *place)) == 0
        for name, *place in places:
            assert main(("export", "panel", "--output", str(tmp_path / f"{name}-panel"), *place)) == 0
        assert main(("view", "0536", "--output", str(tmp_path / "view.html"), "--endpoint", server.url)) == 0
    assert (tmp_path / "remote.nq").read_bytes() == (tmp_path / "disk.nq").read_bytes()
    for table in sorted((tmp_path / "disk").iterdir()):
        assert (tmp_path / "remote" / table.name).read_bytes() == table.read_bytes()
    for table in sorted((tmp_path / "disk-panel").iterdir()):
        assert (tmp_path / "remote-panel" / table.name).read_bytes() == table.read_bytes()
    assert "0536" in (tmp_path / "view.html").read_text(encoding="utf-8")


def outcome(capsys: pytest.CaptureFixture[str], command: tuple[str, ...], place: list[str]) -> tuple[int, str]:
    return ran(capsys, *command, *place)


def test_an_endpoint_that_cannot_be_reached_is_one_line_and_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "findings", "--endpoint", "http://127.0.0.1:9/sparql?key=secret"]) == 2
    told = capsys.readouterr().err
    assert told == "policygraph: http://127.0.0.1:9/sparql：つながりません（接続を拒まれました）。\n"


def test_files_and_an_endpoint_are_not_checked_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "examples", "--endpoint", "http://127.0.0.1:9/"]) == 2
    assert "どちらか一方" in capsys.readouterr().err


def test_a_store_and_an_endpoint_are_not_asked_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["query", "findings", "--store", "x", "--endpoint", "http://127.0.0.1:9/"])
    assert stopped.value.code == 2
    assert "not allowed with" in capsys.readouterr().err
