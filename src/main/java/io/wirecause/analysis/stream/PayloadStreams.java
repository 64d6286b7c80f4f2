package io.wirecause.analysis.stream;

import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.ToolContext;
import io.wirecause.bytes.ByteView;
import io.wirecause.flow.TcpStreams;
import io.wirecause.packet.Packet;

/**
 * The payload of TCP connections in order, for analyzers of protocols over TCP. Each direction is offered to a
 * {@link Chooser} with its first bytes, and with the {@code tcp.stream} of its connection and who is client and server;
 * a direction that is not wanted costs one look-up a packet from then on. Retransmissions and overlaps are removed,
 * segments out of order are put in order, and bytes that the capture lacks are reported as gaps.
 *
 * <p>After the pass {@link #finish} hands out what still waits. Several analyzers of one call can share the work ({@link
 * Source#in}).
 */
public final class PayloadStreams implements Analyzer {
    private final Chooser chooser;
    private final StreamTable table;

    /** Decides which directions are read and by what. */
    public interface Chooser {
        /**
         * Asked once a direction, when its first bytes are there.
         *
         * @param direction who speaks to whom
         * @param first     the first bytes, at least one; a reader gets them again through {@link StreamReader#data}
         * @return what reads the direction from here on, those bytes first; null where it is not wanted
         */
        StreamReader open(StreamDirection direction, ByteView first);

        /**
         * Told of a direction without any byte in the capture when its connection ends, where the other side acknowledged
         * some.
         *
         * @param bytes how many, at least 2
         */
        default void unseen(StreamDirection direction, long bytes) {
        }

        /**
         * Told of bytes that are missing before the first ones in the capture, once those are there; {@link #open} follows.
         *
         * @param bytes how many
         */
        default void missingBeforeFirst(StreamDirection direction, long bytes) {
        }
    }

    /** Where an analyzer gets its streams from. */
    @FunctionalInterface
    public interface Source {
        /** Streams as the chooser wants them. */
        PayloadStreams streams(Chooser chooser);

        /** Streams that all analyzers of a call share, so that each connection is put in order once. */
        static Source in(ToolContext context) {
            return chooser -> new PayloadStreams(chooser, context.shared().get(StreamTable.class,
                    () -> new StreamTable(numbers(context))));
        }

        /**
         * Streams of the analyzer's own.
         *
         * @param maxConnections connections remembered at most; segments of further ones are counted only
         */
        static Source of(int maxConnections) {
            return chooser -> new PayloadStreams(chooser, new StreamTable(new TcpStreams(maxConnections)));
        }
    }

    private PayloadStreams(Chooser chooser, StreamTable table) {
        this.chooser = chooser;
        this.table = table;
        table.add(chooser);
    }

    /** The numbers of connections, which all who follow the connections of a call share. */
    public static TcpStreams numbers(ToolContext context) {
        return context.shared().get(TcpStreams.class, () -> new TcpStreams(context.limits().maxConnections()));
    }

    /** The next packet. Shared streams take it in when the last of those who share them passes it on. */
    @Override
    public void packet(Packet packet) {
        if (table.isLast(chooser)) {
            table.packet(packet);
        }
    }

    /**
     * Hands out all that still waits, holes as gaps, and ends every reader. To be called after the pass. Of those who share
     * streams the first call does it for all.
     */
    public void finish() {
        table.finish();
    }

    /** Segments of connections beyond the limit, which were not read. */
    public long untracked() {
        return table.untracked();
    }
}
