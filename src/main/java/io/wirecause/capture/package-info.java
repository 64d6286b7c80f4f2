/** Capture file formats: pcap, pcapng and snoop, read through a window as one sequence of frames without an object a frame. */
package io.wirecause.capture;
