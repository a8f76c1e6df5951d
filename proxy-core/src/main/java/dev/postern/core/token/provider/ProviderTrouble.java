package dev.postern.core.token.provider;

import java.net.ConnectException;
import java.security.cert.CertPathBuilderException;
import java.util.concurrent.CompletionException;

/** An identity provider that did not answer as it should. The message is for the log. */
public final class ProviderTrouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ProviderTrouble(String message) {
        super(message, null, false, false);
    }

    /** True where a handshake failed because nobody whom we trust vouches for the provider's certificate. */
    public static boolean unknownAuthority(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathBuilderException) {
                return true;
            }
        }
        return false;
    }

    /** Whatever a future failed with, in one line. */
    public static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ProviderTrouble trouble) {
            return String.valueOf(trouble.getMessage());
        }
        if (unknownAuthority(cause)) {
            return "its certificate is signed by no authority that is trusted here";
        }
        String message = cause.getMessage();
        if (cause instanceof ConnectException && message == null) {
            // Java's HTTP client keeps to itself which of the two it was.
            return "no connection: its name is not known here, or nobody listens there";
        }
        return cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
