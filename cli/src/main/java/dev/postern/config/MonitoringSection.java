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

/** Where monitoring asks: plain HTTP without a password, so it is for this machine alone unless somebody says otherwise. */
final class MonitoringSection implements Section<MonitoringPort> {
    private static final Setting<InetAddress> ADDRESS = Setting.standard(
            "address", new ListenAddress(), InetAddress.getLoopbackAddress(), "The address to listen on.");
    private static final Setting<Integer> PORT = Setting.required(
            "port",
            new WholeNumber(0, 65_535),
            9993,
            "The port to listen on; 0 lets the system choose. The paths are /metrics, /live and /ready.");
    private static final Setting<Boolean> INSECURE_EXPOSED = Setting.standard(
            "insecure-exposed",
            new Flag(),
            false,
            "Whether machines beyond this one may ask, without a password and without TLS: they learn names of"
                    + " backends, issuers and files, how many log in, and why some do not.");

    @Override
    public List<Entry> entries() {
        return List.of(ADDRESS, PORT, INSECURE_EXPOSED);
    }

    @Override
    public Map<String, String> mistakes() {
        return Map.of(
                "path", "the paths are always /metrics, /live and /ready",
                "host", "write address: an IP address of this machine",
                "tls", "it speaks plain HTTP; a web server in front of it can speak TLS");
    }

    @Override
    public MonitoringPort read(Mapping mapping) {
        InetAddress address = mapping.value(ADDRESS);
        boolean exposed = mapping.value(INSECURE_EXPOSED);
        if (mapping.sound(ADDRESS) && mapping.sound(INSECURE_EXPOSED)) {
            if (!exposed && !address.isLoopbackAddress()) {
                mapping.problem(
                        ADDRESS,
                        "is " + address.getHostAddress()
                                + ", not loopback: whoever reaches it would see who is behind us and how it goes",
                        "write address: 127.0.0.1; or, behind a firewall, insecure-exposed: true");
            } else if (exposed && address.isLoopbackAddress()) {
                mapping.problem(INSECURE_EXPOSED, "is of no use with a loopback address", "remove it");
            }
        }
        return new MonitoringPort(new InetSocketAddress(address, mapping.value(PORT)));
    }
}
