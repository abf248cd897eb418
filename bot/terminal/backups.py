"""`summit backup` and `summit restore`: everything in the data folder in one file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal.options import AsJson
from bot.terminal.output import emit, prepare_streams
from bot.terminal.progress import watching
from bot.terminal.session import Session, session_of

if TYPE_CHECKING:
    from bot.backup.contents import Manifest

Target = Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")]
Archive = Annotated[Path, typer.Argument(metavar="FILE", help="What `summit backup` has written.")]
Overwrite = Annotated[bool, typer.Option("--force", metavar="", help="Overwrite the file where it is there already.")]
Replace = Annotated[bool, typer.Option("--force", metavar="", help="Replace all data that is there already.")]


def backup(context: typer.Context, file: Target, force: Overwrite = False, as_json: AsJson = False) -> None:
    """Save all libraries and the bot's own file in one file, while the bot goes on."""
    from bot.backup.occupancy import occupy
    from bot.backup.saving import back_up

    prepare_streams(as_json=as_json)
    data = _data(session_of(context))
    if not data.is_dir():
        raise typer.BadParameter(f"there is no folder {data}.", param_hint="--data")
    with occupy(data), watching("Backing up") as step:
        manifest = back_up(data, file, force=force, progress=lambda done, total: step(done, total, ""))
    _tell("Saved", manifest, file, as_json=as_json)


def restore(context: typer.Context, file: Archive, force: Replace = False, as_json: AsJson = False) -> None:
    """Put everything back as it was saved; the bot must not run."""
    from bot.backup.occupancy import alone
    from bot.backup.restoring import look
    from bot.backup.restoring import restore as put_back

    prepare_streams(as_json=as_json)
    data = _data(session_of(context))
    # What is refused at a look makes no data folder.
    look(file, data)
    with alone(data):
        manifest = put_back(file, data, force=force)
    _tell("Restored", manifest, file, as_json=as_json)


def _data(session: Session) -> Path:
    if session.server:
        raise typer.BadParameter("a backup holds all libraries: leave --server out.", param_hint="--server")
    return session.settings.data


def _tell(done: str, manifest: Manifest, file: Path, *, as_json: bool) -> None:
    if as_json:
        made = manifest.made.isoformat(timespec="seconds")
        emit({"path": str(file), "libraries": manifest.libraries, "bytes": manifest.size, "made": made})
        return
    libraries = "1 library" if manifest.libraries == 1 else f"{manifest.libraries:,} libraries"
    where = f"in {file}" if done == "Saved" else f"from {file}"
    typer.echo(f"{done} {libraries}, {manifest.size / 1e6:,.1f} MB, as of {manifest.made:%Y-%m-%d %H:%M} UTC, {where}.")
