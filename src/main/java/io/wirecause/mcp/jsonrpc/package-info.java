/** JSON-RPC 2.0 as MCP uses it: messages, errors, and the requests of a client that are in progress. */
package io.wirecause.mcp.jsonrpc;
