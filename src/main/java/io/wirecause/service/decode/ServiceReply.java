package io.wirecause.service.decode;

import io.wirecause.report.Party;

/**
 * What a server answers.
 *
 * @param kind     what it says of the request
 * @param code     its code in the protocol's own form, such as {@code 550 5.7.1} or {@code 28P01}; null where it has none
 * @param name     the name that the protocol's documents give this code; null where there is none
 * @param words    the server's own words as they came, without secrets; null where it gives none
 * @param headline what a sentence about it begins with in place of "PROTOCOL answers", such as {@code Mail is refused:}; null for
 *                 that
 * @param party    where the cause lies, where the code tells; else null
 * @param advice   what to check or do next, one sentence; null where there is nothing special to say
 */
public record ServiceReply(ReplyKind kind, String code, String name, String words, String headline, Party party, String advice) {
    /** Done. */
    public static final ServiceReply OK = of(ReplyKind.OK);
    /** An ordinary no, without a code. */
    public static final ServiceReply NEGATIVE = of(ReplyKind.NEGATIVE);
    /** Signed in. */
    public static final ServiceReply LOGGED_IN = of(ReplyKind.LOGGED_IN);

    private static ServiceReply of(ReplyKind kind) {
        return new ServiceReply(kind, null, null, null, null, null, null);
    }

    /** A reply with what the server gave. */
    public static ServiceReply of(ReplyKind kind, String code, String name, String words) {
        return new ServiceReply(kind, code, name, words, null, null, null);
    }

    /** The same with another beginning of the sentence about it. */
    public ServiceReply headed(String begin) {
        return new ServiceReply(kind, code, name, words, begin, party, advice);
    }

    /** The same with where the cause lies. */
    public ServiceReply at(Party where) {
        return new ServiceReply(kind, code, name, words, headline, where, advice);
    }

    /** The same with what to do next. */
    public ServiceReply advising(String sentence) {
        return new ServiceReply(kind, code, name, words, headline, party, sentence);
    }
}
