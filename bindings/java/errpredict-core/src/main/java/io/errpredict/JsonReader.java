package io.errpredict;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON; the core has said already that its answers are JSON, so errors only tell where. */
final class JsonReader {
    /** Deeper than any message of the core. */
    private static final int DEEPEST = 512;

    private final String text;
    private int at;
    private int depth;

    JsonReader(String text) {
        this.text = text;
    }

    Object whole() {
        Object value = value();
        space();
        if (at < text.length()) {
            throw wrong("the end");
        }
        return value;
    }

    private Object value() {
        space();
        char c = at < text.length() ? text.charAt(at) : 0;
        return switch (c) {
            case '{' -> object();
            case '[' -> list();
            case '"' -> string();
            case 't' -> word("true", Boolean.TRUE);
            case 'f' -> word("false", Boolean.FALSE);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        deeper();
        if (!empty('}')) {
            do {
                space();
                String name = string();
                expect(':');
                object.put(name, value());
            } while (another('}'));
        }
        depth--;
        return object;
    }

    private List<Object> list() {
        List<Object> list = new ArrayList<>();
        deeper();
        if (!empty(']')) {
            do {
                list.add(value());
            } while (another(']'));
        }
        depth--;
        return list;
    }

    private void deeper() {
        at++;
        if (++depth > DEEPEST) {
            throw wrong("at most " + DEEPEST + " values one inside the other");
        }
    }

    private boolean empty(char end) {
        space();
        boolean empty = at < text.length() && text.charAt(at) == end;
        if (empty) {
            at++;
        }
        return empty;
    }

    private boolean another(char end) {
        space();
        char c = at < text.length() ? text.charAt(at) : 0;
        if (c != ',' && c != end) {
            throw wrong("',' or '" + end + "'");
        }
        at++;
        return c == ',';
    }

    private void expect(char c) {
        space();
        if (at >= text.length() || text.charAt(at) != c) {
            throw wrong("'" + c + "'");
        }
        at++;
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw wrong(word);
        }
        at += word.length();
        return value;
    }

    private String string() {
        if (at >= text.length() || text.charAt(at) != '"') {
            throw wrong("a string");
        }
        int begin = ++at;
        int end = begin;
        while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\\') {
            end++;
        }
        if (end < text.length() && text.charAt(end) == '"') {
            at = end + 1;
            return text.substring(begin, end);
        }
        return escaped(begin, end);
    }

    private String escaped(int begin, int end) {
        StringBuilder out = new StringBuilder(text.substring(begin, end));
        at = end;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            if (c != '\\') {
                out.append(c);
                continue;
            }
            if (at >= text.length()) {
                break;
            }
            char kind = text.charAt(at++);
            switch (kind) {
                case 'n' -> out.append('\n');
                case 't' -> out.append('\t');
                case 'r' -> out.append('\r');
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case '"', '\\', '/' -> out.append(kind);
                case 'u' -> {
                    if (at + 4 > text.length()) {
                        throw wrong("four digits");
                    }
                    try {
                        out.append((char) Integer.parseInt(text, at, at + 4, 16));
                    } catch (NumberFormatException e) {
                        throw wrong("four digits");
                    }
                    at += 4;
                }
                default -> throw wrong("an escape");
            }
        }
        throw wrong("the end of a string");
    }

    private Number number() {
        int begin = at;
        boolean whole = true;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '.' || c == 'e' || c == 'E') {
                whole = false;
            } else if (!(c >= '0' && c <= '9' || c == '-' || c == '+')) {
                break;
            }
            at++;
        }
        String digits = text.substring(begin, at);
        try {
            if (!whole) {
                return Double.valueOf(digits);
            }
            return digits.length() < 19 ? (Number) Long.valueOf(digits) : small(new BigInteger(digits));
        } catch (NumberFormatException e) {
            at = begin;
            throw wrong("a value");
        }
    }

    private static Number small(BigInteger number) {
        return number.bitLength() < Long.SIZE ? (Number) number.longValue() : number;
    }

    private void space() {
        while (at < text.length() && " \n\r\t".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException("no JSON: expected " + expected + " at character " + at);
    }
}
