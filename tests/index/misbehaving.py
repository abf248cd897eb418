"""A worker whose readers do what no reader should: started in the place of the real one."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator

from index.apart import serving
from index.errors import Unreadable
from index.ingest.items import read_item
from index.records import Item, Source

HEAVY = {"torch", "onnxruntime", "onnx", "faiss", "discord", "transformers", "tokenizers", "simcord"}
START = """
import json, socket, sys
sys.path = json.loads(sys.argv[1])
from tests.index.misbehaving import main
main(socket.socket(fileno=int(sys.argv[2])), 0)
"""


def main(orders: socket.socket, nice: int) -> None:
    serving.read_item = misread
    serving.allowance = lambda _size: 1.0
    os.environ.pop("LC_CTYPE", None)
    serving.main(orders, nice)


def misread(item: Item, most: int) -> Iterator[Source]:
    if item.name in WAYS:
        yield from read_item(Item("before.txt", b"It came before."), 1)
        WAYS[item.name](item)
    elif item.name == "told":
        yield Source("told", refusal=Unreadable(told()))
    else:
        yield from read_item(item, most)


def told() -> str:
    """Tell what this process has of ours, and may take."""
    import resource

    files = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    return repr((sorted(os.environ), sorted({name.split(".")[0] for name in sys.modules} & HEAVY), files))


def eat(_item: Item) -> None:
    held = []
    while True:
        held.append(bytearray(50_000_000))


def abort(_item: Item) -> None:
    ctypes.CDLL(None).abort()


def spin(_item: Item) -> None:
    while True:
        pass


def spin_in_c(_item: Item) -> None:
    import re

    re.match(r"(a+)+b", "a" * 60)


def sleep(_item: Item) -> None:
    time.sleep(600)


def killed(_item: Item) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def exit_at_once(_item: Item) -> None:
    os._exit(0)


def garble(_item: Item) -> None:
    for number in range(3, 9):
        try:
            os.write(number, b"\xff" * 64)
        except OSError:
            continue
    os._exit(0)


def leave(_item: Item) -> None:
    sys.exit("Traceback")


WAYS = {
    "eat": eat,
    "abort": abort,
    "spin": spin,
    "spin in c": spin_in_c,
    "sleep": sleep,
    "killed": killed,
    "exit": exit_at_once,
    "garble": garble,
    "leave": leave,
}
