package dev.postern.core.sasl;

import dev.postern.core.token.BearerCredentials;
import dev.postern.core.token.Verdict;
import org.jspecify.annotations.Nullable;

/** One SASL exchange of one mechanism: response, verdict, then success, or error challenge and refusal. */
public final class SaslExchange {
    /** Base64 characters of one response: 32 KiB of content. RFC 4954 §4 asks for 12288 at least. */
    public static final int LONGEST_RESPONSE = 43_692;

    private enum Step {
        BEGIN,
        RESPONSE_AWAITED,
        VERDICT_AWAITED,
        ACKNOWLEDGEMENT_AWAITED,
        OVER
    }

    private final SaslMechanism mechanism;
    private final SaslPeer peer;
    private Step step = Step.BEGIN;
    private SaslRefusal refusal = SaslRefusal.INVALID_TOKEN;

    public SaslExchange(SaslMechanism mechanism, SaslPeer peer) {
        this.mechanism = mechanism;
        this.peer = peer;
    }

    /**
     * Starts, with the initial response as it stood on the command line.
     *
     * @param initialResponse base64, {@code =} for the empty response (RFC 4959 §3, RFC 4954 §4), null where there was
     *     none: then the empty challenge is sent
     */
    public void begin(@Nullable String initialResponse) {
        require(Step.BEGIN);
        if (initialResponse == null) {
            step = Step.RESPONSE_AWAITED;
            peer.challenge("");
        } else {
            // RFC 4959 §3, RFC 4954 §4: "=" stands for a response of no octets, which neither mechanism has.
            submit(initialResponse.equals("=") ? "" : initialResponse);
        }
    }

    /** A line that answers a challenge, without its line end: base64, {@code *}, or anything after an error challenge. */
    public void onResponse(String line) {
        if (step == Step.ACKNOWLEDGEMENT_AWAITED) {
            // RFC 7628 §3.2.3 wants a lone ^A, XOAUTH2 an empty line; clients send these, "*", or their command again.
            refuse(refusal);
            return;
        }
        require(Step.RESPONSE_AWAITED);
        if (line.equals("*")) {
            refuse(SaslRefusal.CANCELLED);
        } else {
            submit(line);
        }
    }

    private void submit(String response) {
        if (response.length() > LONGEST_RESPONSE) {
            refuse(SaslRefusal.TOO_LONG);
            return;
        }
        BearerCredentials credentials;
        try {
            credentials = BearerGrammar.parse(mechanism, response);
        } catch (MalformedResponse malformed) {
            refuse(SaslRefusal.MALFORMED);
            return;
        }
        step = Step.VERDICT_AWAITED;
        peer.verify(credentials);
    }

    /** What {@link SaslPeer#verify} asked for. */
    public void onVerdict(Verdict verdict) {
        require(Step.VERDICT_AWAITED);
        if (verdict instanceof Verdict.Accepted accepted) {
            step = Step.OVER;
            peer.authenticated(accepted);
        } else if (verdict instanceof Verdict.Refused refused) {
            onRefused(refused);
        }
    }

    private void onRefused(Verdict.Refused refused) {
        refusal = switch (refused.why().kind()) {
            case INVALID -> SaslRefusal.INVALID_TOKEN;
            case SCOPE -> SaslRefusal.INSUFFICIENT_SCOPE;
            case TEMPORARY -> SaslRefusal.TEMPORARY;
        };
        if (refusal == SaslRefusal.TEMPORARY) {
            // An error challenge would call the token bad, and clients would throw a good one away.
            refuse(refusal);
            return;
        }
        // RFC 7628 §3.2.3: the refusal waits until the client has acknowledged the error challenge.
        step = Step.ACKNOWLEDGEMENT_AWAITED;
        peer.errorChallenge(ErrorChallenge.of(mechanism, refused));
    }

    /** The answer to the error challenge has not come in time: refuse without it. */
    public void onAcknowledgementOverdue() {
        require(Step.ACKNOWLEDGEMENT_AWAITED);
        refuse(refusal);
    }

    private void refuse(SaslRefusal why) {
        step = Step.OVER;
        peer.refused(why);
    }

    private void require(Step expected) {
        if (step != expected) {
            throw new IllegalStateException("expected " + expected + ", at " + step);
        }
    }
}
