package dev.postern.imap.wire;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A list of capabilities, and what a proxy must hide of it or add to it.
 *
 * @param names in the order of the server that sent them, without doubles
 */
public record Capabilities(List<String> names) {
    private static final int MOST = 256;
    private static final Set<String> BASIC = Set.of("IMAP4REV1", "IMAP4REV2");
    /** What we say ourselves before login, so that the backend's word does not count. */
    private static final Set<String> OURS = Set.of("SASL-IR", "ID");
    /**
     * What a backend offers and a client of a proxy may not use: another way in, another layer below IMAP, or a referral
     * past us.
     */
    private static final Set<String> WITHHELD =
            Set.of("LOGIN-REFERRALS", "STARTTLS", "LOGINDISABLED", "UNAUTHENTICATE");

    private static final List<String> WITHHELD_FAMILIES = List.of("AUTH=", "COMPRESS=");

    public Capabilities {
        names = List.copyOf(names);
    }

    /** Reads the words behind {@code CAPABILITY}; what is no atom is left out, and so is whatever is beyond all reason. */
    public static Capabilities parse(String words) {
        return of(List.of(words.split(" ", MOST + 1)));
    }

    public static Capabilities of(List<String> words) {
        return new Capabilities(words.stream()
                .limit(MOST)
                .filter(word -> !word.isEmpty() && word.chars().allMatch(c -> Grammar.isAtomChar((char) c)))
                .distinct()
                .collect(Collectors.toList()));
    }

    public boolean has(String name) {
        return names.stream().anyMatch(name::equalsIgnoreCase);
    }

    /** True where a client may not see this one, before login or after. */
    public static boolean withheld(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return WITHHELD.contains(upper) || WITHHELD_FAMILIES.stream().anyMatch(upper::startsWith);
    }

    /**
     * What we offer before login: what the backend really has, without what a proxy must withhold, and with what we add.
     * Of an unknown backend we promise the least.
     *
     * @param secure whether TLS is up: no mechanism is offered without it
     */
    public Capabilities beforeLogin(boolean secure) {
        Set<String> offered = new LinkedHashSet<>();
        offered.add("IMAP4rev1");
        names.stream()
                .filter(name -> !withheld(name) && !OURS.contains(name.toUpperCase(Locale.ROOT)))
                .filter(name -> !BASIC.contains(name.toUpperCase(Locale.ROOT)) || name.equals("IMAP4rev2"))
                .forEach(offered::add);
        Stream<String> own = secure
                ? Stream.of("ID", "SASL-IR", "LOGINDISABLED", "AUTH=OAUTHBEARER", "AUTH=XOAUTH2")
                : Stream.of("ID", "SASL-IR", "STARTTLS", "LOGINDISABLED");
        own.forEach(offered::add);
        return new Capabilities(List.copyOf(offered));
    }

    /** As it stands behind {@code CAPABILITY}. */
    public String text() {
        return String.join(" ", names);
    }
}
