package dev.postern.core.token.json;

/** A claim that is there, but of another type than its definition says. */
public final class MalformedClaim extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedClaim(String claim, String expected) {
        super("claim " + claim + " is not " + expected, null, false, false);
    }
}
