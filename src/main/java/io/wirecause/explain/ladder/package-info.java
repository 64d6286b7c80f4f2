/** The steps of a connection's life: kept in bounded memory while a capture is read, folded to as many as a person reads. */
package io.wirecause.explain.ladder;
