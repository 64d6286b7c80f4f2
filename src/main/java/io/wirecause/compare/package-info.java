/** Compares two captures: of the same traffic at two points, or of the same services at two times. */
package io.wirecause.compare;
