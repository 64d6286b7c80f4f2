/** The rules that turn connections into findings, from set-up to end, and what they share. */
package io.wirecause.tcp.findings;
