"""A backup from anywhere: what it must not hold is refused, and the data stays as it was."""

from __future__ import annotations

import gzip
import hashlib
import sqlite3
import tarfile
from pathlib import Path

import pytest

from bot.backup.contents import BackupError
from bot.backup.restoring import restore
from tests.bot.backup.making import answers, repacked, with_member

LINKS = (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE, tarfile.GNUTYPE_SPARSE)


def refused(archive: Path, data: Path, words: str) -> None:
    """Check that a restore is refused in these words, and that nothing has changed or is left."""
    before, names = answers(data), sorted(path.name for path in data.iterdir())
    with pytest.raises(BackupError, match=words):
        restore(archive, data, force=True)
    assert (answers(data), sorted(path.name for path in data.iterdir())) == (before, names)


def saved_as(files: dict[str, bytes], manifest: dict, name: str, content: bytes) -> None:
    """Put a file in, with its right size and hash in the manifest."""
    files[name] = content
    entry = {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    manifest["files"] = [*(one for one in manifest["files"] if one["name"] != name), entry]


@pytest.mark.parametrize(
    "name",
    ["../evil.db", "/tmp/evil.db", "servers/../bot.db", "servers/7/../../x", "shared/cache/x", ".env", "BOT.DB",
     "servers/x/library.db", "servers/7/library.db\n", "servers/٧/library.db"],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused(data, archive, name):
    refused(with_member(archive, tarfile.TarInfo(name), b"x"), data, "is no backup of Summit .it holds")
    assert not (data.parent / "evil.db").exists()


@pytest.mark.parametrize("kind", LINKS)
def test_what_is_no_plain_file_is_refused(data, archive, kind):
    member = tarfile.TarInfo("servers/9/library.db")
    member.type, member.linkname = kind, "/etc/passwd"
    refused(with_member(archive, member), data, "is not a plain file|is no backup of Summit")


def test_the_same_name_twice_is_refused(data, archive):
    refused(with_member(archive, tarfile.TarInfo("bot.db"), b"x"), data, "it holds 'bot.db' twice")


def test_a_changed_byte_is_noticed(data, archive):
    def change(files, _manifest):
        files["shared/library.db"] = files["shared/library.db"][:-1] + b"!"

    refused(
        repacked(archive, change), data, r"shared/library\.db in this backup is not what was saved \(another hash\)"
    )


def test_files_that_the_manifest_does_not_name_are_refused(data, archive):
    def change(_files, manifest):
        manifest["files"].pop()

    refused(repacked(archive, change), data, "it holds other files than its manifest says")


def test_a_size_that_the_manifest_does_not_name_is_refused(data, archive):
    def change(_files, manifest):
        manifest["files"][0]["bytes"] += 1

    refused(repacked(archive, change), data, "it holds other files than its manifest says")


@pytest.mark.parametrize(
    "broken",
    [{"files": 7}, {"format": "x"}, {"made": "yesterday"},
     {"files": [{"name": "../x", "bytes": 1, "sha256": "a" * 64}]},
     {"files": [{"name": "bot.db", "bytes": -1, "sha256": "a" * 64}]}],
)  # fmt: skip
def test_a_manifest_that_is_none_is_refused(data, archive, broken):
    refused(repacked(archive, lambda _files, manifest: manifest.update(broken)), data, "manifest")


def test_a_backup_without_a_file_is_none(data, archive):
    def change(files, manifest):
        files.clear()
        manifest["files"] = []

    refused(repacked(archive, change), data, "^It holds no files, so it is no backup")


def test_a_manifest_of_a_newer_version_is_refused(data, archive):
    changed = repacked(archive, lambda _files, manifest: manifest.update({"format": 2}))
    refused(changed, data, "made by a newer version of Summit: update Summit")


@pytest.mark.parametrize("name", ["bot.db", "shared/library.db"])
def test_a_database_of_a_newer_version_is_refused(data, archive, tmp_path, name):
    def change(files, manifest):
        (tmp_path / "newer.db").write_bytes(files[name])
        with sqlite3.connect(tmp_path / "newer.db") as connection:
            connection.execute("PRAGMA user_version = 99")
        saved_as(files, manifest, name, (tmp_path / "newer.db").read_bytes())

    refused(repacked(archive, change), data, "was written by a newer version of Summit: update Summit first")


def test_a_broken_database_with_the_right_hash_is_refused(data, archive):
    def change(files, manifest):
        content = files["shared/library.db"]
        saved_as(files, manifest, "shared/library.db", content[:8192] + bytes(4096) + content[12288:])

    refused(repacked(archive, change), data, r"shared/library\.db in .* cannot be restored")


@pytest.mark.parametrize("content", [b"", b"no database " * 900])
def test_a_file_that_is_no_database_is_refused(data, archive, content):
    changed = repacked(archive, lambda files, manifest: saved_as(files, manifest, "bot.db", content))
    refused(changed, data, r"bot\.db in .* cannot be restored")


def test_a_database_with_a_trigger_or_of_another_kind_is_refused(data, archive, tmp_path):
    def change(files, manifest):
        (tmp_path / "t.db").write_bytes(files["bot.db"])
        with sqlite3.connect(tmp_path / "t.db") as connection:
            connection.execute("CREATE TRIGGER evil AFTER INSERT ON vote BEGIN DELETE FROM vote; END")
        saved_as(files, manifest, "bot.db", (tmp_path / "t.db").read_bytes())

    def mixed(files, manifest):
        saved_as(files, manifest, "bot.db", files["shared/library.db"])

    refused(repacked(archive, change), data, "is no database of Summit")
    refused(repacked(archive, mixed), data, "is no database of Summit")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.999])
def test_a_backup_that_breaks_off_is_refused(data, archive, share):
    content = archive.read_bytes()
    archive.write_bytes(content[: int((len(content) - 10_240) * share)])
    refused(archive, data, "is no backup of Summit|breaks off")


@pytest.mark.parametrize("content", [b"", b"hello", b"\0" * 10_240, gzip.compress(b"\0" * 1_000_000, mtime=0)])
def test_a_file_that_is_no_backup_is_refused(data, tmp_path, content):
    (tmp_path / "b.tar").write_bytes(content)
    refused(tmp_path / "b.tar", data, "is no backup of Summit")


def test_a_file_that_is_not_there_is_told(data, tmp_path):
    refused(tmp_path / "nothing.tar", data, r"^There is no file .*nothing\.tar: name a backup")


@pytest.mark.parametrize("content", [None, b"hello"])
def test_what_is_no_backup_makes_no_data_folder(summit, tmp_path, content):
    archive = tmp_path / "b.tar"
    if content:
        archive.write_bytes(content)
    result = summit("--data", tmp_path / "new", "restore", archive)
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (1, "", 1)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("place", ["shared/mine.tar", "servers/7/cache/mine.tar", ".restore/mine.tar"])
def test_a_backup_that_a_restore_would_delete_is_refused(summit, data, archive, place):
    before = answers(data)
    (data / place).parent.mkdir(exist_ok=True)
    archive.rename(data / place)
    result = summit("--data", data, "restore", data / place, "--force")
    assert (result.exit_code, "mine.tar lies where a restore replaces everything: move it out" in result.stderr) == (
        1,
        True,
    )
    assert (data / place).is_file()
    (data / place).rename(archive)
    assert answers(data) == before


def test_a_backup_behind_a_link_is_looked_for_where_it_is(data, archive, tmp_path):
    archive.rename(data / "shared/mine.tar")
    (tmp_path / "link.tar").symlink_to(data / "shared/mine.tar")
    refused(tmp_path / "link.tar", data, r"link\.tar lies where a restore replaces everything")


def test_a_backup_beside_the_libraries_is_restored(data, archive):
    archive.rename(data / "mine.tar")
    assert restore(data / "mine.tar", data, force=True).libraries == 3
    assert (data / "mine.tar").is_file()
