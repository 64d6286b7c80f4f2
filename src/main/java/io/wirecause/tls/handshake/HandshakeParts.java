package io.wirecause.tls.handshake;

import io.wirecause.analysis.collect.LruMap;
import io.wirecause.bytes.ByteView;
import io.wirecause.tls.certificate.CertificateChain;
import io.wirecause.tls.certificate.CertificateReader;
import io.wirecause.tls.message.ClientHello;
import io.wirecause.tls.message.ClientOffer;
import io.wirecause.tls.message.CodeList;
import java.util.List;
import java.util.Map;

/** The parts that many handshakes have in common, each kept once: what clients of a kind offer, and chains of certificates. */
final class HandshakeParts {
    private static final int MOST_OFFERS = 1_024;
    private static final int OLD_HEADER = 9;
    private static final int OLD_CIPHER = 3;

    private final Map<ClientOffer, ClientOffer> offers = new LruMap<>(MOST_OFFERS);
    private final CertificateReader certificates = new CertificateReader();

    CertificateChain chain(ByteView body) {
        return certificates.read(body);
    }

    /** The hello with its offer shared with all that are equal. */
    ClientHello shared(ClientHello hello) {
        ClientOffer offer = offers.computeIfAbsent(hello.offer(), same -> same);
        return new ClientHello(offer, hello.size(), hello.serverName(), hello.randomStart(), hello.sessionId(),
                hello.ticketLength(), hello.identities(), hello.earlyData(), hello.cookieLength(), hello.problem());
    }

    /** A hello in the form of SSL 2.0, from its type on; ciphers of SSL 2.0 alone are left out. */
    ClientHello oldHello(ByteView hello) {
        int length = hello.u16be(3);
        int[] ciphers = new int[length / OLD_CIPHER];
        int count = 0;
        for (int i = 0; i < ciphers.length; i++) {
            int at = OLD_HEADER + i * OLD_CIPHER;
            if (hello.u8(at) == 0) {
                ciphers[count++] = hello.u16be(at + 1);
            }
        }
        ClientOffer offer = new ClientOffer(hello.u16be(1), CodeList.EMPTY, CodeList.of(java.util.Arrays.copyOf(ciphers, count)),
                CodeList.EMPTY, CodeList.EMPTY, CodeList.EMPTY, CodeList.EMPTY, CodeList.EMPTY, List.of(), false, false);
        return shared(new ClientHello(offer, hello.length(), null, 0, 0, -1, 0, false, 0, null));
    }
}
