package io.wirecause.tls.certificate;

import io.wirecause.analysis.collect.LruMap;
import io.wirecause.bytes.ByteView;
import io.wirecause.report.WireText;
import io.wirecause.tls.message.CertificateList;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * Reads certificates; the same certificate, sent in thousands of handshakes, is read once. Not safe for use by several
 * threads.
 */
public final class CertificateReader {
    private static final int MOST_CHAINS = 2_048;
    private static final String AUTHORITY_ACCESS = "1.3.6.1.5.5.7.1.1";
    /** 1.3.6.1.5.5.7.48.2, where the issuer's certificate is, as DER, then the tag of a URI. */
    private static final String CA_ISSUERS = "\u0006\u0008\u002b\u0006\u0001\u0005\u0005\u0007\u0030\u0002\u0086";
    private static final String PLAIN = "http";
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final int NAME_LENGTH = 120;

    private final Map<String, CertificateChain> chains = new LruMap<>(MOST_CHAINS);
    private final CertificateFactory factory;
    private final MessageDigest digest;

    /** Nothing read yet. */
    public CertificateReader() {
        try {
            factory = CertificateFactory.getInstance("X.509");
            digest = MessageDigest.getInstance("SHA-256");
        } catch (CertificateException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has X.509 and SHA-256", e);
        }
    }

    /**
     * The chain that a Certificate message of TLS 1.2 or older holds.
     *
     * @param body the message without its header
     */
    public CertificateChain read(ByteView body) {
        byte[] bytes = body.copy();
        return chains.computeIfAbsent(new String(digest.digest(bytes), StandardCharsets.ISO_8859_1), key -> parse(body));
    }

    private CertificateChain parse(ByteView body) {
        CertificateList list = CertificateList.parse(body);
        List<CertificateView> views = new ArrayList<>();
        String problem = list.problem();
        for (byte[] der : list.certificates()) {
            try {
                views.add(view((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der))));
            } catch (CertificateException | RuntimeException e) {
                // The JDK's parser meets hostile bytes here and may throw anything.
                problem = problem == null ? "a certificate cannot be read" : problem;
            }
        }
        return new CertificateChain(List.copyOf(views), list.total(), body.length(), problem);
    }

    private static CertificateView view(X509Certificate certificate) throws CertificateParsingException {
        String subjectId = certificate.getSubjectX500Principal().getName("CANONICAL");
        String issuerId = certificate.getIssuerX500Principal().getName("CANONICAL");
        String subject = certificate.getSubjectX500Principal().getName();
        String common = commonName(subject);
        Set<String> names = names(certificate);
        if (names.isEmpty() && common != null) {
            names.add(common);
        }
        List<String> kept = names.stream().limit(CertificateView.MAX_NAMES).map(name -> WireText.clean(name,
                NAME_LENGTH)).toList();
        String issuer = certificate.getIssuerX500Principal().getName();
        String issuerName = commonName(issuer);
        return new CertificateView(WireText.clean(common == null ? subject : common, NAME_LENGTH),
                WireText.clean(issuerName == null ? issuer : issuerName, NAME_LENGTH), subjectId, issuerId, kept,
                names.size() - kept.size(), certificate.getNotBefore().getTime() / 1000,
                        certificate.getNotAfter().getTime() / 1000,
                key(certificate.getPublicKey()), WireText.clean(certificate.getSigAlgName(), NAME_LENGTH),
                certificate.getBasicConstraints() >= 0, tellsIssuer(certificate));
    }

    /** The most specific common name of a distinguished name; null where there is none. */
    private static String commonName(String name) {
        try {
            for (int i = new LdapName(name).size() - 1; i >= 0; i--) {
                Rdn part = new LdapName(name).getRdn(i);
                if (part.getType().equalsIgnoreCase("CN") && part.getValue() instanceof String text) {
                    return text;
                }
            }
        } catch (InvalidNameException e) {
            return null;
        }
        return null;
    }

    private static Set<String> names(X509Certificate certificate) throws CertificateParsingException {
        Set<String> names = new LinkedHashSet<>();
        Collection<List<?>> all = certificate.getSubjectAlternativeNames();
        for (List<?> each : all == null ? List.<List<?>>of() : all) {
            Object kind = each.get(0);
            if ((kind.equals(DNS_NAME) || kind.equals(IP_ADDRESS)) && each.get(1) instanceof String text) {
                names.add(text);
            }
        }
        return names;
    }

    private static String key(PublicKey key) {
        if (key instanceof RSAKey rsa) {
            return "RSA " + rsa.getModulus().bitLength();
        }
        if (key instanceof ECKey ec) {
            return "EC " + ec.getParams().getOrder().bitLength();
        }
        return WireText.clean(key.getAlgorithm(), NAME_LENGTH);
    }

    private static boolean tellsIssuer(X509Certificate certificate) {
        byte[] access = certificate.getExtensionValue(AUTHORITY_ACCESS);
        if (access == null) {
            return false;
        }
        String text = new String(access, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(CA_ISSUERS);
        // Between the tag and the address stands its length.
        return at >= 0 && text.startsWith(PLAIN, at + CA_ISSUERS.length() + 1);
    }
}
