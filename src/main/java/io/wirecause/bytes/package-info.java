/** A read-only view over bytes: bounds-checked reads, the byte order named at every read. */
package io.wirecause.bytes;
