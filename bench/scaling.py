#!/usr/bin/env python3
"""Shows how the cost of analyze_tcp_connections grows: scaling.py BASES OUT.csv OUT.svg   (Linux, Python 3 standard library, Java)

Two series of captures: one has more and more packets of few connections (short.pcap of make-captures.sh, repeated), the other more and more connections
(many.pcap). Of each, the CPU time of a warm call, median of three, and the memory held: the most that the heap kept after a collection while
a fresh process with a small young generation answered the same.
"""
import csv
import os
import re
import statistics
import subprocess
import sys
import tempfile

import run

TOOL = "analyze_tcp_connections"
SERIES = {"packets": ("short", (40, 80, 160, 320)), "connections": ("many", (35, 70, 140, 280))}
CALLS = 3
SMALL_YOUNG = ["-XX:+UseSerialGC", "-Xmn8m", "-Xmx2g"]
WIDTH, HEIGHT, LEFT, TOP, GAP = 300, 190, 70, 40, 110


def held(path, jar):
    """Megabytes."""
    log = path + ".log"
    run.program(["java", *SMALL_YOUNG, f"-Xlog:gc:file={log}", "-jar", jar, "call", TOOL, f"pcap_file={path}"])
    with open(log) as lines:
        return max(int(after) for after in re.findall(r"\d+M->(\d+)M", lines.read()))


def point(base, megabytes, folder, jar):
    """Packets, connections, seconds, megabytes."""
    path = os.path.join(folder, "scaling.pcap")
    subprocess.run([sys.executable, os.path.join(run.HERE, "repeat.py"), base, str(megabytes), path], check=True)
    server = run.Warm(["java", "-jar", jar])
    packets = server.warm_up(TOOL, path, {})
    seconds = statistics.median(server.call(TOOL, path, {})[0][1] for _ in range(CALLS))
    connections = server.ask("tools/call", {"name": TOOL, "arguments": {"pcap_file": path, "limit": 1}})["structuredContent"]["summary"]
    server.end()
    memory = held(path, jar)
    os.remove(path)
    return packets, connections["total_connections"], seconds, memory


def panel(at, title, unit, points, most):
    """One plot: points against a straight line from the origin to the last of them; the axis of both plots of a kind goes up to the same."""
    left, top = at
    right, upper = max(x for x, _ in points) * 1.05, most * 1.15
    place = [(left + WIDTH * x / right, top + HEIGHT * (1 - y / upper)) for x, y in points]
    yield f'<text x="{left}" y="{top - 12}" font-weight="bold">{title}</text>'
    yield f'<path d="M{left},{top} V{top + HEIGHT} H{left + WIDTH}" stroke="#444" fill="none"/>'
    yield (f'<line x1="{left}" y1="{top + HEIGHT}" x2="{place[-1][0]:.1f}" y2="{place[-1][1]:.1f}" stroke="#bbb" stroke-dasharray="4 3"/>')
    yield f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in place)}" fill="none" stroke="#06c"/>'
    for (x, y), (px, py) in zip(points, place):
        yield f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3.5" fill="#06c"/>'
        yield f'<text x="{px:.1f}" y="{top + HEIGHT + 16}" text-anchor="middle">{x:g}</text>'
        yield f'<text x="{px - 6:.1f}" y="{py - 7:.1f}" text-anchor="end" fill="#06c">{y:g}</text>'
    yield f'<text x="{left + WIDTH / 2}" y="{top + HEIGHT + 34}" text-anchor="middle">{unit}</text>'


def plot(rows):
    panels, most_seconds, most_memory = [], max(row[3] for row in rows), max(row[4] for row in rows)
    for line, (series, unit, scale) in enumerate((("packets", "million packets", 1e6), ("connections", "thousand connections", 1e3))):
        of = [row for row in rows if row[0] == series]
        xs = [round(row[1 if series == "packets" else 2] / scale, 2) for row in of]
        top = TOP + line * (HEIGHT + GAP)
        panels += panel((LEFT, top), f"CPU-seconds by {series}", unit, [(x, round(row[3], 2)) for x, row in zip(xs, of)], most_seconds)
        panels += panel((LEFT + WIDTH + GAP, top), f"MB of heap held, by {series}", unit, [(x, row[4]) for x, row in zip(xs, of)], most_memory)
    width, height = LEFT + 2 * WIDTH + GAP + 40, TOP + 2 * (HEIGHT + GAP)
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
                      f'<rect width="{width}" height="{height}" fill="white"/>', *panels, "</svg>", ""])


def main(bases, table, picture):
    jar = os.environ.get("JAR", os.path.join(run.HERE, "..", "target", "wirecause.jar"))
    rows = []
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        for series, (base, sizes) in SERIES.items():
            for megabytes in sizes:
                rows.append((series, *point(os.path.join(bases, base + ".pcap"), megabytes, folder, jar)))
                print(*rows[-1], flush=True)
    with open(table, "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("series", "packets", "connections", "cpu_seconds", "heap_held_mb"))
        writer.writerows((*row[:3], f"{row[3]:.3f}", row[4]) for row in rows)
    with open(picture, "w") as out:
        out.write(plot(rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
