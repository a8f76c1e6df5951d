package dev.postern.config;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Presence;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Values;
import dev.postern.config.type.AddressBlock;
import dev.postern.core.address.Network;
import dev.postern.core.address.TrustedProxies;
import java.util.List;
import java.util.Map;

/** Which proxies in front of a listener tell us the clients' addresses. */
final class ProxyProtocolSection implements Section<TrustedProxies> {
    private static final Values<Network> FROM = new Values<>(
            "from",
            new AddressBlock(),
            Presence.REQUIRED,
            List.of(
                    Network.parse("10.0.0.0/8").orElseThrow(),
                    Network.parse("192.0.2.10").orElseThrow()),
            "The networks that the proxies connect from. Nobody else gets in here, and each connection of theirs must "
                    + "begin with a header.");

    @Override
    public List<Entry> entries() {
        return List.of(FROM);
    }

    @Override
    public Map<String, String> mistakes() {
        return Map.of(
                "version",
                "both versions are understood: remove it",
                "trusted",
                "write from",
                "networks",
                "write from");
    }

    @Override
    public TrustedProxies read(Mapping mapping) {
        return new TrustedProxies(mapping.values(FROM));
    }
}
