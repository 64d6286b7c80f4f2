/**
 * MCP clients on this machine: where each keeps its configuration, and how an entry is read and written without touching the
 * rest.
 */
package io.wirecause.cli.client;
