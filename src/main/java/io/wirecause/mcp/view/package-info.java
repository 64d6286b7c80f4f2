/** The page that people look at: a file of its own with a report in it, or the view of a chat that a host fills. */
package io.wirecause.mcp.view;
