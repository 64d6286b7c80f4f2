package io.wirecause.cli.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON as editors write it, with comments and trailing commas: each value with its place in the text, so that one part can be
 * replaced and all else stay as it is.
 */
public final class JsonText {
    private static final int DEEPEST = 200;

    private final String text;
    private int at;
    private int depth;

    private JsonText(String text) {
        this.text = text;
    }

    /** What a value is. */
    enum Kind {
        /** Members by name. */
        OBJECT,
        /** Items in order. */
        ARRAY,
        /** Text. */
        STRING,
        /** A number, true, false or null, as it is written. */
        LITERAL
    }

    /**
     * A member of an object.
     *
     * @param name  without escapes
     * @param start where its name begins
     * @param value what it has
     */
    record Member(String name, int start, Value value) {
    }

    /**
     * A value and its place.
     *
     * @param kind    what it is
     * @param start   of its first character
     * @param end     behind its last
     * @param members of an object
     * @param items   of an array
     * @param string  of a string, without escapes, or of a literal
     * @param last    behind the last member or item and its comma; behind the opening bracket where there is none
     * @param comma   whether a comma follows the last member or item
     */
    record Value(Kind kind, int start, int end, List<Member> members, List<Value> items, String string, int last, boolean comma) {
        /** The member of this name, or null. */
        Member member(String name) {
            Member found = null;
            for (Member member : members) {
                if (member.name.equals(name)) {
                    found = member;
                }
            }
            return found;
        }

        /** As maps, lists and strings; a literal keeps its way of writing. */
        Object plain() {
            return switch (kind) {
                case OBJECT -> {
                    Map<String, Object> map = new LinkedHashMap<>();
                    members.forEach(member -> map.put(member.name, member.value.plain()));
                    yield map;
                }
                case ARRAY -> items.stream().map(Value::plain).toList();
                case STRING -> string;
                case LITERAL -> new Literal(string);
            };
        }
    }

    /**
     * A number, true, false or null.
     *
     * @param written as it stands in the text
     */
    record Literal(String written) {
    }

    /** Where text is not JSON. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;
        private final int place;

        Malformed(int place) {
            super("not JSON", null, false, false);
            this.place = place;
        }

        /** The line of the fault, from 1. */
        int line(String text) {
            return 1 + (int) text.substring(0, Math.min(place, text.length())).chars().filter(c -> c == '\n').count();
        }
    }

    /** Objects as maps, arrays as lists, strings as strings; null where the text is not JSON. */
    public static Object read(String text) {
        try {
            return parse(text).plain();
        } catch (Malformed e) {
            return null;
        }
    }

    /** The value that the text consists of. */
    static Value parse(String text) throws Malformed {
        JsonText reader = new JsonText(text);
        if (text.startsWith("\ufeff")) {
            reader.at = 1;
        }
        reader.skip();
        Value value = reader.value();
        reader.skip();
        if (reader.at < text.length()) {
            throw new Malformed(reader.at);
        }
        return value;
    }

    private Value value() throws Malformed {
        if (++depth > DEEPEST) {
            throw new Malformed(at);
        }
        int start = at;
        Value value = switch (peek()) {
            case '{' -> object(start);
            case '[' -> array(start);
            case '"' -> {
                String string = string();
                yield new Value(Kind.STRING, start, at, List.of(), List.of(), string, at, false);
            }
            default -> {
                while (at < text.length() && isLiteral(text.charAt(at))) {
                    at++;
                }
                if (at == start) {
                    throw new Malformed(at);
                }
                yield new Value(Kind.LITERAL, start, at, List.of(), List.of(), text.substring(start, at), at, false);
            }
        };
        depth--;
        return value;
    }

    private static boolean isLiteral(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.';
    }

    private Value object(int start) throws Malformed {
        List<Member> members = new ArrayList<>();
        at++;
        int last = at;
        boolean comma = true;
        skip();
        while (peek() != '}') {
            if (!comma || peek() != '"') {
                throw new Malformed(at);
            }
            int begin = at;
            String name = string();
            skip();
            expect(':');
            skip();
            members.add(new Member(name, begin, value()));
            last = at;
            skip();
            comma = comma();
            last = comma ? at : last;
            skip();
        }
        at++;
        return new Value(Kind.OBJECT, start, at, List.copyOf(members), List.of(), "", last, comma && !members.isEmpty());
    }

    private Value array(int start) throws Malformed {
        List<Value> items = new ArrayList<>();
        at++;
        int last = at;
        boolean comma = true;
        skip();
        while (peek() != ']') {
            if (!comma) {
                throw new Malformed(at);
            }
            items.add(value());
            last = at;
            skip();
            comma = comma();
            last = comma ? at : last;
            skip();
        }
        at++;
        return new Value(Kind.ARRAY, start, at, List.of(), List.copyOf(items), "", last, comma && !items.isEmpty());
    }

    /** Passes over a comma, if one is here. */
    private boolean comma() throws Malformed {
        boolean here = peek() == ',';
        at += here ? 1 : 0;
        return here;
    }

    private String string() throws Malformed {
        StringBuilder string = new StringBuilder();
        at++;
        while (peek() != '"') {
            char c = text.charAt(at++);
            if (c == '\n') {
                throw new Malformed(at - 1);
            }
            string.append(c == '\\' ? escaped() : c);
        }
        at++;
        return string.toString();
    }

    private char escaped() throws Malformed {
        char c = peek();
        at++;
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
                    throw new Malformed(at);
                }
                at += 4;
                yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
            }
            case '"', '\\', '/' -> c;
            default -> throw new Malformed(at - 1);
        };
    }

    /** Blanks and comments. */
    private void skip() throws Malformed {
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                if (end < 0) {
                    throw new Malformed(at);
                }
                at = end + 2;
            } else {
                return;
            }
        }
    }

    private char peek() throws Malformed {
        if (at >= text.length()) {
            throw new Malformed(at);
        }
        return text.charAt(at);
    }

    private void expect(char wanted) throws Malformed {
        if (peek() != wanted) {
            throw new Malformed(at);
        }
        at++;
    }
}
