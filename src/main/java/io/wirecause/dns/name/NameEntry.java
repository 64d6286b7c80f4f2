package io.wirecause.dns.name;

import io.wirecause.analysis.InsertionOrderedHashTable;
import io.wirecause.dns.message.DnsService;
import io.wirecause.dns.message.DomainName;

/** What is known of one name. The tables that keep more of it store it here, so that a message looks up its name once. */
public final class NameEntry extends InsertionOrderedHashTable.Node<NameEntry> {
    final DnsService service;
    public final DomainName name;
    int queries;
    /** Whether the name's domain has been looked up. */
    public boolean domainKnown;
    /** The name's domain, where it is watched for tunnels. */
    public DomainProfile domain;
    /** The first answers to questions for the name, one per type. */
    public FirstAnswer answers;
    final SmallCodeSet types = new SmallCodeSet();
    final SmallCodeSet rcodes = new SmallCodeSet();

    NameEntry(DnsService service, DomainName name) {
        this.service = service;
        this.name = name;
    }

    /** The first answer to a question for this type; null if there is none. */
    public FirstAnswer firstAnswer(int type) {
        FirstAnswer first = answers;
        while (first != null && first.type != type) {
            first = first.next;
        }
        return first;
    }
}
