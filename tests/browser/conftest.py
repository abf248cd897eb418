"""A real browser before a real preview: nothing here is played but Discord itself."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.acting import ADMIN, PATIENCE, messages, settle, view_as
from tests.conftest import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SHOTS = os.environ.get("SHOTS")
"""A folder for the pictures; without it they go where pytest keeps its files."""
# Without these, Chromium looks for Google's hosts at every start.
_QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the Chromium of the system; its end frees the thread for the event loops of other tests."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("there is no Chromium on this machine: install Debian's package chromium, or any other")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-quic", *_QUIET]
        )
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def preview(seeded: Path, command: list[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start `summit preview` as a person does, and return the address that it prints."""
    with started(command, seeded, tmp_path_factory.mktemp("preview")) as (process, address):
        yield address
        process.terminate()
        assert process.wait(PATIENCE) == 0


@contextmanager
def started(command: list[str], seeded: Path, data: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Yield the process of a preview, on seeds that are added already, and its address."""
    shutil.copytree(seeded / "shared", data / "preview/shared")
    words = [*command, "--data", str(data), "preview"]
    environment = {**os.environ, "SUMMIT_LOG": "warning", "SUMMIT_COOLDOWN": "0"}
    with subprocess.Popen(words, stdout=subprocess.PIPE, cwd=ROOT, text=True, env=environment) as process:
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found, process.wait(PATIENCE)
        try:
            yield process, found[0]
        finally:
            process.kill()


@pytest.fixture
def page(browser: Browser, preview: str) -> Iterator[Page]:
    """Open the preview in a fresh browser; whatever the page complains of is a failure."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened, complaints = context.new_page(), []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.set_default_timeout(PATIENCE * 1000)
    opened.goto(preview)
    settle(opened)
    yield opened
    context.close()
    assert complaints == []


@pytest.fixture
def admin(page: Page) -> Page:
    """Look at the page as an admin."""
    view_as(page, ADMIN)
    return page


@pytest.fixture
def shoot(page: Page, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[None]:
    """Take a picture of how a test leaves the page."""
    yield
    if messages(page).count():
        messages(page).last.scroll_into_view_if_needed()
    folder = Path(SHOTS or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{request.node.name}.png")
