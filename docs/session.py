#!/usr/bin/env python3
"""Draws docs/session.svg, the picture in the README, from real answers of the packaged server.

    mvn -q package -DskipTests && docs/session.py        # or: docs/session.py JAR

What a person asks and a model calls is written here; the words of the answers come from the server.
"""
import html
import json
import os
import subprocess
import sys
import textwrap

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
CAPTURE = os.path.join(ROOT, "testdata", "diagnosis", "faults", "bad_gateway_both_sides", "capture.pcap")
COLUMNS, SIZE, LINE, LEFT = 108, 13, 18, 18
COLOURS = {"ask": "#ffffff", "call": "#6cf", "text": "#c9d4df", "cause": "#ffb38a", "dim": "#7f8f9f", "good": "#8fd19e"}


def call(jar, tool, **arguments):
    given = [f"{key}={value}" for key, value in {"pcap_file": CAPTURE, **arguments}.items()]
    run = subprocess.run(["java", "-jar", jar, "call", tool, *given], capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def wrapped(kind, text, indent=0):
    return [(kind, " " * indent + line) for line in textwrap.wrap(text, COLUMNS - indent)]


def session(jar):
    diagnosis = call(jar, "diagnose_capture")
    lines = [("ask", "> Why do users of the shop get 502? The capture is /captures/shop.pcap"), ("", "")]
    lines += [("call", "diagnose_capture(pcap_file)")]
    lines += wrapped("cause", diagnosis["verdict"], 2)
    for cause in diagnosis["causes"]:
        lines += wrapped("text", f"who: {cause['who']}   since: {cause['since_seconds']:.3f} s   affected: {cause['affected']}   "
                         f"confidence: {cause['confidence']}", 2)
        lines += wrapped("text", f"frames: {', '.join(map(str, cause['frames']))}   display filter: {cause['display_filter']}", 2)
        lines += wrapped("dim", "otherwise: " + cause["otherwise"], 2)
    lines += wrapped("good", "healthy: " + "; ".join(diagnosis["healthy"]), 2)
    explained = call(jar, "explain_connection", connection=0)
    lines += [("", ""), ("call", "explain_connection(pcap_file, connection=0)")]
    lines += [("text", "  " + step[:COLUMNS - 2]) for step in explained["ladder"]]
    lines += wrapped("dim", explained["close"], 2)
    return lines


def svg(lines):
    width, height = LEFT * 2 + int(COLUMNS * SIZE * 0.602), LINE * (len(lines) + 2)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
           f'font-family="ui-monospace, Menlo, Consolas, monospace" font-size="{SIZE}">',
           f'<rect width="{width}" height="{height}" rx="10" fill="#12202e"/>']
    for number, (kind, text) in enumerate(lines):
        if text:
            out.append(f'<text x="{LEFT}" y="{LINE * (number + 1) + 10}" fill="{COLOURS[kind]}" xml:space="preserve">'
                       f'{html.escape(text)}</text>')
    return "\n".join(out + ["</svg>"]) + "\n"


if __name__ == "__main__":
    packaged = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "target", "wirecause.jar")
    with open(os.path.join(HERE, "session.svg"), "w", encoding="utf-8") as picture:
        picture.write(svg(session(packaged)))
