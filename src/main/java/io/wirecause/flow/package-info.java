/** The 4-tuple of a conversation and the map from it, free of direction and of allocation. */
package io.wirecause.flow;
