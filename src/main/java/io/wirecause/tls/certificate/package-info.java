/** X.509 certificates as TLS 1.2 and older shows them: read by the JDK, judged by what the chain itself says. */
package io.wirecause.tls.certificate;
