package dev.postern.core.testing;

import dev.postern.core.token.Fingerprint;
import dev.postern.core.token.Grant;
import dev.postern.core.token.Tenure;
import dev.postern.core.token.Verdict;
import java.time.Instant;
import java.util.List;

/** What a good token grants, for tests that care about something else. */
public final class TestGrant {
    public static final Instant ISSUED = Instant.parse("2026-01-01T00:00:00Z");

    private static final String ISSUER = "https://idp.example.org/realms/example";

    private TestGrant() {}

    public static Grant of(String mailbox) {
        return new Grant(
                ISSUER,
                "subject-of-" + mailbox,
                List.of("mail-client"),
                "session-of-" + mailbox,
                ISSUED,
                Instant.parse("2100-01-01T00:00:00Z"),
                "",
                Fingerprint.of("token-of-" + mailbox));
    }

    /** Somebody who opens a mailbox with a token that names a backend. */
    public static Verdict.Accepted naming(String backend, String actor, String mailbox) {
        Grant plain = of(actor);
        Grant grant = new Grant(
                plain.issuer(),
                plain.subject(),
                plain.clients(),
                plain.sessionId(),
                plain.issued(),
                plain.expires(),
                backend,
                plain.token());
        return new Verdict.Accepted(mailbox, actor, grant, Tenure.UNLIMITED);
    }

    /** A session without end in their own mailbox. */
    public static Verdict.Accepted accepted(String mailbox) {
        return accepted(mailbox, Tenure.UNLIMITED);
    }

    public static Verdict.Accepted accepted(String mailbox, Tenure tenure) {
        return new Verdict.Accepted(mailbox, mailbox, of(mailbox), tenure);
    }
}
