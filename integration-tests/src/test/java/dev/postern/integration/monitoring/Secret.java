package dev.postern.integration.monitoring;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Something that must not be in any log, in every form in which it could get there: as it is, within any base64 text, in
 * hexadecimal; and of what is long, each part of it.
 */
record Secret(String name, List<String> forms) {
    /** So much of a secret is a secret: nothing else in a log has so many octets in common with it. */
    private static final int PART = 12;

    private static final int STEP = 4;

    static Secret of(String name, String text) {
        Set<String> forms = new LinkedHashSet<>();
        for (String part : parts(text)) {
            forms.add(part);
            forms.add(HexFormat.of().formatHex(octets(part)));
            forms.addAll(base64(part));
        }
        return new Secret(name, List.copyOf(forms));
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        for (int at = 0; at == 0 || at + PART <= text.length(); at += STEP) {
            parts.add(text.substring(at, Math.min(text.length(), at + PART)));
        }
        return parts;
    }

    /** RFC 4648 §4: three octets are four characters, so what stands before decides between three texts. */
    private static List<String> base64(String part) {
        List<String> texts = new ArrayList<>();
        for (int before = 0; before < 3; before++) {
            String coded = Base64.getEncoder().encodeToString(octets("x".repeat(before) + part));
            int whole = (before + part.length()) / 3 * 4;
            texts.add(coded.substring(before == 0 ? 0 : 4, whole));
        }
        return texts;
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The first line that has it; empty where there is none. */
    String foundIn(List<String> lines) {
        return lines.stream()
                .filter(line -> forms.stream().anyMatch(line::contains))
                .findFirst()
                .orElse("");
    }
}
