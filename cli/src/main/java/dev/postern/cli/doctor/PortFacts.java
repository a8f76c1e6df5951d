package dev.postern.cli.doctor;

import dev.postern.cli.CommandFailed;
import dev.postern.cli.control.RunningListeners;
import dev.postern.config.Configuration;
import dev.postern.config.ControlSocket;
import dev.postern.config.ListenerPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Whether the ports can be had. */
final class PortFacts {
    private PortFacts() {}

    /** True where a Postern runs. */
    static boolean tell(Configuration configuration, Consumer<Fact> facts) {
        Optional<Set<String>> ours = ours(configuration, facts);
        for (ListenerPort listener : configuration.listeners()) {
            facts.accept(fact(listener, ours.orElse(Set.of()).contains(listener.name())));
        }
        return ours.isPresent();
    }

    /** Names of the running Postern's listeners. */
    private static Optional<Set<String>> ours(Configuration configuration, Consumer<Fact> facts) {
        Optional<ControlSocket> control = configuration.control();
        if (control.isEmpty()) {
            facts.accept(Fact.warn(
                    "control",
                    "no control socket is configured: status, sessions and drain do not work",
                    "add the section control"));
            return Optional.empty();
        }
        try {
            Set<String> running = RunningListeners.at(control.get().path());
            facts.accept(Fact.ok(
                    "control", "Postern runs, and answers at " + control.get().path()));
            return Optional.of(running);
        } catch (CommandFailed notRunning) {
            facts.accept(Fact.warn("control", "no Postern answers: " + notRunning.getMessage(), ""));
            return Optional.empty();
        }
    }

    private static Fact fact(ListenerPort listener, boolean bound) {
        String subject = "listener " + listener.name();
        InetSocketAddress address = listener.address();
        String at = address.getAddress().getHostAddress() + " port " + address.getPort();
        if (bound) {
            return Fact.ok(subject, at + " is the running Postern's");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return Fact.ok(subject, at + " can be bound");
        } catch (IOException refused) {
            return Fact.fail(
                    subject,
                    at + " cannot be bound: " + refused.getMessage(),
                    remedy(String.valueOf(refused.getMessage()), address.getPort()));
        }
    }

    private static String remedy(String message, int port) {
        if (message.contains("in use")) {
            return "see who has it with: ss -ltnp 'sport = :" + port + "'";
        }
        return message.contains("ermission")
                ? "a port below 1024 needs CAP_NET_BIND_SERVICE; the systemd unit grants it"
                : "write an address of this machine's";
    }
}
