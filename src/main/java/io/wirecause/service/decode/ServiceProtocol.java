package io.wirecause.service.decode;

import java.util.function.Supplier;

/**
 * A protocol, or one way in which it is carried.
 *
 * @param name       as the argument {@code protocol} takes it, such as {@code postgresql}
 * @param title      as sentences name it
 * @param recogniser tells streams; null where it has none
 * @param streams    makes the decoder of a connection; null for a protocol that is only named
 * @param udpPorts   ports whose datagrams {@code datagrams} reads
 * @param datagrams  makes the decoder of datagrams; null where it has none
 * @param packets    makes what sees all packets; null where it needs none
 * @param silence    what to look at where a server gives no reply; null for what fits every protocol
 */
public record ServiceProtocol(String name, String title, Recogniser recogniser, StreamDecoder.Maker streams, int[] udpPorts,
                              Supplier<DatagramDecoder> datagrams, Supplier<PacketWatcher> packets, String silence) {
    private static final int[] NONE = {};

    /** One over TCP. */
    public static ServiceProtocol overTcp(String name, String title, Recogniser recogniser, StreamDecoder.Maker streams) {
        return new ServiceProtocol(name, title, recogniser, streams, NONE, null, null, null);
    }

    /** One over TCP that is recognised and not read. */
    public static ServiceProtocol named(String name, String title, Recogniser recogniser) {
        return new ServiceProtocol(name, title, recogniser, null, NONE, null, null, null);
    }

    /** One over UDP. */
    public static ServiceProtocol overUdp(String name, String title, Supplier<DatagramDecoder> datagrams, int... ports) {
        return new ServiceProtocol(name, title, null, null, ports, datagrams, null, null);
    }

    /** One that sees all packets. */
    public static ServiceProtocol ofPackets(String name, String title, Supplier<PacketWatcher> packets) {
        return new ServiceProtocol(name, title, null, null, NONE, null, packets, null);
    }

    /** One over TCP and UDP. */
    public static ServiceProtocol overBoth(String name, String title, Recogniser recogniser, StreamDecoder.Maker streams,
                                           Supplier<DatagramDecoder> datagrams, int... ports) {
        return new ServiceProtocol(name, title, recogniser, streams, ports, datagrams, null, null);
    }

    /** The same with something that sees all packets. */
    public ServiceProtocol watching(Supplier<PacketWatcher> watcher) {
        return new ServiceProtocol(name, title, recogniser, streams, udpPorts, datagrams, watcher, silence);
    }

    /** The same with what to look at where a server gives no reply. */
    public ServiceProtocol silent(String hint) {
        return new ServiceProtocol(name, title, recogniser, streams, udpPorts, datagrams, packets, hint);
    }
}
