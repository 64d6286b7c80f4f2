/** Capture file formats, read without copying: pcap and pcapng as one sequence of frames. */
package io.wirecause.capture;
