/**
 * The TCP tools. {@code TcpAnalyzer} takes each packet to its connection; what is then known of connections becomes findings
 * ({@code findings}) and records of answers ({@code report}).
 *
 * <p>The sub-packages import each other one way: {@code segment} and {@code verdict} stand alone, {@code endpoint} rests on
 * them, {@code connection} on {@code endpoint}, and {@code findings} and {@code report} on {@code connection}. What Wireshark
 * and Zeek show of a connection ({@code wireshark}, {@code zeek}) rests on {@code segment} alone. {@code carrier} is what the
 * protocols over TCP see of all this.
 */
package io.wirecause.tcp;
