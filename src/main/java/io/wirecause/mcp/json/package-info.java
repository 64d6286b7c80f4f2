/** JSON from and to records: schemas, arguments and answers of tools. Knows nothing of MCP's messages. */
package io.wirecause.mcp.json;
