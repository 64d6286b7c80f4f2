package io.wirecause.dns.exchange;

import io.wirecause.analysis.InsertionOrderedHashTable;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.dns.message.DnsMessageContext;
import io.wirecause.dns.message.DnsService;
import io.wirecause.dns.message.DomainName;
import io.wirecause.dns.name.NameEntry;

/** One client's question, however often and of however many servers it asks it. */
public final class ClientQuestion extends InsertionOrderedHashTable.Node<ClientQuestion> {
    private final DnsService service;
    final long clientHi;
    final long clientLo;
    /** Null for none. */
    final DomainName name;
    final int type;
    /** What is known of the name; null where that is not kept. */
    NameEntry nameEntry;
    /** The exchange begun last. */
    DnsExchange last;
    /** A response that settles the question and is not truncated was seen. */
    boolean resolved;
    /** The question was asked over TCP. */
    boolean overTcp;

    /** The question of a query. */
    ClientQuestion(DnsMessage query, DnsMessageContext context) {
        this.service = query.service();
        this.clientHi = context.clientHi(false);
        this.clientLo = context.clientLo(false);
        this.name = query.asked() == null ? null : query.asked().kept();
        this.type = query.questionType();
    }

    /** Whether a query asks the same again. */
    boolean isOf(DnsMessage query, DnsMessageContext context) {
        return clientLo == context.clientLo(false) && clientHi == context.clientHi(false) && type == query.questionType()
                && service == query.service() && (name == null ? query.asked() == null
                        : query.asked() != null && query.asked().is(name));
    }

    /** What is known of the name; null where that is not kept. */
    public NameEntry nameEntry() {
        return nameEntry;
    }

    /** A response that settles the question and is not truncated was seen. */
    public boolean resolved() {
        return resolved;
    }

    /** The question was asked over TCP. */
    public boolean overTcp() {
        return overTcp;
    }

    /** Sets what is known of the name; null where that is not kept. */
    public void setNameEntry(NameEntry entry) {
        nameEntry = entry;
    }
}
