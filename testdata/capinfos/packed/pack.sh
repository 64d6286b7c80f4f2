#!/usr/bin/env bash
# One capture in every compression, whole and damaged. Needs gzip, zstd, lz4, xz and coreutils.
set -euo pipefail
cd "$(dirname "$0")"
from=../told.pcapng

gzip -9 -n -c "$from" > gzip.pcapng.gz
zstd -q -19 -c "$from" > zstd.pcapng.zst
lz4 -q -9 -c "$from" > lz4.pcapng.lz4
xz -9 -c "$from" > xz.pcapng.xz

# Members and frames one after the other, as tools that write in parts leave them.
half=$(($(stat -c %s "$from") / 2))
for part in "head -c $half" "tail -c +$((half + 1))"; do
    $part "$from" | gzip -9 -n
done > gzip-members.pcapng.gz
for part in "head -c $half" "tail -c +$((half + 1))"; do
    $part "$from" | zstd -q -19
done > zstd-frames.pcapng.zst

# Cut in transfer (of xz only the end, because its decoder takes a chunk whole or not at all); and one byte of the checksum at the end changed.
head -c 300 gzip.pcapng.gz > gzip-cut.pcapng.gz
size=$(stat -c %s xz.pcapng.xz)
head -c $((size - 20)) xz.pcapng.xz > xz-cut.pcapng.xz
size=$(stat -c %s gzip.pcapng.gz)
{ head -c $((size - 8)) gzip.pcapng.gz; printf '\000'; tail -c 7 gzip.pcapng.gz; } > gzip-checksum.pcapng.gz
