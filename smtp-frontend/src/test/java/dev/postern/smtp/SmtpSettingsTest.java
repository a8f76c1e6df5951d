package dev.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpSettingsTest {
    @Test
    void aHostnameIsADomain() {
        assertThat(SmtpSettings.standard("mail-1.example.org").hostname()).isEqualTo("mail-1.example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a b", "-a", "a.", "mail.example.org\r\n250 x", "\u00e4.example.org"})
    void nothingElseIs(String hostname) {
        assertThatThrownBy(() -> SmtpSettings.standard(hostname)).isInstanceOf(IllegalArgumentException.class);
    }
}
