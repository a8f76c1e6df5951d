package dev.postern.imap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapabilitiesTest {
    private static final String DOVECOT =
            "IMAP4rev1 LITERAL+ SASL-IR LOGIN-REFERRALS ID ENABLE IDLE STARTTLS AUTH=PLAIN AUTH=LOGIN";

    @Test
    void aClientIsOfferedWhatTheBackendHasAndWhatAProxyAdds() {
        assertThat(Capabilities.parse(DOVECOT).beforeLogin(true).text())
                .isEqualTo("IMAP4rev1 LITERAL+ ENABLE IDLE ID SASL-IR LOGINDISABLED AUTH=OAUTHBEARER AUTH=XOAUTH2");
    }

    @Test
    void withoutTlsThereIsNoMechanismToOffer() {
        assertThat(Capabilities.parse(DOVECOT).beforeLogin(false).text())
                .isEqualTo("IMAP4rev1 LITERAL+ ENABLE IDLE ID SASL-IR STARTTLS LOGINDISABLED");
    }

    @Test
    void ofAnUnknownBackendTheLeastIsPromised() {
        assertThat(Capabilities.of(List.of()).beforeLogin(true).text())
                .isEqualTo("IMAP4rev1 ID SASL-IR LOGINDISABLED AUTH=OAUTHBEARER AUTH=XOAUTH2");
    }

    @Test
    void whatABackendMayNotOfferThroughUsIsWithheldInAnyCase() {
        Capabilities backend =
                Capabilities.parse("imap4rev1 IMAP4rev2 auth=Plain Compress=DEFLATE unauthenticate IDLE");
        assertThat(backend.beforeLogin(true).text())
                .isEqualTo("IMAP4rev1 IMAP4rev2 IDLE ID SASL-IR LOGINDISABLED AUTH=OAUTHBEARER AUTH=XOAUTH2");
    }

    @Test
    void whatIsNoCapabilityIsLeftOut() {
        assertThat(Capabilities.parse("IMAP4rev1  IDLE] x\r\ny {3} IDLE IDLE").names())
                .containsExactly("IMAP4rev1", "IDLE");
    }

    @ParameterizedTest
    @CsvSource({
        "* CAPABILITY IMAP4rev1 AUTH=PLAIN IDLE, * CAPABILITY IMAP4rev1 IDLE",
        "* capability IMAP4rev1 COMPRESS=DEFLATE, * capability IMAP4rev1",
        "OK [CAPABILITY IMAP4rev1 LOGIN-REFERRALS IDLE] Logged in, OK [CAPABILITY IMAP4rev1 IDLE] Logged in",
        "a OK [CAPABILITY UNAUTHENTICATE IMAP4rev1] STARTTLS, a OK [CAPABILITY IMAP4rev1] STARTTLS",
        "* OK [ALERT] no [CAPABILITY STARTTLS] here, * OK [ALERT] no [CAPABILITY STARTTLS] here",
        "* OK [CAPABILITY STARTTLS, * OK [CAPABILITY STARTTLS",
        "* LIST () / STARTTLS, * LIST () / STARTTLS",
        "OK Logged in, OK Logged in"
    })
    void aListThatPassesLosesWhatIsWithheldAndNothingElse(String said, String heard) {
        assertThat(CapabilityLine.filter(said)).isEqualTo(heard);
    }

    @Test
    void aListWithNothingToHideKeepsItsSpaces() {
        String odd = "* CAPABILITY  IMAP4rev1   IDLE ";
        assertThat(CapabilityLine.filter(odd)).isSameAs(odd);
    }
}
