package dev.postern.smtp.backend;

import dev.postern.core.session.Client;
import dev.postern.smtp.wire.HelloName;
import dev.postern.smtp.wire.Xtext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the XCLIENT commands that tell Postfix who the client really is. XCLIENT_README of Postfix. */
final class ClientForwarding {
    /** Octets of one command with its CRLF. */
    private static final int LONGEST_COMMAND = 512;

    /** Octets of one value before it is encoded; Postfix refuses longer ones. */
    private static final int LONGEST_VALUE = 255;

    private static final int CRLF = 2;
    private static final String COMMAND = "XCLIENT";
    /** What Postfix takes as "the name could not be found": without it, our own name would stay with the address. */
    private static final String NO_NAME = "[UNAVAILABLE]";

    private final List<String> supported;
    private final List<String> early = new ArrayList<>();
    private final List<String> late = new ArrayList<>();

    private ClientForwarding(List<String> supported) {
        this.supported = supported;
    }

    /** One attribute that a backend must know, or the configuration asks for more than it can give. */
    static Optional<String> missing(List<String> supported, boolean address, boolean login) {
        if (address && !supported.contains("ADDR")) {
            return Optional.of("XCLIENT without ADDR");
        }
        return login && !supported.contains("LOGIN") ? Optional.of("XCLIENT without LOGIN") : Optional.empty();
    }

    /**
     * Everything about a client.
     *
     * @param supported the attributes that the EHLO reply names: an unknown one would be a syntax error
     * @param login the mailbox to log in to by XCLIENT alone, empty where AUTH follows
     */
    static List<String> of(List<String> supported, Client.Facts client, HelloName hello, Optional<String> login) {
        ClientForwarding forwarding = new ClientForwarding(supported);
        forwarding.early("NAME", NO_NAME);
        forwarding.early("REVERSE_NAME", NO_NAME);
        forwarding.early("DESTADDR", address(client.localHost()));
        forwarding.early("DESTPORT", Integer.toString(client.localPort()));
        forwarding.early("PORT", Integer.toString(client.remotePort()));
        // Each command makes Postfix forget protocol and name of an earlier one: these belong to the last, if they fit.
        forwarding.late("PROTO", "ESMTP");
        // The right to say XCLIENT is judged anew for the new address, and the login is forgotten by any XCLIENT
        // without LOGIN: these two come last, in one command.
        forwarding.late("ADDR", address(client.remoteHost()));
        login.ifPresent(mailbox -> forwarding.late("LOGIN", mailbox));
        forwarding.hello(hello);
        return forwarding.commands();
    }

    /** The login alone: the address is not to be told, or is told by other means. */
    static List<String> ofLogin(List<String> supported, String mailbox) {
        ClientForwarding forwarding = new ClientForwarding(supported);
        forwarding.late("PROTO", "ESMTP");
        forwarding.late("LOGIN", mailbox);
        return forwarding.commands();
    }

    /** True where a login can be told with the address beside it, which cannot go in another command. */
    static boolean holds(String mailbox, boolean address) {
        List<String> late = new ArrayList<>(List.of(" PROTO=ESMTP", " LOGIN=" + Xtext.of(mailbox)));
        if (address) {
            late.add(" ADDR=IPV6:" + "0000:".repeat(7) + "0000");
        }
        return mailbox.length() <= LONGEST_VALUE && fits(late);
    }

    /** {@code "IPV6:" IPv6-addr}. */
    private static String address(String host) {
        return host.indexOf(':') < 0 ? host : "IPV6:" + host;
    }

    private void early(String name, String value) {
        add(early, name, value);
    }

    private void late(String name, String value) {
        add(late, name, value);
    }

    private void add(List<String> attributes, String name, String value) {
        if (supported.contains(name)) {
            attributes.add(" " + name + "=" + Xtext.of(value));
        }
    }

    /** In the last command where there is room; else earlier, since EHLO says it again anyway. */
    private void hello(HelloName name) {
        late("HELO", name.text());
        if (!fits(late) && supported.contains("HELO")) {
            early.add(late.remove(late.size() - 1));
        }
    }

    private List<String> commands() {
        List<String> all = new ArrayList<>(early);
        all.addAll(late);
        if (fits(all)) {
            return List.of(COMMAND + String.join("", all));
        }
        List<String> commands = new ArrayList<>();
        List<String> part = new ArrayList<>();
        for (String attribute : early) {
            part.add(attribute);
            if (!fits(part)) {
                part.remove(part.size() - 1);
                commands.add(COMMAND + String.join("", part));
                part = new ArrayList<>(List.of(attribute));
            }
        }
        if (!part.isEmpty()) {
            commands.add(COMMAND + String.join("", part));
        }
        commands.add(COMMAND + String.join("", late));
        return commands;
    }

    private static boolean fits(List<String> attributes) {
        int length = COMMAND.length() + CRLF;
        for (String attribute : attributes) {
            length += attribute.length();
        }
        return length <= LONGEST_COMMAND;
    }
}
