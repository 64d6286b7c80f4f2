/** What the server offers a client through the MCP SDK: tools, prompts, resources, completions; and the client's roots. */
package io.wirecause.mcp.features;
