"""Take the pictures of the README: `python docs/picture.py`, with Chromium on the machine.

`preview.png` and `draft.png` are of the page of `summit preview`, `answer.svg` is what `summit ask` prints.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from bot.terminal.answers import show_answer
from index import Answer, Library, read_paths

if TYPE_CHECKING:
    from playwright.sync_api import Page

HERE = Path(__file__).resolve().parent
QUESTIONS = ("Which songs were played?", "Who won the football match?")
COLUMNS = 92
FOLLOW_UP = QUESTIONS[1]
ADMIN = "Theo (admin)"
ARTICLE = """---
title: The lighthouse of Oxwick shines again
author: Ann Writer
date: 2026-02-03
---

Photograph: The harbour museum of Oxwick

The lighthouse of Oxwick was lit on Monday evening for the first time in eleven years.

“We have counted the nights,” said its keeper, Mara Lindqvist, who was given the key at six o'clock.

The repair took two summers and cost 840,000 crowns, most of which the town collected by itself.

More on lighthouses

- Forty lamps by the sea

Sign up for our newsletter
"""
WIDTH, HEIGHT, SCALE = 620, 1200, 2
COLOURS = 192
# What the page shows of itself has no place in a picture of the bot.
BARE = "#toolbar, #messages-sidebar, .history-button { display: none !important; }"


def main() -> None:
    """Write the pictures beside this file."""
    draw_answers(HERE / "answer.svg")
    with preview() as address, page_of(address) as page:
        ask(page, FOLLOW_UP)
        take(page, HERE / "preview.png")
        begin_draft(page)
        take(page, HERE / "draft.png", from_message=-1)


def draw_answers(path: Path) -> None:
    """Ask the seeds, and draw what the terminal shows."""
    console = Console(
        record=True, file=io.StringIO(), force_terminal=True, width=COLUMNS, highlight=False, markup=False, emoji=False
    )
    for answer in answers(QUESTIONS):
        console.print(f'$ summit ask "{answer.question}"', style="bold")
        show_answer(console, answer)
        console.print()
    console.save_svg(str(path), title="summit")


def answers(questions: Sequence[str]) -> list[Answer]:
    """Return what the seeds answer."""
    with tempfile.TemporaryDirectory(prefix="summit-picture-") as folder, Library.open(Path(folder)) as library:
        for _ in library.add_all(read_paths([HERE.parent / "seeds"])):
            pass
        return [library.ask(question) for question in questions]


@contextmanager
def preview() -> Iterator[str]:
    """Run `summit preview` on a folder of its own, and yield its address."""
    with tempfile.TemporaryDirectory(prefix="summit-picture-") as data:
        words = [sys.executable, "-m", "bot", "--data", data, "preview"]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=HERE.parent) as process:
            try:
                yield re.findall(r"http://\S+", process.stdout.readline() if process.stdout else "")[0]
            finally:
                process.terminate()


@contextmanager
def page_of(address: str) -> Iterator[Page]:
    """Open the page in a browser, and yield it once it shows the first answer."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-background-networking"]
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=SCALE, bypass_csp=True)
        page.goto(address)
        settle(page)
        yield page
        browser.close()


def take(page: Page, path: Path, from_message: int = 0) -> None:
    """Save what the channel shows from one message to the last."""
    style = page.add_style_tag(content=BARE)
    settle(page)
    shrink(page.screenshot(clip=channel(page, from_message)), path)
    style.evaluate("style => style.remove()")


def ask(page: Page, question: str) -> None:
    """Mention the bot in the channel, and wait for what it answers."""
    mention = re.findall(r"<@\d+>", page.locator("#channel-topic").text_content() or "")[0]
    page.locator("#channel-composer-input").fill(f"{mention} {question}")
    page.keyboard.press("Enter")
    page.locator(".embed-card").nth(1).wait_for()


def begin_draft(page: Page) -> None:
    """Give a file to `/articles add` as an admin, and wait for the draft."""
    page.get_by_label("Viewing as").select_option(label=ADMIN)
    settle(page)
    page.locator("#channel-composer-input").press_sequentially("/articles add")
    page.locator(".command-entry").filter(has=page.get_by_text("/articles add", exact=True)).click()
    page.locator(".command-suggestion[data-value=file]").click()
    file = {"name": "lighthouse.md", "mimeType": "text/markdown", "buffer": ARTICLE.encode()}
    page.locator(".command-file-input").set_input_files(file)
    page.locator("#send-message").click()
    page.get_by_role("button", name="Publish").wait_for()


def settle(page: Page) -> None:
    """Wait until the page takes questions; what is typed before that is lost."""
    page.wait_for_function("window.simcordPreview?.ready")
    page.wait_for_timeout(1000)


def channel(page: Page, from_message: int) -> dict[str, float]:
    """Return the rectangle from the top of a message, counted as Python does, to the end of the last one."""
    boxes = [box for message in page.locator(".channel-message").all() if (box := message.bounding_box())]
    top = boxes[from_message]["y"] - 8
    return {"x": 0, "y": top, "width": WIDTH, "height": boxes[-1]["y"] + boxes[-1]["height"] + 2 - top}


def shrink(png: bytes, path: Path) -> None:
    """Save a picture with few colours: a page of text needs no more, and the README loads faster."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)


if __name__ == "__main__":
    main()
