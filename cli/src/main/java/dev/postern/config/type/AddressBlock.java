package dev.postern.config.type;

import dev.postern.config.problem.Problems;
import dev.postern.config.schema.BadValue;
import dev.postern.config.schema.Surroundings;
import dev.postern.config.schema.ValueType;
import dev.postern.core.address.Network;
import java.util.Optional;

/** A network that is less than everybody, spelled as its lowest address and a prefix. */
public record AddressBlock() implements ValueType<Network> {
    @Override
    public String description() {
        return "network such as 10.0.0.0/8 or fd00::/8, or one IP address";
    }

    @Override
    public Network parse(String text, Surroundings around) throws BadValue {
        Network network = Network.parse(text)
                .orElseThrow(
                        () -> new BadValue("is " + Problems.quote(text) + ", no network", "write a " + description()));
        if (network.prefix() == 0) {
            throw new BadValue("is everybody", "name the networks that the proxies are in");
        }
        String address = text.replaceFirst("/.*", "");
        if (!Network.parse(address).map(Network::first).equals(Optional.of(network.first()))) {
            throw new BadValue(
                    "is " + Problems.quote(text) + ", an address inside of a network",
                    "write " + network + ", or the address alone");
        }
        return network;
    }

    @Override
    public String print(Network network) {
        return network.toString();
    }
}
