/** MCP over standard input and output. */
package io.wirecause.mcp.stdio;
