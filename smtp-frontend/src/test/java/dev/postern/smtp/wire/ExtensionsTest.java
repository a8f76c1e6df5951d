package dev.postern.smtp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExtensionsTest {
    private static final List<String> POSTFIX = List.of(
            "PIPELINING",
            "SIZE 10240000",
            "VRFY",
            "ETRN",
            "STARTTLS",
            "AUTH PLAIN LOGIN",
            "AUTH=PLAIN LOGIN",
            "XVERP",
            "XCLIENT NAME ADDR PROTO HELO REVERSE_NAME PORT LOGIN",
            "XFORWARD NAME ADDR",
            "ENHANCEDSTATUSCODES",
            "8BITMIME",
            "DSN",
            "SMTPUTF8",
            "CHUNKING",
            "BINARYMIME",
            "BURL imap",
            "X-WHATEVER");

    @Test
    void aClientSeesWhatItMayUse() {
        // Hazards 26, 29.
        assertThat(Extensions.of(POSTFIX).forClients())
                .containsExactly(
                        "PIPELINING",
                        "SIZE 10240000",
                        "ENHANCEDSTATUSCODES",
                        "8BITMIME",
                        "DSN",
                        "SMTPUTF8",
                        "CHUNKING",
                        "BINARYMIME");
    }

    @Test
    void chunkingWaitsForTheSessionsOwnBackend() {
        assertThat(Extensions.of(POSTFIX).beforeLogin()).doesNotContain("CHUNKING", "BINARYMIME");
    }

    @Test
    void binaryMimeNeedsChunking() {
        assertThat(Extensions.of(List.of("BINARYMIME", "DSN")).forClients()).containsExactly("DSN");
    }

    @Test
    void anUnknownBackendHasTheMinimum() {
        assertThat(Extensions.of(List.of()).beforeLogin()).containsExactly("8BITMIME", "ENHANCEDSTATUSCODES");
    }

    @Test
    void keywordsComeInAnyCaseAndOddParametersDoNotPass() {
        assertThat(Extensions.of(List.of("size 12x", "Dsn yes", "size 5", "", "x".repeat(100)))
                        .forClients())
                .containsExactly("SIZE", "DSN");
    }

    @Test
    void theOldFormOfAuthCounts() {
        assertThat(Extensions.of(List.of("AUTH=LOGIN PLAIN")).offers("AUTH", "PLAIN"))
                .isTrue();
    }
}
