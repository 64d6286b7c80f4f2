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
    /** When it was first asked, counted anew each time that it was settled, nanoseconds since 1970. */
    long firstTime;
    /** The first try since then that got no answer before another was made; null for none. */
    private DnsExchange silent;
    /** How often it was asked in all, repetitions with the same id included. */
    int tries;
    /** Whether it was asked again although a response with a wrong checksum was there. */
    boolean askedInSpiteOfAnswer;
    /** The response that settled it; null for none. */
    DnsExchange settledBy;

    /** The question of a query. */
    ClientQuestion(DnsMessage query, DnsMessageContext context) {
        this.service = query.service();
        this.clientHi = context.clientHi(false);
        this.clientLo = context.clientLo(false);
        this.name = query.asked() == null ? null : query.asked().kept();
        this.type = query.questionType();
        this.firstTime = context.timeNanos();
    }

    /** Notes a try with a new id or to another server; {@code before} is the try before it, null for none. */
    void asked(DnsExchange before, DnsMessageContext context) {
        tries++;
        if (before == null) {
            return;
        }
        askedInSpiteOfAnswer |= before.isDamaged();
        if (before.conclusive() && !before.truncated && !before.isDamaged() && !before.partial()) {
            // The client had its answer: it wants to know again.
            firstTime = context.timeNanos();
            silent = null;
            settledBy = null;
        } else if (!before.answered() && context.timeNanos() - before.lastQueryTime > DnsExchangeTracker.PARALLEL_NANOS) {
            silent = silent == null ? before : silent;
        }
    }

    /** Notes that a try was sent again, with the same id to the same server. */
    void repeated(DnsExchange same) {
        tries++;
        silent = silent == null ? same : silent;
    }

    /** Notes that a response settled it; if only a part of that was captured, the client may still be without it. */
    void settled(DnsExchange by, boolean surely) {
        resolved = true;
        if (settledBy == null && surely) {
            settledBy = by;
            by.waited = by.responseTime == 0 || firstTime == 0 ? 0 : by.responseTime - firstTime;
            if (silent != null) {
                by.silent = silent.server;
                silent.waited = by.waited;
            }
        }
    }

    /** Notes that nothing more will come: an unanswered question was waited for until its last try at least. */
    void over(DnsExchange exchange) {
        if (settledBy == null && silent == exchange && firstTime != 0) {
            exchange.waited = last.lastQueryTime - firstTime;
        }
    }

    /** When it was first asked, counted anew each time that it was settled, nanoseconds since 1970. */
    public long firstTime() {
        return firstTime;
    }

    /** How often it was asked in all, repetitions with the same id included. */
    public int tries() {
        return tries;
    }

    /** The response that settled it last; null for none. */
    public DnsExchange settledBy() {
        return settledBy;
    }

    /** The try that began last. */
    public DnsExchange last() {
        return last;
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
