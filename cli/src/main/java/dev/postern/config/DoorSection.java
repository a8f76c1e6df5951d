package dev.postern.config;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Setting;
import dev.postern.config.type.Choice;
import dev.postern.config.type.Fingerprint;
import dev.postern.config.type.Flag;
import dev.postern.config.type.Host;
import dev.postern.config.type.OneWay;
import dev.postern.config.type.ReadableFile;
import dev.postern.config.type.WholeNumber;
import dev.postern.core.backend.AddressForwarding;
import dev.postern.core.backend.BackendIdentity;
import dev.postern.core.backend.BackendTlsMode;
import dev.postern.core.backend.LoginMethod;
import dev.postern.core.tls.BackendTls;
import dev.postern.core.tls.BackendTrust;
import dev.postern.core.tls.UnusableCertificate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How one protocol of a backend is reached. */
final class DoorSection implements Section<DoorSection.Door> {
    /** A door that still lacks its master user. */
    record Door(
            String host,
            int port,
            BackendTlsMode tls,
            BackendTrust trust,
            LoginMethod login,
            AddressForwarding forwarding,
            int prepared) {
        BackendDoor with(MasterSection.Master master) {
            return new BackendDoor(
                    host,
                    port,
                    tls,
                    trust,
                    new BackendIdentity(login, master.user(), master.separator()),
                    forwarding,
                    prepared);
        }
    }

    private static final List<LoginMethod> IMAP_LOGIN =
            List.of(LoginMethod.PLAIN_AUTHORIZATION_IDENTITY, LoginMethod.PLAIN_SEPARATOR, LoginMethod.LOGIN_SEPARATOR);
    private static final List<AddressForwarding> IMAP_FORWARDING = List.of(
            AddressForwarding.NONE, AddressForwarding.ID, AddressForwarding.PROXY_V1, AddressForwarding.PROXY_V2);
    private static final List<AddressForwarding> SMTP_FORWARDING = List.of(
            AddressForwarding.NONE, AddressForwarding.XCLIENT, AddressForwarding.PROXY_V1, AddressForwarding.PROXY_V2);

    private static final Setting<BackendTlsMode> TLS = Setting.standard(
            "tls",
            Choice.of(BackendTlsMode.class),
            BackendTlsMode.STARTTLS,
            "What protects the bytes on the way there; none is for loopback.");
    private static final Setting<Boolean> INSECURE_PLAINTEXT = Setting.standard(
            "insecure-plaintext",
            new Flag(),
            false,
            "With tls: none, whether the master password and all mail may cross a network unprotected.");
    private static final Setting<Path> CA_FILE = Setting.optional(
            "ca-file",
            ReadableFile.PUBLIC,
            Path.of("/etc/postern/backend-ca.pem"),
            "The authorities, PEM, of which one must have signed the backend's certificate; without it, the system's.");
    private static final Setting<BackendTrust.PinnedCertificate> PIN_SHA256 = Setting.optional(
            "pin-sha256",
            new Fingerprint(),
            new BackendTrust.PinnedCertificate("0123456789abcdef".repeat(4)),
            "The one certificate that is the backend's, whoever signed it.");

    private static final Setting<Integer> PREPARED = Setting.standard(
            "prepared-connections",
            new WholeNumber(0, 64),
            0,
            "How many connections may wait there for the next logins, each for a minute at most, with its greeting heard "
                    + "and nothing said; spares a login the way there and back where the backend is far or in TLS.");

    private final ProtocolName protocol;
    private final Setting<String> host;
    private final Setting<Integer> port;
    private final Setting<LoginMethod> login;
    private final Setting<AddressForwarding> forwarding;

    DoorSection(ProtocolName protocol) {
        this.protocol = protocol;
        boolean imap = protocol == ProtocolName.IMAP;
        this.host = Setting.required("host", new Host(), "localhost", "The host where it listens.");
        this.port = Setting.standard("port", WholeNumber.PORT, imap ? 143 : 587, "Its port.");
        this.login = Setting.standard(
                "login",
                Choice.offering(LoginMethod.class, imap ? IMAP_LOGIN : List.of(LoginMethod.values())),
                LoginMethod.PLAIN_AUTHORIZATION_IDENTITY,
                "How the master user logs in for a mailbox: SASL PLAIN with the mailbox as authorization identity, "
                        + "PLAIN or LOGIN with mailbox*master as the user"
                        + (imap ? "." : ", or Postfix's XCLIENT LOGIN."));
        this.forwarding = Setting.standard(
                "forward-address",
                new OneWay<>(
                        Choice.offering(AddressForwarding.class, imap ? IMAP_FORWARDING : SMTP_FORWARDING),
                        "each takes away the trust that another one needs"),
                AddressForwarding.NONE,
                imap
                        ? "How it learns the client's address: id (Dovecot: login_trusted_networks), or a PROXY header."
                        : "How it learns the client's address: xclient (Postfix: smtpd_authorized_xclient_hosts), "
                                + "or a PROXY header.");
    }

    @Override
    public List<Entry> entries() {
        return List.of(host, port, TLS, INSECURE_PLAINTEXT, CA_FILE, PIN_SHA256, login, forwarding, PREPARED);
    }

    @Override
    public Map<String, String> mistakes() {
        return Map.of(
                "address", "write host: a name or an IP address",
                "trust", "name ca-file or pin-sha256; without either, the system's authorities are trusted",
                "starttls", "write tls: starttls");
    }

    @Override
    public Door read(Mapping mapping) {
        Door door = new Door(
                mapping.value(host),
                mapping.value(port),
                mapping.value(TLS),
                trust(mapping),
                mapping.value(login),
                mapping.value(forwarding),
                mapping.value(PREPARED));
        checkTransport(mapping, door);
        checkAuthorities(mapping, door);
        checkForwarding(mapping, door);
        return door;
    }

    private static BackendTrust trust(Mapping mapping) {
        if (mapping.written(CA_FILE) && mapping.written(PIN_SHA256)) {
            mapping.problem(PIN_SHA256, "is set beside ca-file", "keep one of the two");
        }
        return mapping.optional(PIN_SHA256)
                .<BackendTrust>map(pin -> pin)
                .or(() -> mapping.optional(CA_FILE).map(BackendTrust.AuthorityFile::new))
                .orElseGet(BackendTrust.SystemAuthorities::new);
    }

    private void checkTransport(Mapping mapping, Door door) {
        boolean insecure = mapping.value(INSECURE_PLAINTEXT);
        if (!mapping.sound(TLS)) {
            return;
        }
        boolean plain = door.tls() == BackendTlsMode.NONE;
        if (plain && mapping.sound(host) && !Host.isLoopback(door.host()) && !insecure) {
            mapping.problem(
                    TLS,
                    "is none, but " + door.host()
                            + " is not loopback: the master password would cross a network unprotected",
                    "write tls: starttls or implicit; or, knowing that, insecure-plaintext: true");
        }
        if (!plain && insecure) {
            mapping.problem(INSECURE_PLAINTEXT, "contradicts the setting tls", "remove it, or write tls: none");
        }
        if (plain) {
            for (Setting<?> unused : List.of(CA_FILE, PIN_SHA256)) {
                if (mapping.written(unused)) {
                    mapping.problem(unused, "is of no use with tls: none", "remove it, or write tls: starttls");
                }
            }
        }
    }

    /** Reads them as a start would, which would fail on them. */
    private void checkAuthorities(Mapping mapping, Door door) {
        if (mapping.optional(CA_FILE).isEmpty() || door.tls() == BackendTlsMode.NONE) {
            return;
        }
        try {
            var unused = BackendTls.of(door.host(), door.port(), door.trust());
        } catch (UnusableCertificate unusable) {
            mapping.problem(CA_FILE, "cannot be used", String.valueOf(unusable.getMessage()));
        }
    }

    private void checkForwarding(Mapping mapping, Door door) {
        boolean imap = protocol == ProtocolName.IMAP;
        if (!(imap ? IMAP_FORWARDING : SMTP_FORWARDING).contains(door.forwarding())) {
            mapping.problem(
                    forwarding,
                    imap ? "is xclient, a command of SMTP" : "is id, a command of IMAP",
                    imap ? "write id, proxy-v1, proxy-v2 or none" : "write xclient, proxy-v1, proxy-v2 or none");
        }
        if (door.prepared() > 0 && door.forwarding().byProxyHeader()) {
            mapping.problem(
                    PREPARED,
                    "is " + door.prepared() + ", but forward-address is a PROXY header, which begins a connection with "
                            + "its client's address",
                    "remove it, or write forward-address: " + (imap ? "id" : "xclient"));
        }
        if (door.login() != LoginMethod.XCLIENT_LOGIN) {
            return;
        }
        if (imap) {
            mapping.problem(login, "is xclient-login, a command of SMTP", "choose another login");
        } else if (door.forwarding().byProxyHeader()) {
            mapping.problem(
                    forwarding,
                    "is a PROXY header, but login is xclient-login: Postfix then judges the right to XCLIENT by the client's address",
                    "write forward-address: xclient");
        }
    }
}
