from __future__ import annotations

from pathlib import Path

import pytest

from bot.desk.departing.aside import aside, delete_aside, folders, move_aside, put_back


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder with a shared library and those of servers 1 and 2."""
    for name in ("shared", "servers/1", "servers/2"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "library.db").write_text(name)
    return tmp_path


def held(data: Path) -> dict[str, str]:
    """Return all files by their path, those behind links too."""
    return {str(path.relative_to(data)): path.read_text() for path in sorted(data.rglob("library.db"))}


def test_folders_are_servers_by_their_ids_alone(data: Path) -> None:
    for name in ("0", "007", "backup", "3.departed", "-4", "٣"):
        (data / "servers" / name).mkdir()
    (data / "servers/5").write_text("no folder")
    assert folders(data) == {1, 2}
    assert folders(data / "nowhere") == aside(data / "nowhere") == set()


def test_a_folder_is_moved_aside_and_deleted(data: Path) -> None:
    move_aside(data, 1)
    assert (folders(data), aside(data)) == ({2}, {1})
    delete_aside(data, 1)
    assert (folders(data), aside(data)) == ({2}, set())
    assert held(data) == {"servers/2/library.db": "servers/2", "shared/library.db": "shared"}


def test_a_folder_is_put_back_as_it_was(data: Path) -> None:
    before = held(data)
    move_aside(data, 1)
    put_back(data, 1)
    assert (held(data), aside(data)) == (before, set())


def test_what_was_made_in_its_place_meanwhile_gives_way(data: Path) -> None:
    move_aside(data, 1)
    (data / "servers/1").mkdir()
    put_back(data, 1)
    assert held(data)["servers/1/library.db"] == "servers/1"


def test_what_is_not_there_is_neither_moved_nor_deleted_nor_put_back(data: Path) -> None:
    before = held(data)
    for act in (move_aside, put_back, delete_aside):
        act(data, 9)
    assert held(data) == before


def test_a_link_to_the_shared_library_is_deleted_and_not_followed(data: Path) -> None:
    (data / "servers/3").symlink_to(data / "shared")
    move_aside(data, 3)
    delete_aside(data, 3)
    assert not (data / "servers/3").is_symlink()
    assert held(data)["shared/library.db"] == "shared"


def test_a_link_inside_of_a_folder_is_deleted_and_not_followed(data: Path) -> None:
    (data / "servers/1/elsewhere").symlink_to(data / "shared")
    (data / "servers/1/file").symlink_to(data / "shared/library.db")
    move_aside(data, 1)
    delete_aside(data, 1)
    assert held(data) == {"servers/2/library.db": "servers/2", "shared/library.db": "shared"}


def test_a_link_that_leads_nowhere_is_deleted(data: Path) -> None:
    (data / "servers/3").symlink_to(data / "nowhere")
    move_aside(data, 3)
    assert aside(data) == {3}
    delete_aside(data, 3)
    assert aside(data) == set()


def test_what_an_earlier_deletion_has_left_goes_with_the_next(data: Path) -> None:
    move_aside(data, 1)
    (data / "servers/1").mkdir()
    move_aside(data, 1)
    assert [path.name for path in (data / "servers").iterdir() if list(path.iterdir())] == ["2"]
