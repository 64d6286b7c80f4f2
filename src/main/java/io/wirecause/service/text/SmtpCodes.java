package io.wirecause.service.text;

import io.wirecause.report.Party;

/** What codes of SMTP mean: RFC 5321, section 4.2.3; enhanced ones, RFC 3463 and the registry that RFC 5248 made. */
final class SmtpCodes {
    private SmtpCodes() {
    }

    /** The name of a code; null where it has none. */
    static String name(int code, String enhanced) {
        String name = enhanced == null ? null : named(enhanced.substring(2));
        return name != null ? name : switch (code) {
            case 421 -> "service not available";
            case 450 -> "mailbox unavailable for now";
            case 451 -> "local error";
            case 452 -> "insufficient storage";
            case 454 -> "temporary failure";
            case 455, 555 -> "parameters not taken";
            case 500, 502 -> "command not known";
            case 501, 504 -> "parameters not taken";
            case 503 -> "bad sequence of commands";
            case 530 -> "authentication required";
            case 534, 538 -> "mechanism not allowed here";
            case 535 -> "credentials not valid";
            case 550 -> "mailbox unavailable";
            case 551 -> "user not local";
            case 552 -> "storage exceeded";
            case 553 -> "mailbox name not allowed";
            case 554 -> "transaction failed";
            default -> null;
        };
    }

    private static String named(String subjectAndDetail) {
        return switch (subjectAndDetail) {
            case "1.1" -> "no such mailbox";
            case "1.2" -> "no such destination system";
            case "1.3" -> "bad destination address syntax";
            case "1.7" -> "bad sender address syntax";
            case "1.8" -> "bad sender domain";
            case "1.10" -> "domain takes no mail";
            case "2.1" -> "mailbox disabled";
            case "2.2" -> "mailbox full";
            case "2.3" -> "message too long for the mailbox";
            case "3.1" -> "mail system full";
            case "3.2" -> "system takes no messages";
            case "3.4" -> "message too big";
            case "4.1" -> "no answer from host";
            case "4.3" -> "directory server failure";
            case "4.4" -> "unable to route";
            case "4.5" -> "mail system congestion";
            case "4.6" -> "routing loop";
            case "4.7" -> "delivery time expired";
            case "5.1" -> "invalid command";
            case "5.2" -> "syntax error";
            case "5.3" -> "too many recipients";
            case "7.0" -> "security";
            case "7.1" -> "delivery not authorised";
            case "7.8" -> "credentials not valid";
            case "7.9" -> "mechanism too weak";
            case "7.20" -> "no passing DKIM signature";
            case "7.23" -> "SPF check failed";
            case "7.25" -> "reverse DNS check failed";
            case "7.26" -> "several checks of the sender failed";
            case "7.27" -> "sender has a null MX";
            default -> null;
        };
    }

    /** Where a cause lies, by the subject of the enhanced code; null where that does not tell. */
    static Party party(String enhanced) {
        if (enhanced == null || enhanced.length() < 3) {
            return null;
        }
        return switch (enhanced.charAt(2)) {
            case '1', '5' -> Party.CLIENT;
            case '2', '3', '4' -> Party.SERVER;
            default -> null;
        };
    }

    /** What to do; null where nothing special. */
    static String advice(int code, String enhanced) {
        String subject = enhanced == null ? "" : enhanced.substring(2);
        return switch (subject) {
            case "1.1" -> "Check the recipient's address; the server does not know it.";
            case "2.2" -> "The recipient's mailbox has to be emptied or enlarged.";
            case "7.1" -> "The server's policy refuses this client, sender or recipient: sign in first, or see what the "
                    + "server allows to"
                    + " relay.";
            case "7.23", "7.26" -> "Publish an SPF record that allows the sending server, and sign with DKIM.";
            case "7.25" -> "Give the sending address a PTR record that leads back to it.";
            default -> code == 530 ? "The client has to sign in before it sends mail." : code < 500
                    ? "The server wants it tried again later: see its words; greylisting passes by itself, a full disk does not."
                    : null;
        };
    }
}
