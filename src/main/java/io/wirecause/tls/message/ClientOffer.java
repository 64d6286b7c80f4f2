package io.wirecause.tls.message;

import io.wirecause.report.WireText;
import java.util.List;

/**
 * What a client offers whoever it talks to: the part of a ClientHello that its program and settings decide. Clients of one kind
 * send equal offers, so that one can stand for many. GREASE is in the lists.
 *
 * @param legacyVersion the version field of the message; TLS 1.3 writes 1.2 there
 * @param versions of the extension supported_versions, most wanted first; empty if it is not there
 * @param ciphers cipher suites, most wanted first
 * @param extensions types of extensions, in order
 * @param groups supported groups, most wanted first
 * @param keyShares groups for which a key share is sent
 * @param pointFormats formats of points on curves
 * @param schemes signature schemes, most wanted first
 * @param alpn protocol names as ISO 8859-1, most wanted first, at most 32; hostile until cleaned
 * @param compression whether compression is offered (CRIME, forbidden in TLS 1.3)
 * @param serverName whether a server name is sent
 */
public record ClientOffer(int legacyVersion, CodeList versions, CodeList ciphers, CodeList extensions, CodeList groups,
        CodeList keyShares, CodeList pointFormats, CodeList schemes, List<String> alpn, boolean compression, boolean serverName) {
    private static final int FALLBACK_SCSV = 0x5600;
    private static final int RENEGOTIATION_SCSV = 0x00ff;
    private static final int ML_KEM_512 = 0x0200;
    private static final int ML_KEM_1024 = 0x0202;

    /** The newest version offered, drafts aside. */
    public int newestVersion() {
        int newest = TlsVersion.newest(versions);
        return newest == 0 ? legacyVersion : newest;
    }

    /** Whether the client would take this version. */
    public boolean offers(int version) {
        return versions.isEmpty() ? TlsVersion.asTls(version) <= TlsVersion.asTls(legacyVersion) : versions.contains(version);
    }

    /**
     * All versions offered, newest first; of a client without the extension, the newest alone: it does not say how old it would
     * go.
     */
    public List<String> versionNames() {
        return versions.isEmpty() ? List.of(TlsVersion.name(legacyVersion)) : versions.names(Registry.VERSION);
    }

    /** The protocols of {@link #alpn}, cleaned. */
    public List<String> alpnNames() {
        return alpn.stream().map(WireText::clean).toList();
    }

    public boolean extendedMasterSecret() {
        return extensions.contains(ExtensionType.EXTENDED_MASTER_SECRET);
    }

    /** Whether an OCSP response is asked for. */
    public boolean statusRequest() {
        return extensions.contains(ExtensionType.STATUS_REQUEST);
    }

    /** Whether the client takes part in secure renegotiation (RFC 5746, section 3.4). */
    public boolean secureRenegotiation() {
        return extensions.contains(ExtensionType.RENEGOTIATION_INFO) || ciphers.contains(RENEGOTIATION_SCSV);
    }

    /** Whether the client says that it comes back with an older version after a failure (RFC 7507). */
    public boolean fallback() {
        return ciphers.contains(FALLBACK_SCSV);
    }

    /**
     * Whether an encrypted ClientHello is sent (RFC 9849). Many clients send a random one where they know no key of the server,
     * and from outside these cannot be told apart.
     */
    public boolean encryptedClientHello() {
        return extensions.contains(ExtensionType.ENCRYPTED_CLIENT_HELLO);
    }

    /** Whether any value of the lists is GREASE (RFC 8701). */
    public boolean grease() {
        return ciphers.hasGrease() || extensions.hasGrease() || groups.hasGrease() || versions.hasGrease() || schemes.hasGrease();
    }

    /** Whether a group resists quantum computers: ML-KEM or a draft of it, alone or beside a curve. */
    public static boolean postQuantum(int group) {
        String name = Registry.GROUP.name(group);
        return group >= ML_KEM_512 && group <= ML_KEM_1024 || name.contains("MLKEM") || name.contains("Kyber")
                || name.equals("CECPQ2");
    }

    /** Whether a post-quantum key share is sent; it takes more than a kilobyte. */
    public boolean postQuantumKeyShare() {
        for (int i = 0; i < keyShares.size(); i++) {
            if (postQuantum(keyShares.get(i))) {
                return true;
            }
        }
        return false;
    }
}
