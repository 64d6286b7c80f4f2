/** What the user decides who starts the server, on the command line or in the environment. */
package io.wirecause.mcp.options;
