/** From what a caller names to open captures: paths, folders, patterns and URLs. */
package io.wirecause.source.resolve;
