package io.wirecause.tls;

import io.wirecause.report.Durations;
import io.wirecause.report.WireText;
import io.wirecause.tls.certificate.CertificateChain;
import io.wirecause.tls.certificate.CertificateView;
import io.wirecause.tls.handshake.Flights;
import io.wirecause.tls.handshake.Handshake;
import io.wirecause.tls.handshake.Step;
import io.wirecause.tls.handshake.Timing;
import io.wirecause.tls.message.ClientHello;
import io.wirecause.tls.message.ClientOffer;
import io.wirecause.tls.message.CodeList;
import io.wirecause.tls.message.Fingerprint;
import io.wirecause.tls.message.Registry;
import io.wirecause.tls.stream.Moment;
import io.wirecause.tls.stream.Prelude;
import java.util.ArrayList;
import java.util.List;

/** Makes the records of answers: short ones, or all that is known. */
final class HandshakeRecords {
    private static final int NAMES = 5;
    private static final int NAMES_DETAILED = 30;
    private static final int ALPN_LENGTH = 32;

    private final boolean detailed;

    HandshakeRecords(boolean detailed) {
        this.detailed = detailed;
    }

    TlsHandshakeRecord of(Handshake h) {
        Moment first = h.first();
        boolean odd = h.outcome().isFailed();
        return new TlsHandshakeRecord(h.stream() < 0 ? null : h.stream(), transport(h), h.client().toString(), h
                .server().toString(),
                h.serverName(), h.outcome().label(), h.why(), h.step().label(),
                h.prelude().kind() == Prelude.Kind.NONE ? null : h.prelude().words(), first == null ? frame(h) : first.frame(),
                HandshakeWords.version(h), h.choice() == null ? null : Registry.CIPHER.name(h.choice().cipher()),
                h.group() < 0 ? null : Registry.GROUP.name(h.group()), alpn(h), HandshakeWords.alert(h.alert()), earlyData(h),
                clientCertificate(h), times(h.timing()), h.serverChain() == null ? null : chain(h),
                h.hello() == null || !detailed && !odd ? null : offer(h));
    }

    private static long frame(Handshake h) {
        return h.alert() != null ? h.alert().moment().frame() : h.flights().plainAt() != null ? h.flights().plainAt().frame() : 0;
    }

    private static String transport(Handshake h) {
        return switch (h.carrier()) {
            case TCP -> "tls";
            case DTLS -> "dtls";
            case QUIC -> "quic";
        };
    }

    private static String alpn(Handshake h) {
        if (h.choice() != null && h.choice().alpn() != null) {
            return WireText.clean(h.choice().alpn(), ALPN_LENGTH);
        }
        boolean hidden = h.choice() == null || h.isEncryptedEarly();
        return h.hello() == null || h.hello().offer().alpn().isEmpty() || !hidden ? null
                : "offered " + String.join(", ", alpn(h.hello().offer()));
    }

    private static List<String> alpn(ClientOffer offer) {
        return offer.alpn().stream().map(name -> WireText.clean(name, ALPN_LENGTH)).toList();
    }

    private static String earlyData(Handshake h) {
        if (h.hello() == null || !h.hello().earlyData()) {
            return null;
        }
        return h.flights().earlyData(h);
    }

    private static String clientCertificate(Handshake h) {
        Flights flights = h.flights();
        if (h.isEncryptedEarly()) {
            return !flights.isClientFlightSeen() ? null : flights.isClientFlightLong()
                    ? "asked for, by the size of the client's flight; whether one was shown cannot be seen" : null;
        }
        if (!flights.isCertificateAsked()) {
            return null;
        }
        return h.clientChain() == null ? "asked for" : h.clientChain().total() == 0 ? "asked for, none shown"
                : "asked for, shown: " + (h.clientChain().leaf() == null ? "unreadable" : h.clientChain().leaf().subject());
    }

    private static TlsHandshakeRecord.Times times(Timing t) {
        return t == Timing.UNKNOWN ? null : new TlsHandshakeRecord.Times(Durations.millisOrNull(t.setUp()),
                Durations.millisOrNull(t.total()), Durations.millisOrNull(t.serverThink()),
                        Durations.millisOrNull(t.clientThink()),
                Durations.millisOrNull(t.roundTrip()), t.roundTrips() == 0 ? null : (Integer) t.roundTrips(),
                t.losses() == 0 ? null : (Integer) t.losses(), t.losses() == 0 ? null : (Double) Durations.millis(t.lossNanos()));
    }

    private TlsHandshakeRecord.Chain chain(Handshake h) {
        CertificateChain chain = h.serverChain();
        CertificateView leaf = chain.leaf();
        List<String> remarks = remarks(h);
        if (leaf == null) {
            return new TlsHandshakeRecord.Chain(chain.total(), null, null, null, null, null, null, null, null, remarks);
        }
        boolean whole = detailed || remarks != null;
        int names = detailed ? NAMES_DETAILED : NAMES;
        return new TlsHandshakeRecord.Chain(chain.total(), leaf.subject(), leaf.issuer(),
                whole ? leaf.names().stream().limit(names).toList() : null,
                whole ? HandshakeWords.day(leaf.notBefore()) : null, HandshakeWords.day(leaf.notAfter()),
                whole ? leaf.key() : null, whole ? leaf.signature() : null,
                detailed && chain.certificates().size() > 1 ? chain.certificates().stream().skip(1).map(CertificateView::subject)
                        .toList() : null, remarks);
    }

    private static List<String> remarks(Handshake h) {
        List<String> remarks = new ArrayList<>();
        CertificateChain chain = h.serverChain();
        CertificateView leaf = chain.leaf();
        long nanos = h.at(Step.SERVER_CERTIFICATE) == null ? 0 : h.at(Step.SERVER_CERTIFICATE).nanos();
        if (chain.problem() != null) {
            remarks.add(chain.problem());
        }
        if (leaf != null) {
            add(remarks, chain.expiredAt(nanos) != null, "expired at the time of the capture");
            add(remarks, chain.tooEarlyAt(nanos) != null, "not valid yet at the time of the capture");
            add(remarks, FailureCause.isForAnother(h), "not for the name asked for");
            add(remarks, leaf.isSelfSigned(), "self-signed");
            add(remarks, chain.lacksIntermediate(), "an intermediate certificate is missing");
            add(remarks, !chain.isInOrder(), "not in order");
            add(remarks, leaf.authority() && !leaf.isSelfSigned(), "an authority's certificate as the server's own");
        }
        add(remarks, h.flights().isStapled(), "with an OCSP response");
        return remarks.isEmpty() ? null : remarks;
    }

    private static void add(List<String> remarks, boolean is, String remark) {
        if (is) {
            remarks.add(remark);
        }
    }

    private TlsHandshakeRecord.Offer offer(Handshake h) {
        ClientHello hello = h.hello();
        ClientOffer offer = hello.offer();
        return new TlsHandshakeRecord.Offer(hello.size(), h.helloPackets(), Fingerprint.ja3(offer),
                Fingerprint.ja4(offer, h.carrier()), offer.versionNames(), names(offer.ciphers(), Registry.CIPHER),
                names(offer.groups(), Registry.GROUP), names(offer.keyShares(), Registry.GROUP),
                names(offer.schemes(), Registry.SCHEME), offer.alpn().isEmpty() ? null : alpn(offer), extras(h));
    }

    private List<String> names(CodeList codes, Registry registry) {
        return detailed && !codes.isEmpty() ? codes.names(registry) : null;
    }

    private static List<String> extras(Handshake h) {
        List<String> extras = new ArrayList<>();
        ClientOffer offer = h.hello().offer();
        add(extras, h.flights().isOldHello(), "hello in the form of SSL 2.0");
        add(extras, offer.grease(), "GREASE");
        add(extras, offer.encryptedClientHello(), "encrypted ClientHello (or a random one)");
        add(extras, offer.postQuantumKeyShare(), "post-quantum key share");
        add(extras, h.hello().identities() > 0, "pre-shared keys");
        add(extras, h.hello().ticketLength() > 0, "session ticket");
        add(extras, h.hello().earlyData(), "0-RTT data");
        add(extras, offer.extendedMasterSecret(), "extended master secret");
        add(extras, offer.statusRequest(), "asks for an OCSP response");
        add(extras, offer.fallback(), "fallback from a newer version");
        return extras.isEmpty() ? null : extras;
    }
}
