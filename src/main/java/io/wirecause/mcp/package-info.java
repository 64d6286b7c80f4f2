/**
 * The MCP server, in sub-packages that import each other one way: {@code options} and {@code json} stand alone; {@code call} runs
 * tools; {@code features} offers them through the MCP SDK; {@code stdio} and {@code http} are the transports. Only here are
 * the MCP SDK and Jackson used.
 */
package io.wirecause.mcp;
