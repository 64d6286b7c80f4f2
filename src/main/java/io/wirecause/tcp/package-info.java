/**
 * The TCP tools. {@code TcpAnalyzer} takes each packet to its connection; what is then known of connections becomes findings
 * ({@code findings}) and records of answers ({@code report}). The imports of the sub-packages go one way:
 * {@code segment} and {@code verdict}, then {@code endpoint}, then {@code connection}, then {@code findings} and {@code report}. What
 * Wireshark and Zeek show of a connection ({@code wireshark}, {@code zeek}) rests on {@code segment} alone.
 */
package io.wirecause.tcp;
