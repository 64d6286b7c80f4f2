package io.wirecause.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.LabConversations.Conversation;
import io.wirecause.service.LabConversations.Said;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.ServiceProtocol;
import io.wirecause.service.decode.StreamDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every decoder takes any bytes: those of other protocols, cut, changed, with holes; and none tells a password. */
class HostileServicesTest {
    private static final int ROUNDS = 2;
    private static final List<String> SECRETS = List.of("of-anna", "of-bert", "of-redis", "wrong-password", "secret",
            "wonderland");

    private static List<Conversation> conversations;

    @BeforeAll
    static void listen() throws Exception {
        conversations = LabConversations.all();
        assertTrue(conversations.size() > 60, "captures are missing");
    }

    private static void play(ServiceProtocol protocol, List<Said> said, Random random, EventLog events) {
        StreamDecoder decoder = protocol.streams().make(events);
        boolean more = true;
        for (int i = 0; i < said.size() && more; i++) {
            byte[] bytes = random == null ? said.get(i).bytes() : ServiceScene.damaged(said.get(i).bytes(), random);
            boolean fromClient = said.get(i).fromClient() ^ (random != null && random.nextInt(20) == 0);
            if (random != null && random.nextInt(8) == 0) {
                more = decoder.gap(fromClient, 1 + random.nextInt(2_000));
            }
            for (int at = 0; at < bytes.length && more; ) {
                int count = random == null ? bytes.length : 1 + random.nextInt(bytes.length - at);
                more = decoder.data(fromClient, ByteView.of(bytes).slice(at, Math.min(count, bytes.length - at)), i + 1, i);
                at += count;
            }
        }
        if (more) {
            decoder.end();
        }
    }

    @Test
    void shouldTakeAnyBytes() {
        Random random = new Random(20);
        EventLog events = new EventLog();
        for (ServiceProtocol protocol : ServiceProtocols.ALL) {
            for (int round = 0; protocol.streams() != null && round < ROUNDS; round++) {
                for (Conversation conversation : conversations) {
                    play(protocol, conversation.said(), random, events);
                }
            }
        }
        assertTrue(events.count > 10_000, "decoders tell nothing: " + events.count);
    }

    @Test
    void shouldRecogniseAnyBytesWithoutFail() {
        Random random = new Random(21);
        int matches = 0;
        for (int i = 0; i < 20_000; i++) {
            List<Said> said = conversations.get(random.nextInt(conversations.size())).said();
            byte[] client = ServiceScene.damaged(said.get(random.nextInt(said.size())).bytes(), random);
            byte[] server = random.nextInt(3) == 0 ? new byte[0] : said.get(random.nextInt(said.size())).bytes();
            Opening opening = new Opening(ByteView.of(client), ByteView.of(server), random.nextInt(70_000), random.nextBoolean());
            for (ServiceProtocol protocol : ServiceProtocols.ALL) {
                matches += protocol.recogniser() != null && protocol.recogniser().match(opening) > 0 ? 1 : 0;
            }
        }
        assertTrue(matches > 1_000);
    }

    /** What is told of a conversation whose bytes come in pieces of this many; of mirrored ones the server begins. */
    private static String told(ServiceProtocol protocol, List<Said> all, int size, boolean mirrored) {
        EventLog events = new EventLog();
        StreamDecoder decoder = protocol.streams().make(events);
        boolean more = true;
        for (Said said : all) {
            for (int at = 0; at < said.bytes().length && more; at += size) {
                int length = Math.min(size, said.bytes().length - at);
                more = decoder.data(said.fromClient() ^ mirrored, ByteView.of(said.bytes()).slice(at, length), 1, 1);
            }
        }
        if (more) {
            decoder.end();
        }
        return events.text.toString();
    }

    @Test
    void shouldReadTheSameWhereverSegmentsEnd() {
        Set<String> read = new TreeSet<>();
        List<String> different = new ArrayList<>();
        for (Conversation conversation : conversations) {
            ServiceProtocol protocol = conversation.protocol();
            if (protocol == null) {
                continue;
            }
            String whole = told(protocol, conversation.said(), 1 << 16, false);
            for (int size : new int[] {1, 2, 3, 7, 100}) {
                String pieces = told(protocol, conversation.said(), size, false);
                if (!pieces.equals(whole)) {
                    different.add(protocol.name() + " in pieces of " + size + ":\n" + pieces + "instead of\n" + whole);
                }
            }
            told(protocol, conversation.said(), 7, true);
            if (!whole.isEmpty()) {
                read.add(protocol.name());
            }
        }
        assertTrue(read.size() > 20, "protocols are missing: " + read);
        assertEquals(List.of(), different);
    }

    @Test
    void shouldNeverTellAPassword() {
        for (ServiceProtocol protocol : ServiceProtocols.ALL) {
            for (Conversation conversation : conversations) {
                if (protocol.streams() != null) {
                    EventLog events = new EventLog();
                    play(protocol, conversation.said(), null, events);
                    assertEquals(List.of(), SECRETS.stream().filter(events.text.toString()::contains).toList(), protocol.name()
                            + ": " + events.text);
                }
            }
        }
    }

    @Test
    void shouldHoldABoundedPartOfEndlessInput() {
        byte[] endless = new byte[20_000];
        for (ServiceProtocol protocol : ServiceProtocols.ALL) {
            for (int value : new int[] {0, 'A', '*', 0xff, '\n'}) {
                if (protocol.streams() == null) {
                    continue;
                }
                java.util.Arrays.fill(endless, (byte) value);
                StreamDecoder decoder = protocol.streams().make(new EventLog());
                for (int i = 0; i < 40 && decoder.data(i % 2 == 0, ByteView.of(endless), i + 1, i); i++) {
                    assertTrue(i < 40);
                }
            }
        }
    }
}
