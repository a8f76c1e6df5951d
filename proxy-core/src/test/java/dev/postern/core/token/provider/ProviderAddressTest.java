package dev.postern.core.token.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a provider may be. */
class ProviderAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://idp.example.org/realms/x",
                "http://127.0.0.1:1/x",
                "http://localhost/x",
                "http://[::1]/x"
            })
    void acceptsHttpsAndLoopback(String address) {
        assertThat(ProviderAddress.checked(address, HttpSettings.STANDARD)).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://idp.example.org/x",
                "http://127.0.0.1.example.org/x",
                "http://localhost.example.org/x",
                "http://[::2]/x",
                "ftp://idp.example.org/x",
                "file:///etc/passwd",
                "https:///x",
                "https://user@idp.example.org/x",
                "https://idp.example.org/x#y",
                "idp.example.org",
                "https://idp example/x",
                ""
            })
    void refusesTheRest(String address) {
        assertThatThrownBy(() -> ProviderAddress.checked(address, HttpSettings.STANDARD))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = "http://idp.example.org/x")
    void leavesPlainHttpToWhoeverInsists(String address) {
        HttpSettings insisting = new HttpSettings(Duration.ofSeconds(1), Duration.ofSeconds(1), 1000, null, true);
        assertThat(ProviderAddress.checked(address, insisting)).hasToString(address);
    }
}
