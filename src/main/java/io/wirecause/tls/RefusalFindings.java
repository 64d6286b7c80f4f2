package io.wirecause.tls;

import static io.wirecause.tls.HandshakeWords.handshakes;

import io.wirecause.protocol.TlsAlert;
import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.Party;
import io.wirecause.report.Severity;
import io.wirecause.report.WireText;
import io.wirecause.tls.handshake.Handshake;
import io.wirecause.tls.handshake.Step;
import io.wirecause.tls.handshake.TlsOutcome;
import io.wirecause.tls.message.TlsVersion;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One side turned the other down. */
final class RefusalFindings {
    private static final int FALLBACK = 86;
    private static final int NO_APPLICATION_PROTOCOL = 120;
    private static final int CERTIFICATE_REQUIRED = 116;
    private static final int INTERNAL_ERROR = 80;
    /** What servers say of a client's certificate. */
    private static final Set<Integer> ABOUT_CERTIFICATE = Set.of(40, 42, 43, 44, 45, 46, 48, 49, 51, CERTIFICATE_REQUIRED);

    private final TlsPeers peers;

    RefusalFindings(TlsPeers peers) {
        this.peers = peers;
    }

    Finding finding(TlsFindingCode code, List<Handshake> all) {
        return switch (code) {
            case TLS_VERSION_MISMATCH -> version(all);
            case TLS_NO_SHARED_PARAMETERS -> parameters(all);
            case TLS_NAME_UNKNOWN -> name(all);
            case TLS_CLIENT_REJECTED_SERVER -> byClient(all);
            default -> byServer(all);
        };
    }

    private Finding.Builder about(TlsFindingCode code, Confidence confidence, List<Handshake> all) {
        return TlsFindings.about(code, TlsFindings.severity(peers, all), confidence, all, RefusalFindings::detail);
    }

    private static String detail(Handshake h) {
        return HandshakeWords.detail(h) + ", offered " + HandshakeWords.versions(h);
    }

    private String title(List<Handshake> all, String failure) {
        return handshakes(all) + " " + failure + TlsFindings.recovered(peers, all);
    }

    private Finding version(List<Handshake> all) {
        Handshake first = all.get(0);
        if (first.alert().description() == FALLBACK) {
            return about(TlsFindingCode.TLS_VERSION_MISMATCH, Confidence.HIGH, all)
                    .title(title(all, "refused: the client comes back with an older version than the server can do"))
                    .hint("Find out why the client's first attempt with a newer version failed; the refusal itself protects it.")
                    .build();
        }
        boolean byServer = first.outcome() == TlsOutcome.REFUSED_BY_SERVER;
        String chosen = first.choice() == null ? "the server's choice" : TlsVersion.name(first.choice().version());
        return about(TlsFindingCode.TLS_VERSION_MISMATCH, Confidence.HIGH, all)
                .title(title(all, "failed: no TLS version in common; the client offers " + HandshakeWords.versions(first)
                        + (byServer ? ", and the server refuses that (protocol_version)"
                        : ", and refuses " + chosen + " (protocol_version)")))
                .hint(byServer ? "Let the client offer a newer version, or allow an older one at the server."
                        : "Enable a newer version at the server, or lower the client's minimum.")
                .build();
    }

    private Finding parameters(List<Handshake> all) {
        Handshake first = all.get(0);
        String useless = UselessOffer.of(first);
        if (useless != null && all.stream().allMatch(h -> useless.equals(UselessOffer.of(h)))) {
            return TlsFindings.about(TlsFindingCode.TLS_NO_SHARED_PARAMETERS, TlsFindings.severity(peers, all), Confidence.HIGH,
                            all, h -> detail(h) + "; cipher suites " + HandshakeWords.ciphers(h.hello()))
                    .title(title(all, "failed: the client offers only cipher suites " + useless + ", and the server takes none "
                            + "(" + TlsAlert.name(first.alert().description()) + ")"))
                    .hint("Let the client offer current cipher suites: look at its configuration and its TLS library.")
                    .at(Party.CLIENT).build();
        }
        boolean protocol = first.alert().description() == NO_APPLICATION_PROTOCOL;
        String alert = TlsAlert.name(first.alert().description());
        String offer = first.hello() == null ? "" : protocol
                ? ": it offers " + first.hello().offer().alpn().stream().map(p -> WireText.quote(p, 20))
                .collect(Collectors.joining(", "))
                : "";
        boolean byServer = first.outcome() == TlsOutcome.REFUSED_BY_SERVER;
        return TlsFindings.about(TlsFindingCode.TLS_NO_SHARED_PARAMETERS, TlsFindings.severity(peers, all),
                        protocol ? Confidence.HIGH : Confidence.MEDIUM, all, h -> detail(h) + (h.hello() == null ? ""
                                : "; cipher suites " + HandshakeWords.ciphers(h.hello())))
                .title(title(all, "failed: " + (protocol ? "no application protocol (ALPN) in common" + offer
                        : byServer ? "the server finds nothing in the ClientHello that it takes (" + alert + ")"
                        : "the client does not take what the server chose (" + alert + ")")))
                .hint(protocol ? "Compare the client's protocols with those that the server is configured for."
                        : "Compare cipher suites, groups and signature schemes with the server's configuration and the type of "
                                + "its "
                        + "key; the server's log often names the reason.")
                .limits(protocol ? null : "Some servers send " + alert + " for other reasons too, such as a name that they do "
                        + "not "
                        + "serve or a missing server name.")
                .build();
    }

    private Finding name(List<Handshake> all) {
        Handshake first = all.get(0);
        String name = first.serverName() == null ? "no name at all" : WireText.inQuotes(first.serverName());
        return about(TlsFindingCode.TLS_NAME_UNKNOWN, Confidence.HIGH, all)
                .title(title(all, "refused: the server does not serve " + name + " (unrecognized_name)"))
                .hint("Check the name in the client's address, that it leads to this server, and the server's list of hosts.")
                        .build();
    }

    private Finding byClient(List<Handshake> all) {
        Handshake first = all.get(0);
        boolean told = first.outcome() == TlsOutcome.REFUSED_BY_CLIENT;
        if (!told) {
            return silent(all);
        }
        boolean hidden = first.alert().isEncrypted();
        return about(TlsFindingCode.TLS_CLIENT_REJECTED_SERVER, hidden ? Confidence.MEDIUM : Confidence.HIGH, all)
                .title(title(all, hidden ? "failed: the client refuses the server right after its certificate and closes "
                        + "(encrypted alert, by its size)"
                        : "failed: the client refuses the server (" + TlsAlert.name(first.alert().description()) + ")"))
                .hint("Look at the client's log: most often the certificate is not trusted, expired or for another name. Show it "
                        + "with "
                        + "openssl s_client -connect HOST:PORT -servername NAME -showcerts.")
                .limits(hidden ? "TLS 1.3 encrypts the certificate and the alert: that it is about the certificate is the "
                        + "likeliest "
                        + "reading, not visible." : null)
                .build();
    }

    private Finding silent(List<Handshake> all) {
        return TlsFindings.about(TlsFindingCode.TLS_CLIENT_REJECTED_SERVER, Severity.NOTE, Confidence.LOW, all,
                        HandshakeWords::detail)
                .title(handshakes(all) + " abandoned: the client closes once it has the server's flight, without an alert")
                .hint("Look at the client's log; a probe or scanner that only wants the certificate does the same.")
                .limits("A client that refuses a certificate mostly sends an alert first.").build();
    }

    private Finding byServer(List<Handshake> all) {
        Handshake first = all.get(0);
        boolean told = first.outcome() == TlsOutcome.REFUSED_BY_SERVER;
        boolean asked = first.flights().isCertificateAsked() || first.isEncryptedEarly() && first.flights().isClientFlightLong();
        String how;
        String hint = "Look at the server's log for the reason.";
        if (!told) {
            how = "failed: the server " + (first.outcome() == TlsOutcome.RESET_BY_SERVER ? "resets" : "closes")
                    + " the connection upon the " + upon(first) + " without an alert";
            hint = "Check that the port speaks TLS, and the server's log; a server that is overloaded, shuts down or filters "
                    + "clients "
                    + "does this too.";
        } else if (first.alert().isEncrypted() || asked && ABOUT_CERTIFICATE.contains(first.alert().description())) {
            boolean none = first.clientChain() != null && first.clientChain().total() == 0
                    || first.flights().isClientCertificateEmpty() || first.alert().description() == CERTIFICATE_REQUIRED;
            how = none ? "refused: the server wants a client certificate and the client shows none" + alert(first)
                    : asked ? "refused: the server does not accept the client's certificate" + alert(first)
                    : "refused: the server turns the client down right after its Finished" + alert(first);
            hint = none ? "Configure the client with a certificate that the server accepts."
                    : "Check the client's certificate: who signed it, its validity, and which authorities the server accepts.";
        } else {
            how = "refused by the server (" + TlsAlert.name(first.alert().description()) + ") after the " + first.step().label();
            hint = first.alert().description() == INTERNAL_ERROR
                    ? "The server fails itself: look at its log, and at its certificate and key for that name." : hint;
        }
        boolean hidden = told && first.alert().isEncrypted();
        return about(TlsFindingCode.TLS_SERVER_REJECTED_CLIENT, told && !hidden ? Confidence.HIGH : Confidence.MEDIUM, all)
                .title(title(all, how)).hint(hint)
                .limits(hidden ? "TLS 1.3 encrypts the alert and the client's certificate; the sizes show them." : null).build();
    }

    private static String alert(Handshake h) {
        return h.alert().isEncrypted() ? " (encrypted alert, by its size)" : " (" + TlsAlert.name(h.alert().description()) + ")";
    }

    private static String upon(Handshake h) {
        return h.at(Step.CLIENT_FINISHED) != null ? "client's flight" : h.step().label();
    }
}
