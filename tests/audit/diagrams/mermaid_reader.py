"""A reader of the part of Mermaid's state diagrams that ours are written in, and a way to Mermaid's own parser.

The reader takes no line that the grammar of `stateDiagram-v2` does not have. Where node and Mermaid are installed (the
folder of their node_modules is named by SSCARD_MERMAID), the same files are read by Mermaid itself.
"""

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from attrs import frozen

STATE = re.compile(r'    state "(?P<label>[^"\n]*)" as (?P<id>\w+)', re.ASCII)
ARROW = re.compile(
    r"    (?P<source>\[\*\]|\w+) --> (?P<target>\w+)(?: : (?P<label>[^:;{}\"<>\n]*(?:<br/>[^:;{}\"<>\n]*)*))?",
    re.ASCII,
)
ENTITY = re.compile(r"#(\d+);")

PARSER = """
import { JSDOM } from 'jsdom';
import fs from 'fs';
const dom = new JSDOM('<!DOCTYPE html><body></body>');
globalThis.window = dom.window;
globalThis.document = dom.window.document;
const { default: mermaid } = await import('mermaid');
const read = [];
for (const text of JSON.parse(fs.readFileSync(0, 'utf8'))) {
  await mermaid.parse(text);
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  const { nodes, edges } = db.getData();
  read.push([nodes.map(each => each.id), edges.map(each => [each.start, each.end])]);
}
console.log(JSON.stringify(read));
"""


@frozen
class Read:
    """What was read: states by id, and arrows with their labels."""

    states: dict[str, str]
    arrows: list[tuple[str, str, str]]


def read_mermaid(text: str) -> Read:
    """Read a state diagram. Raises: ValueError, with the line."""
    first, *lines = text.splitlines()
    if first != "stateDiagram-v2":
        raise ValueError(f"no state diagram: {first!r}")
    read = Read({}, [])
    for line in lines:
        plain = ENTITY.sub(lambda entity: "\ue000" + entity[1] + "\ue001", line)
        state, arrow = STATE.fullmatch(plain), ARROW.fullmatch(plain)
        if state:
            read.states[state["id"]] = _decoded(state["label"])
        elif arrow:
            read.arrows.append((arrow["source"], arrow["target"], _decoded(arrow["label"] or "")))
        else:
            raise ValueError(f"no line of a state diagram: {line!r}")
    return read


def _decoded(text: str) -> str:
    return re.sub("\ue000(\\d+)\ue001", lambda entity: html.unescape(f"&#{entity[1]};"), text)


def mermaids_own() -> Path | None:
    """Return the folder with Mermaid itself, None where it is not installed."""
    folder = Path(os.environ.get("SSCARD_MERMAID", "")) / "node_modules" / "mermaid"
    return folder.parents[1] if shutil.which("node") and folder.is_dir() else None


def read_by_mermaid(texts: list[str], folder: Path) -> list[Any]:
    """Return ids and arrows of each text as Mermaid's own parser reads them."""
    script = folder / "sscard-reader.mjs"
    script.write_text(PARSER, "utf-8")
    done = subprocess.run(
        ["node", script.name],
        cwd=folder,
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    read: list[Any] = json.loads(done.stdout)
    return read
