/** The command {@code install}: writes an entry for this server into the configuration of MCP clients. */
package io.wirecause.cli.install;
