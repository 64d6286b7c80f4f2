package io.wirecause.dns.exchange;

import io.wirecause.analysis.collect.InsertionOrderedHashTable;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.dns.message.DnsMessageContext;
import io.wirecause.dns.message.DnsService;
import io.wirecause.dns.message.DomainName;
import io.wirecause.dns.name.NameEntry;

/** A question of one client, over all its tries and servers. */
public final class ClientQuestion extends InsertionOrderedHashTable.Node<ClientQuestion> {
    private final DnsService service;
    final long clientHi;
    final long clientLo;
    /** Null for none. */
    final DomainName name;
    final int type;
    NameEntry nameEntry;
    /** The exchange that began last. */
    DnsExchange last;
    boolean resolved;
    boolean overTcp;

    /** The question of a query. */
    ClientQuestion(DnsMessage query, DnsMessageContext context) {
        this.service = query.service();
        this.clientHi = context.clientHi(false);
        this.clientLo = context.clientLo(false);
        this.name = query.asked() == null ? null : query.asked().kept();
        this.type = query.questionType();
    }

    /** Whether a query repeats the question. */
    boolean isOf(DnsMessage query, DnsMessageContext context) {
        return clientLo == context.clientLo(false) && clientHi == context.clientHi(false) && type == query.questionType()
                && service == query.service() && (name == null ? query.asked() == null
                        : query.asked() != null && query.asked().is(name));
    }

    /** What is kept of the name; null if nothing is. */
    public NameEntry nameEntry() {
        return nameEntry;
    }

    /** Whether a response settled it that was not truncated. */
    public boolean resolved() {
        return resolved;
    }

    /** Whether it was also asked over TCP. */
    public boolean overTcp() {
        return overTcp;
    }

    /** Sets what is kept of the name; null for nothing. */
    public void setNameEntry(NameEntry entry) {
        nameEntry = entry;
    }
}
