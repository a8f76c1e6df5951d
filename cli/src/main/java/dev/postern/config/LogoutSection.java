package dev.postern.config;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Setting;
import dev.postern.config.type.Flag;
import dev.postern.config.type.ListenAddress;
import dev.postern.config.type.WholeNumber;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/** Where identity providers tell of logouts: OpenID Connect Back-Channel Logout 1.0. */
final class LogoutSection implements Section<LogoutPort> {
    static final Setting<InetAddress> ADDRESS = Setting.standard(
            "address", new ListenAddress(), InetAddress.getLoopbackAddress(), "The address to listen on.");
    static final Setting<Integer> PORT = Setting.required(
            "port",
            new WholeNumber(0, 65_535),
            8090,
            "The port to listen on; 0 lets the system choose. The path is /backchannel-logout.");
    static final Setting<Boolean> TLS = Setting.standard(
            "tls",
            new Flag(),
            false,
            "Whether it speaks https, with the certificates above; without, it listens on loopback only.");

    @Override
    public List<Entry> entries() {
        return List.of(ADDRESS, PORT, TLS);
    }

    @Override
    public Map<String, String> mistakes() {
        return Map.of(
                "path", "the path is always /backchannel-logout",
                "host", "write address: an IP address of this machine");
    }

    @Override
    public LogoutPort read(Mapping mapping) {
        InetAddress address = mapping.value(ADDRESS);
        boolean tls = mapping.value(TLS);
        if (mapping.sound(ADDRESS) && mapping.sound(TLS) && !tls && !address.isLoopbackAddress()) {
            mapping.problem(
                    TLS,
                    "is false, but " + address.getHostAddress()
                            + " is not loopback: anybody on the way could hold logouts back",
                    "write tls: true; or address: 127.0.0.1, behind a web server with TLS");
        }
        return new LogoutPort(new InetSocketAddress(address, mapping.value(PORT)), tls);
    }
}
