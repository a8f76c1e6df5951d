package dev.postern.core.sasl;

import dev.postern.core.token.BearerCredentials;
import dev.postern.core.token.BearerToken;
import org.jspecify.annotations.Nullable;

/** Reads what the two mechanisms send: same content, different envelopes, and neither accepted under the other's name. */
final class BearerGrammar {
    private static final char SEPARATOR = ResponseText.SEPARATOR;
    private static final String BEARER = "bearer";

    private BearerGrammar() {}

    static BearerCredentials parse(SaslMechanism mechanism, String base64) throws MalformedResponse {
        ResponseText text = ResponseText.decode(base64);
        return switch (mechanism) {
            case OAUTHBEARER -> oauthBearer(text);
            case XOAUTH2 -> xoauth2(text);
        };
    }

    /**
     * RFC 7628 §3.1.
     *
     * <pre>
     * client-resp = (gs2-header kvsep *kvpair kvsep)
     * kvpair      = key "=" value kvsep
     * key         = 1*(ALPHA)
     * value       = *(VCHAR / SP / HTAB / CR / LF )
     * </pre>
     */
    private static BearerCredentials oauthBearer(ResponseText text) throws MalformedResponse {
        String identity = gs2Header(text);
        text.expect("\u0001", "no separator behind the gs2 header");
        BearerToken token = null;
        while (!text.skips("\u0001")) {
            String pair = text.until(SEPARATOR, "key-value pair without end");
            int equals = pair.indexOf('=');
            if (equals < 1 || !isKey(pair.substring(0, equals)) || !isValue(pair, equals + 1)) {
                throw new MalformedResponse("not a key-value pair");
            }
            // host, port and keys to come are tolerated (RFC 7628 §3.1): a port map changes what a client sees.
            if (pair.startsWith("auth=")) {
                token = onlyToken(token, pair.substring(equals + 1));
            }
        }
        return credentials(text, identity, token, SaslMechanism.OAUTHBEARER);
    }

    /** {@code "user=" {User} "^Aauth=Bearer " {Access Token} "^A^A"}, in this order. */
    private static BearerCredentials xoauth2(ResponseText text) throws MalformedResponse {
        text.expect("user=", "no user");
        String user = text.until(SEPARATOR, "user without end");
        text.expect("auth=", "no auth");
        BearerToken token = onlyToken(null, text.until(SEPARATOR, "auth without end"));
        text.expect("\u0001", "no final separator");
        return credentials(text, identity(user), token, SaslMechanism.XOAUTH2);
    }

    private static BearerCredentials credentials(
            ResponseText text, String identity, @Nullable BearerToken token, SaslMechanism mechanism)
            throws MalformedResponse {
        if (!text.atEnd()) {
            throw new MalformedResponse("bytes behind the final separator");
        }
        if (token == null) {
            throw new MalformedResponse("no auth");
        }
        return new BearerCredentials(identity, token, mechanism.name());
    }

    /**
     * RFC 5801 §4, without the non-standard flag and with channel binding refused: RFC 7628 §3.1 knows none.
     *
     * <pre>
     * gs2-header  = gs2-cb-flag "," [gs2-authzid] ","
     * gs2-cb-flag = "n" / "y"
     * gs2-authzid = "a=" saslname
     * </pre>
     */
    private static String gs2Header(ResponseText text) throws MalformedResponse {
        if (text.skips("p=")) {
            throw new MalformedResponse("channel binding asked for");
        }
        if (!text.skips("n,") && !text.skips("y,")) {
            throw new MalformedResponse("no gs2 header");
        }
        if (text.skips(",")) {
            return "";
        }
        text.expect("a=", "neither an authorization identity nor its end in the gs2 header");
        // Quirk of curl: without a user it sends "a=" with nothing behind, which the grammar has not.
        return identity(unescape(text.until(',', "gs2 header without end")));
    }

    /** {@code saslname = 1*(value-safe-char / "=2C" / "=3D")}. */
    private static String unescape(String saslname) throws MalformedResponse {
        StringBuilder name = new StringBuilder(saslname.length());
        for (int i = 0; i < saslname.length(); i++) {
            if (saslname.charAt(i) != '=') {
                name.append(saslname.charAt(i));
            } else if (saslname.startsWith("=2C", i)) {
                name.append(',');
                i += 2;
            } else if (saslname.startsWith("=3D", i)) {
                name.append('=');
                i += 2;
            } else {
                throw new MalformedResponse("an escape other than =2C and =3D");
            }
        }
        return name.toString();
    }

    /** No control characters: what else a mailbox may be called is policy, not grammar. */
    private static String identity(String name) throws MalformedResponse {
        if (name.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new MalformedResponse("control character in the identity");
        }
        return name;
    }

    private static BearerToken onlyToken(@Nullable BearerToken before, String auth) throws MalformedResponse {
        if (before != null) {
            throw new MalformedResponse("more than one auth");
        }
        // RFC 9110 §11.1: the scheme is case-insensitive.
        if (!auth.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new MalformedResponse("not the Bearer scheme");
        }
        int at = BEARER.length();
        while (at < auth.length() && auth.charAt(at) == ' ') {
            at++;
        }
        String token = auth.substring(at);
        if (at == BEARER.length() || !isToken(token)) {
            throw new MalformedResponse("not a bearer token");
        }
        return new BearerToken(token);
    }

    private static boolean isKey(String key) {
        return key.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
    }

    private static boolean isValue(String pair, int from) {
        return all(pair, from, pair.length(), BearerGrammar::isValueChar);
    }

    private static boolean isValueChar(char c) {
        return (c >= ' ' && c <= '~') || c == '\t' || c == '\r' || c == '\n';
    }

    /** What a character may be. */
    private interface CharRule {
        boolean allows(char c);
    }

    /** A loop, not a stream: tokens are long, and each login passes here twice. */
    private static boolean all(String text, int from, int to, CharRule rule) {
        for (int i = from; i < to; i++) {
            if (!rule.allows(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** RFC 6750 §2.1: {@code b64token = 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"="}. */
    private static boolean isToken(String token) {
        int end = token.length();
        while (end > 0 && token.charAt(end - 1) == '=') {
            end--;
        }
        return end > 0 && all(token, 0, end, BearerGrammar::isTokenChar);
    }

    private static boolean isTokenChar(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "-._~+/".indexOf(c) >= 0;
    }
}
