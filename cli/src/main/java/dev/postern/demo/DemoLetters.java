package dev.postern.demo;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The mail that lies in the inboxes when the demo begins, and one letter to send. RFC 5322 §3.6. */
final class DemoLetters {
    private final ZonedDateTime now;

    DemoLetters(Clock clock) {
        this.now = clock.instant().atZone(ZoneOffset.UTC);
    }

    List<String> inboxOf(DemoPerson person) {
        return switch (person) {
            case ADA ->
                List.of(
                        letter("Postern <postern@example.org>", DemoPerson.ADA, "You are in", """
                                If you can read this, a token let you in: Postern verified it, logged in to the
                                mail server as its master user on your behalf, and has copied bytes ever since.
                                The mail server knows nothing of tokens.
                                """),
                        letter(from(DemoPerson.GRACE), DemoPerson.ADA, "A bug in the relay", """
                                Taped into the logbook: one moth, from relay 70 of panel F.

                                Grace
                                """));
            case GRACE -> List.of(letter(from(DemoPerson.ADA), DemoPerson.GRACE, "Note G", """
                        The table for the numbers of Bernoulli is done. I should like to see it run.

                        Ada
                        """));
        };
    }

    /** From Ada to Grace. */
    String toSend() {
        return letter(from(DemoPerson.ADA), DemoPerson.GRACE, "Sent with a token", """
                This letter went to the mail server without a password.

                Ada
                """);
    }

    private static String from(DemoPerson person) {
        return switch (person) {
            case ADA -> "Ada Lovelace <" + person.address() + ">";
            case GRACE -> "Grace Hopper <" + person.address() + ">";
        };
    }

    private String letter(String from, DemoPerson to, String subject, String text) {
        String headers = """
                From: %s
                To: %s
                Subject: %s
                Date: %s

                """;
        return (headers.formatted(from, to.address(), subject, now.format(DateTimeFormatter.RFC_1123_DATE_TIME)) + text)
                .replace("\n", "\r\n");
    }
}
