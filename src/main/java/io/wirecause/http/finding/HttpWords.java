package io.wirecause.http.finding;

import io.wirecause.analysis.collect.BoundedCounter;
import io.wirecause.http.exchange.HttpExchange;
import io.wirecause.report.Durations;
import io.wirecause.report.WireText;
import java.util.Map;
import java.util.stream.Collectors;

/** Exchanges and times in the words of findings. */
final class HttpWords {
    private static final int LONGEST = 100;

    private HttpWords() {
    }

    /** Method, host and path in quotes: {@code "GET shop.example/cart?id=***"}. */
    static String request(HttpExchange e) {
        String method = e.asked().method();
        if (method == null) {
            return "a request that is not in the capture or cannot be read";
        }
        String host = e.asked().host() == null ? e.connection().server().toString() : e.asked().host();
        String text = method + ' ' + host + (e.asked().path() == null ? "" : e.asked().path());
        return WireText.inQuotes(text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...");
    }

    /** The commonest names with their counts. */
    static String counts(BoundedCounter counter, int most) {
        Map<String, Long> top = counter.commonestFirst(most);
        return top.entrySet().stream().map(each -> WireText.inQuotes(cut(each.getKey())) + (top.size() == 1 ? "" : " "
                + each.getValue())).collect(Collectors.joining(", "));
    }

    private static String cut(String name) {
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "...";
    }

    /** A duration with three digits or so: {@code 12 ms}, {@code 3.42 s}. */
    static String time(long nanos) {
        return nanos < 0 ? "an unknown time" : Durations.words(nanos);
    }

    /** The name of a status as the registry has it, with the number; the number alone where it is unusual. */
    static String status(int status) {
        String name = switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 407 -> "Proxy Authentication Required";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 411 -> "Length Required";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 416 -> "Range Not Satisfiable";
            case 421 -> "Misdirected Request";
            case 422 -> "Unprocessable Content";
            case 426 -> "Upgrade Required";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            case 505 -> "HTTP Version Not Supported";
            case 507 -> "Insufficient Storage";
            default -> "";
        };
        return name.isEmpty() ? Integer.toString(status) : status + " " + name;
    }
}
