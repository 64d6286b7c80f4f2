package io.wirecause.service;

import io.wirecause.analysis.Tool;
import io.wirecause.service.decode.ServiceFindingCode;
import java.util.List;

/** The tool {@code analyze_service_errors}. */
public final class ServiceTool {
    /** The tool. */
    public static final Tool<ServiceArguments> TOOL = new Tool<>("analyze_service_errors", "Services",
            "Why mail is refused, a login fails or a query is slow: what servers of mail, files, databases, caches, brokers and the "
                    + "like answer, on any port by content. Errors in the protocol's own codes and words, refused logins, late and "
                    + "missing replies, response times by server. Inside TLS nothing can be read: see analyze_tls_handshakes.",
            ServiceArguments.class, ServiceTotals.class, ServiceAnswer.class, List.of(ServiceFindingCode.values()),
            ServiceReport::new);

    private ServiceTool() {
    }
}
