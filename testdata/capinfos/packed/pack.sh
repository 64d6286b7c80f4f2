#!/usr/bin/env bash
# One capture in every compression, whole and damaged. Needs gzip, zstd, lz4, xz and coreutils.
set -euo pipefail
cd "$(dirname "$0")"
from=../told/capture.pcapng
mkdir -p gzip zstd lz4 xz gzip-members zstd-frames gzip-cut xz-cut gzip-checksum

gzip -9 -n -c "$from" > gzip/capture.pcapng.gz
zstd -q -19 -c "$from" > zstd/capture.pcapng.zst
lz4 -q -9 -c "$from" > lz4/capture.pcapng.lz4
xz -9 -c "$from" > xz/capture.pcapng.xz

# Members and frames one after the other, as tools that write in parts leave them.
half=$(($(stat -c %s "$from") / 2))
for part in "head -c $half" "tail -c +$((half + 1))"; do
    $part "$from" | gzip -9 -n
done > gzip-members/capture.pcapng.gz
for part in "head -c $half" "tail -c +$((half + 1))"; do
    $part "$from" | zstd -q -19
done > zstd-frames/capture.pcapng.zst

# Cut in transfer (of xz only the end, because its decoder takes a chunk whole or not at all); and one byte of the checksum at the end changed.
head -c 300 gzip/capture.pcapng.gz > gzip-cut/capture.pcapng.gz
size=$(stat -c %s xz/capture.pcapng.xz)
head -c $((size - 20)) xz/capture.pcapng.xz > xz-cut/capture.pcapng.xz
size=$(stat -c %s gzip/capture.pcapng.gz)
{ head -c $((size - 8)) gzip/capture.pcapng.gz; printf '\000'; tail -c 7 gzip/capture.pcapng.gz; } > gzip-checksum/capture.pcapng.gz
