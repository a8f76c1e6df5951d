package dev.postern.smtp.wire;

import java.util.List;

/**
 * One reply of a backend, of one or more lines.
 *
 * @param code three digits
 * @param texts behind code and separator, one per line, at least one
 */
public record Reply(int code, List<String> texts) {
    public Reply {
        texts = List.copyOf(texts);
    }

    /** RFC 5321 §4.2.1: the first digit. */
    public boolean completed() {
        return code / 100 == 2;
    }

    public boolean intermediate() {
        return code / 100 == 3;
    }

    public boolean temporary() {
        return code / 100 == 4;
    }

    /** Code and last text, for a log. */
    public String summary() {
        return code + " " + texts.get(texts.size() - 1);
    }

    /** As on the wire, with another list of texts. */
    public String written(List<String> otherTexts) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < otherTexts.size(); i++) {
            boolean last = i == otherTexts.size() - 1;
            lines.append(code)
                    .append(last ? ' ' : '-')
                    .append(otherTexts.get(i))
                    .append("\r\n");
        }
        return lines.toString();
    }

    /** As on the wire. */
    public String written() {
        return written(texts);
    }
}
