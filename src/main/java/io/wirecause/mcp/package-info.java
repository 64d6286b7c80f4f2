/** The MCP server: transport, tool registration, schemas and JSON. The only package that sees the MCP SDK or Jackson. */
package io.wirecause.mcp;
