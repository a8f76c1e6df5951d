package dev.postern.core.token.identity;

import dev.postern.core.token.json.Claims;
import dev.postern.core.token.json.MalformedClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a mailbox is made of claims: {@code {email}}, {@code {preferred_username}@example.org}. */
public final class MailboxTemplate {
    private static final Pattern PIECE = Pattern.compile("\\{([A-Za-z0-9_.:/-]+)}|([A-Za-z0-9._@-]+)");

    private final String text;
    private final List<Piece> pieces;

    /** Literal text, or a claim's name. */
    private record Piece(String text, boolean claim) {}

    private MailboxTemplate(String text, List<Piece> pieces) {
        this.text = text;
        this.pieces = pieces;
    }

    /**
     * @throws IllegalArgumentException for a template that is malformed or names no claim: everybody would share one
     *     mailbox
     */
    public static MailboxTemplate parse(String text) {
        List<Piece> pieces = new ArrayList<>();
        Matcher matcher = PIECE.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new IllegalArgumentException("not a mailbox template at character " + (at + 1) + ": " + text);
            }
            boolean claim = matcher.group(1) != null;
            pieces.add(new Piece(claim ? matcher.group(1) : matcher.group(2), claim));
            at = matcher.end();
        }
        if (pieces.stream().noneMatch(Piece::claim)) {
            throw new IllegalArgumentException("a mailbox template without a claim: " + text);
        }
        return new MailboxTemplate(text, List.copyOf(pieces));
    }

    boolean uses(String claim) {
        return pieces.stream().anyMatch(piece -> piece.claim() && piece.text().equals(claim));
    }

    /** The mailbox as the claims spell it, unchecked; empty where a claim is not there. */
    Optional<String> fill(Claims claims) throws MalformedClaim {
        StringBuilder mailbox = new StringBuilder();
        for (Piece piece : pieces) {
            Optional<String> value = piece.claim() ? claims.text(piece.text()) : Optional.of(piece.text());
            if (value.isEmpty() || value.get().isEmpty()) {
                return Optional.empty();
            }
            mailbox.append(value.get());
        }
        return Optional.of(mailbox.toString());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MailboxTemplate template && template.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
