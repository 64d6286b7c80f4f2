/**
 * A path or URL to a readable local file. This package holds what callers see: limits, policy, open captures and their identity.
 * Its sub-packages {@code temp}, {@code unpack} and {@code download} do the work, and {@code resolve} puts them together.
 */
package io.wirecause.source;
