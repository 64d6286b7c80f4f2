/** A path or URL to a readable local file: allowed directories and hosts, download, decompression, file identity. */
package io.wirecause.source;
