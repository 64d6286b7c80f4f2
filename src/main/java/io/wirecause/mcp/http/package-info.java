/** MCP over HTTP, and who may speak to it. */
package io.wirecause.mcp.http;
