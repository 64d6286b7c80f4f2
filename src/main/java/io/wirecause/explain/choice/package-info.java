/** Which connection or exchange is meant: by number, by frame, by its ends, or the worst one. */
package io.wirecause.explain.choice;
