package io.wirecause.tls;

import static io.wirecause.tls.HandshakeWords.handshakes;

import io.wirecause.protocol.TlsAlert;
import io.wirecause.report.Confidence;
import io.wirecause.report.Durations;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.WireText;
import io.wirecause.tls.certificate.CertificateChain;
import io.wirecause.tls.certificate.CertificateView;
import io.wirecause.tls.handshake.Handshake;
import io.wirecause.tls.handshake.Step;
import io.wirecause.tls.handshake.TlsOutcome;
import io.wirecause.tls.message.ExtensionType;
import io.wirecause.tls.stream.Prelude;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is wrong with the certificates of servers: TLS 1.2 and older, where they are in the clear. */
final class CertificateFindings {
    private static final int NAMES = 4;

    private final TlsPeers peers;

    CertificateFindings(TlsPeers peers) {
        this.peers = peers;
    }

    /** Clients refused a certificate, or closed right after it. */
    Finding refused(TlsFindingCode code, List<Handshake> all) {
        Handshake first = all.get(0);
        boolean told = first.outcome() == TlsOutcome.REFUSED_BY_CLIENT;
        String how = told ? "refused by the client (" + TlsAlert.name(first.alert().description()) + "): "
                : "abandoned by the client right after the certificate: ";
        return finding(code, TlsFindings.severity(peers, all), told ? Confidence.HIGH : Confidence.MEDIUM, all,
                handshakes(all) + " " + how + problem(code, first) + TlsFindings.recovered(peers, all),
                told ? null : "A client that only wanted the certificate, such as a probe, closes in the same way.");
    }

    /** Clients took certificates with defects, which others would not. */
    List<Finding> accepted(List<Handshake> complete) {
        Map<TlsFindingCode, List<Handshake>> hit = new EnumMap<>(TlsFindingCode.class);
        for (Handshake h : complete) {
            TlsFindingCode defect = FailureCause.defect(h);
            boolean anyName = defect == TlsFindingCode.TLS_CERTIFICATE_NAME_MISMATCH && isOpportunistic(h);
            if (defect != null && !isVouchedFor(h) && !anyName) {
                hit.computeIfAbsent(defect, code -> new ArrayList<>()).add(h);
            }
        }
        List<Finding> findings = new ArrayList<>();
        hit.forEach((code, handshakes) -> {
            for (List<Handshake> group : TlsFindings.groups(handshakes, h -> h.server() + " " + h.serverChain()
                    .leaf().subjectId())) {
                findings.add(accepted(code, group));
            }
        });
        return findings;
    }

    /** Mail servers and XMPP take what comes: the name is that of a domain, not of the server. */
    private static boolean isOpportunistic(Handshake h) {
        return h.prelude().kind() == Prelude.Kind.SMTP || h.prelude().kind() == Prelude.Kind.XMPP;
    }

    /** Media over DTLS: certificates are self-signed, and the signalling vouches for their fingerprints (RFC 5763). */
    private static boolean isVouchedFor(Handshake h) {
        return h.hello() != null && h.hello().offer().extensions().contains(ExtensionType.USE_SRTP);
    }

    private Finding accepted(TlsFindingCode code, List<Handshake> all) {
        if (all.stream().allMatch(h -> h.flights().isUnused())) {
            return finding(code, Severity.ERROR, Confidence.MEDIUM, all,
                    handshakes(all) + " of no use: " + problem(code, all.get(0))
                    + "; the client closes as soon as the handshake is complete",
                    "A probe that sends nothing closes in the same way.");
        }
        boolean late = all.stream().allMatch(h -> h.flights().unusedFor() >= 0);
        long waited = all.stream().mapToLong(h -> h.flights().unusedFor()).max().orElse(0);
        boolean dated = code == TlsFindingCode.TLS_CERTIFICATE_EXPIRED || code == TlsFindingCode.TLS_CERTIFICATE_NOT_YET_VALID;
        boolean harms = dated || late && code == TlsFindingCode.TLS_CHAIN_INCOMPLETE;
        return finding(code, harms ? Severity.WARNING : Severity.NOTE, Confidence.HIGH, all,
                HandshakeWords.server(all.get(0)) + ": " + problem(code, all.get(0)) + "; "
                        + (late ? Plural.of(all.size(), "handshake") + " completed, but the client closed without having sent "
                                + "data, up to " + Durations.words(waited) + " later"
                        : all.size() == 1 ? "the client takes it" : Plural.of(all.size(), "handshake")
                                + " completed all the same"),
                late ? "Clients that check certificates would refuse it; a person or a probe that only looks closes so too."
                        : "Clients that check certificates would refuse it; those here did not, or trust it for a reason that is "
                                + "not visible.");
    }

    private static Finding finding(TlsFindingCode code, Severity severity, Confidence confidence, List<Handshake> all,
            String title,
                                   String limits) {
        return TlsFindings.about(code, severity, confidence, all, CertificateFindings::detail).title(title).hint(hint(code, all
                .get(0)))
                .limits(limits).build();
    }

    private static String detail(Handshake h) {
        CertificateChain chain = h.serverChain();
        CertificateView leaf = chain == null ? null : chain.leaf();
        return HandshakeWords.detail(h) + (leaf == null ? "" : "; certificate " + leaf.quoted() + " of issuer "
                + WireText.inQuotes(leaf.issuer()) + ", valid " + HandshakeWords.day(leaf.notBefore()) + " to "
                + HandshakeWords.day(leaf.notAfter()) + ", " + Plural.of(chain.total(), "certificate") + " sent");
    }

    private static String problem(TlsFindingCode code, Handshake h) {
        CertificateChain chain = h.serverChain();
        CertificateView leaf = chain == null ? null : chain.leaf();
        if (leaf == null) {
            return code == TlsFindingCode.TLS_CERTIFICATE_EXPIRED ? "it holds the server's certificate for expired"
                    : "it does not trust the server's certificate";
        }
        long nanos = h.at(Step.SERVER_CERTIFICATE).nanos();
        return switch (code) {
            case TLS_CERTIFICATE_EXPIRED -> expired(chain, leaf, chain.expiredAt(nanos));
            case TLS_CERTIFICATE_NOT_YET_VALID -> {
                CertificateView early = chain.tooEarlyAt(nanos);
                yield whose(leaf, early) + " is not valid before " + HandshakeWords.day(early.notBefore());
            }
            case TLS_CERTIFICATE_NAME_MISMATCH -> "the server's certificate is for " + names(leaf) + ", not for "
                    + WireText.inQuotes(h.serverName());
            case TLS_CHAIN_INCOMPLETE -> "the server sends its certificate without that of the intermediate authority "
                    + WireText.inQuotes(leaf.issuer());
            default -> leaf.isSelfSigned() ? "the server's certificate " + leaf.quoted() + " is self-signed"
                    : "the client does not trust " + WireText.inQuotes(chain.end().issuer())
                            + ", who signed the server's certificate";
        };
    }

    private static String expired(CertificateChain chain, CertificateView leaf, CertificateView expired) {
        return expired == null ? "the client holds a certificate for expired that is valid until "
                + HandshakeWords.day(chain.certificates().stream().mapToLong(CertificateView::notAfter).min().orElse(0))
                + ", so its clock is likely wrong" : whose(leaf, expired) + " expired on " + HandshakeWords
                        .day(expired.notAfter());
    }

    private static String whose(CertificateView leaf, CertificateView of) {
        return leaf == of ? "the server's certificate" : "the authority's certificate " + of.quoted() + " in its chain";
    }

    private static String names(CertificateView leaf) {
        return leaf.names().isEmpty() ? "no host" : leaf.names().stream().limit(NAMES).map(WireText::inQuotes)
                .collect(Collectors.joining(", ")) + (leaf.names().size() > NAMES ? " and others" : "");
    }

    private static String hint(TlsFindingCode code, Handshake h) {
        return switch (code) {
            case TLS_CERTIFICATE_EXPIRED -> h.serverChain() != null
                    && h.serverChain().expiredAt(h.at(Step.SERVER_CERTIFICATE).nanos()) == null
                    ? "Correct the client's clock." : "Renew the certificate and restart or reload what serves it.";
            case TLS_CERTIFICATE_NOT_YET_VALID -> "Check the clocks of the server and of the authority, or wait until it is "
                    + "valid.";
            case TLS_CERTIFICATE_NAME_MISMATCH -> "Add the name to the certificate, or correct the name that the client uses; a "
                    + "server "
                    + "that does not know a name shows its default certificate.";
            case TLS_CHAIN_INCOMPLETE -> "Configure the server with the full chain (fullchain.pem), not with its own certificate "
                    + "alone.";
            default -> "Give the client the authority's certificate, or use a certificate of an authority that it trusts.";
        };
    }
}
