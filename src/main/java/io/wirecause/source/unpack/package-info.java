/** Decompression of gzip, zstd, lz4 and xz, within limits, and as far as a damaged stream goes. */
package io.wirecause.source.unpack;
