package dev.postern.core.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/8, 9.255.255.255, false",
        "192.0.2.128/25, 192.0.2.128, true",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "192.0.2.9/29, 192.0.2.15, true",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::1, ::1, true",
        "::/1, 127.0.0.1, false",
        "0.0.0.0/1, ::1, false",
        "0.0.0.0/0, 203.0.113.7, true",
        // An address that is mapped into IPv6 is the IPv4 address that it stands for.
        "10.0.0.0/8, ::ffff:10.1.2.3, true",
        "::ffff:10.0.0.0/8, 10.1.2.3, true"
    })
    void an_address_is_inside_or_outside(String network, String address, boolean inside) throws UnknownHostException {
        Network read = Network.parse(network).orElseThrow();
        assertThat(read.contains(InetAddress.getByName(address))).isEqualTo(inside);
        assertThat(Network.parse(read.toString())).contains(read);
        assertThat(new TrustedProxies(List.of(read)).trusts(InetAddress.getByName(address)))
                .isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "10.0.0.0/33",
                "10.0.0/8",
                "10.0.0.0.0/8",
                "010.0.0.0/8",
                "10.0.0.256",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "::1/129",
                ":::/8",
                ".::/8",
                "fe80::1%eth0",
                "1:2:3:4:5:6:7:8:9",
                "abba"
            })
    void what_spells_no_network_is_none_and_nobody_is_asked(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }

    @Test
    void nobody_is_trusted_unless_named() throws UnknownHostException {
        assertThat(new TrustedProxies(List.of()).trusts(InetAddress.getLoopbackAddress()))
                .isFalse();
    }
}
