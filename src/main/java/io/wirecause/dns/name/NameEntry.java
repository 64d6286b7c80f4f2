package io.wirecause.dns.name;

import io.wirecause.analysis.collect.InsertionOrderedHashTable;
import io.wirecause.dns.message.DnsService;
import io.wirecause.dns.message.DomainName;
import io.wirecause.dns.message.ResponseSummary;
import io.wirecause.flow.FlowKey.Endpoint;

/** What is known of one name. All that is kept of a name is kept here, so that a message looks up its name once. */
public final class NameEntry extends InsertionOrderedHashTable.Node<NameEntry> {
    final DnsService service;
    final SmallCodeSet types = new SmallCodeSet();
    final SmallCodeSet rcodes = new SmallCodeSet();
    int queries;
    private final DomainName name;
    private boolean domainKnown;
    private DomainProfile domain;
    /** The last one added; it links to the others. */
    private FirstAnswer answers;

    NameEntry(DnsService service, DomainName name) {
        this.service = service;
        this.name = name;
    }

    /** The name. */
    public DomainName name() {
        return name;
    }

    /** Whether the name's domain has been looked up. */
    public boolean domainKnown() {
        return domainKnown;
    }

    /** The name's domain; null if it is unknown or not watched for tunnels. */
    public DomainProfile domain() {
        return domain;
    }

    /** Sets the name's domain; null if that is not watched for tunnels. */
    public void setDomain(DomainProfile watched) {
        domainKnown = true;
        domain = watched;
    }

    /** The first answer to a question for this type; null if there is none. */
    public FirstAnswer firstAnswer(int type) {
        FirstAnswer first = answers;
        while (first != null && first.type != type) {
            first = first.next;
        }
        return first;
    }

    /** Keeps the first answer to a question for this type. */
    public void addFirstAnswer(int type, Endpoint server, ResponseSummary answer, String text, long frame) {
        answers = new FirstAnswer(type, server, answer, text, frame, answers);
    }
}
