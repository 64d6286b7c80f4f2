/** The packets themselves: those behind a finding, listed, taken apart, followed as text, or written to a small capture. */
package io.wirecause.packets;
