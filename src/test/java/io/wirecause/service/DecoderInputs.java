package io.wirecause.service;

import io.wirecause.bytes.ByteView;
import io.wirecause.report.UserFacingException;
import io.wirecause.service.decode.DatagramDecoder;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.ServiceProtocol;
import io.wirecause.service.decode.StreamDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Gives any bytes to the decoders of services: what a fuzzer makes, and what captures hold. */
public final class DecoderInputs {
    private static final int GAP = 0x40;
    private static final int SERVER = 0x80;
    private static final int LENGTH = 0x3f;

    /** The one protocol that is played whatever an input says, by its name; -1 for none. */
    private static final int ONLY = indexOf(System.getProperty("wirecause.fuzz.protocol"));

    private DecoderInputs() {
    }

    /**
     * Plays an input: its first byte chooses the protocol, then come pieces of a conversation, each with a byte before it: who
     * speaks, whether bytes are missing, and the length, 1 to 63, or 0 for 512.
     */
    public static void play(byte[] input) {
        if (input.length < 2) {
            return;
        }
        ServiceProtocol protocol = ServiceProtocols.ALL.get(ONLY >= 0 ? ONLY : (input[0] & 0xff) % ServiceProtocols.ALL.size());
        EventLog events = new EventLog();
        StreamDecoder decoder = protocol.streams() == null ? null : protocol.streams().make(events);
        DatagramDecoder datagrams = protocol.datagrams() == null ? null : protocol.datagrams().get();
        boolean more = true;
        for (int at = 1; at + 1 < input.length && more; ) {
            int how = input[at++];
            int wanted = (how & LENGTH) == 0 ? 512 : how & LENGTH;
            ByteView piece = ByteView.of(input).slice(at, Math.min(wanted, input.length - at));
            at += piece.length();
            boolean fromClient = (how & SERVER) == 0;
            if (protocol.recogniser() != null) {
                protocol.recogniser().match(new Opening(fromClient ? piece : new ByteView(), fromClient ? new ByteView() : piece,
                        wanted * 100, (how & GAP) == 0));
            }
            if (datagrams != null) {
                give(datagrams, fromClient, piece, events);
            }
            if (decoder != null) {
                more = ((how & GAP) == 0 || decoder.gap(fromClient, wanted)) && decoder.data(fromClient, piece, at, at);
            }
        }
        if (decoder != null && more) {
            decoder.end();
        }
    }

    private static void give(DatagramDecoder decoder, boolean fromClient, ByteView piece, EventLog events) {
        try {
            if (decoder.answersFromOtherPorts() || decoder.sender(piece, 50_000, 123) != DatagramDecoder.Sender.FOREIGN) {
                decoder.datagram(fromClient, piece, events);
            }
        } catch (IndexOutOfBoundsException shorterThanItSays) {
            events.malformed();
        }
    }

    /** Seeds: short dialogues, one for each protocol, that at least begin as its connections do. */
    public static byte[] seed(int protocol, String client, String server) {
        byte[] asked = client.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        byte[] told = server.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        byte[] seed = new byte[3 + asked.length + told.length];
        seed[0] = (byte) protocol;
        seed[1] = (byte) (SERVER | told.length & LENGTH);
        System.arraycopy(told, 0, seed, 2, told.length);
        seed[2 + told.length] = (byte) (asked.length & LENGTH);
        System.arraycopy(asked, 0, seed, 3 + told.length, asked.length);
        return seed;
    }

    private static int indexOf(String name) {
        List<String> names = names();
        if (name != null && !names.contains(name)) {
            throw new IllegalArgumentException("no protocol " + name + " among " + names);
        }
        return names.indexOf(name);
    }

    /** The names of those that a decoder reads. */
    public static List<String> names() {
        return ServiceProtocols.ALL.stream().map(ServiceProtocol::name).toList();
    }

    /** What the lab's clients and servers said, as inputs; of one protocol where only that is played. */
    public static List<byte[]> conversations() throws IOException, UserFacingException {
        List<byte[]> all = new ArrayList<>();
        for (LabConversations.Conversation conversation : LabConversations.all()) {
            ServiceProtocol spoken = conversation.protocol();
            int protocol = spoken == null ? -1 : ServiceProtocols.ALL.indexOf(spoken);
            if (protocol >= 0 && (ONLY < 0 || protocol == ONLY)) {
                ByteArrayOutputStream input = new ByteArrayOutputStream();
                input.write(protocol);
                for (LabConversations.Said said : conversation.said()) {
                    for (int at = 0; at < said.bytes().length; at += LENGTH) {
                        int length = Math.min(LENGTH, said.bytes().length - at);
                        input.write((said.fromClient() ? 0 : SERVER) | length);
                        input.write(said.bytes(), at, length);
                    }
                }
                all.add(input.toByteArray());
            }
        }
        return all;
    }

    /** How many protocols there are. */
    public static int protocols() {
        return ServiceProtocols.ALL.size();
    }
}
