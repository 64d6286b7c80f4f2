/** One call of a tool: arguments in, answer out, with time limit, progress, cancellation and a cache of results. */
package io.wirecause.mcp.call;
