package dev.postern.config.issuer;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Setting;
import dev.postern.config.type.ReadableFile;
import dev.postern.config.type.SecretPlace;
import dev.postern.config.type.StoredSecret;
import dev.postern.config.type.SystemdCredential;
import dev.postern.config.type.Text;
import dev.postern.core.tls.CertificateFiles;
import dev.postern.core.tls.CertificateProblem;
import dev.postern.core.tls.Certificates;
import dev.postern.core.token.introspection.ClientAuthentication;
import dev.postern.core.token.introspection.ClientSecret;
import dev.postern.core.token.jwt.SignatureAlgorithm;
import dev.postern.core.token.provider.ClientCertificate;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;

/** The settings by which we prove who we are: which of them belong together depends on the method. */
final class ProofSettings {
    /** As RFC 7591 §2 and RFC 8705 §2.1 call them, in kebab case. */
    enum Method {
        CLIENT_SECRET_BASIC,
        CLIENT_SECRET_POST,
        PRIVATE_KEY_JWT,
        TLS_CLIENT_AUTH
    }

    static final Setting<Path> SECRET_FILE = Setting.optional(
            "secret-file",
            ReadableFile.SECRET,
            Path.of("/etc/postern/client-secret"),
            "With a client-secret method: the file with the secret; one line end behind it does not count.");
    static final Setting<Path> SECRET_CREDENTIAL = Setting.optional(
            "secret-credential",
            new SystemdCredential(),
            Path.of("client-secret"),
            "Instead of secret-file: the credential that systemd hands to the service (LoadCredential=).");
    static final Setting<Path> KEY_FILE = Setting.optional(
            "key-file",
            ReadableFile.SECRET,
            Path.of("/etc/postern/client-key.pem"),
            "With private-key-jwt and tls-client-auth: our private key, PEM, not encrypted.");
    static final Setting<Path> KEY_CREDENTIAL = Setting.optional(
            "key-credential",
            new SystemdCredential(),
            Path.of("client-key"),
            "Instead of key-file: the credential that systemd hands to the service (LoadCredential=).");
    static final Setting<String> KEY_ID = Setting.optional(
            "key-id", Text.LINE, "postern-1", "With private-key-jwt: the key's name at the provider, kid.");
    static final Setting<SignatureAlgorithm> ALGORITHM = Setting.standard(
            "algorithm",
            new TokenTexts.Algorithm(EnumSet.complementOf(EnumSet.of(SignatureAlgorithm.EDDSA))),
            SignatureAlgorithm.RS256,
            "With private-key-jwt: what our key signs with.");
    static final Setting<Path> CERTIFICATE = Setting.optional(
            "certificate",
            ReadableFile.PUBLIC,
            Path.of("/etc/postern/client.pem"),
            "With tls-client-auth: our certificate and its intermediates, PEM.");

    static final List<Entry> ENTRIES =
            List.of(SECRET_FILE, SECRET_CREDENTIAL, KEY_FILE, KEY_CREDENTIAL, KEY_ID, ALGORITHM, CERTIFICATE);

    private static final StoredSecret<ClientSecret> SECRET =
            new StoredSecret<>(SECRET_FILE, SECRET_CREDENTIAL, "client secret", ClientSecret::new);

    private static final SecretPlace KEY = new SecretPlace(KEY_FILE, KEY_CREDENTIAL, "private key");

    private ProofSettings() {}

    static ClientAuthentication read(Mapping mapping, Method method, String clientId) {
        boolean sound = mapping.sound(IntrospectionSection.AUTHENTICATION);
        Mapping told = sound ? mapping : mapping.unheard();
        return switch (method) {
            case CLIENT_SECRET_BASIC -> {
                useless(told, method, KEY_FILE, KEY_CREDENTIAL, KEY_ID, CERTIFICATE);
                yield new ClientAuthentication.SecretBasic(clientId, secret(told));
            }
            case CLIENT_SECRET_POST -> {
                useless(told, method, KEY_FILE, KEY_CREDENTIAL, KEY_ID, CERTIFICATE);
                yield new ClientAuthentication.SecretPost(clientId, secret(told));
            }
            case PRIVATE_KEY_JWT -> {
                useless(told, method, SECRET_FILE, SECRET_CREDENTIAL, CERTIFICATE);
                yield signed(told, clientId);
            }
            case TLS_CLIENT_AUTH -> {
                useless(told, method, SECRET_FILE, SECRET_CREDENTIAL, KEY_ID);
                yield certified(told, clientId);
            }
        };
    }

    private static void useless(Mapping mapping, Method method, Setting<?>... settings) {
        for (Setting<?> setting : settings) {
            if (mapping.written(setting)) {
                mapping.problem(
                        setting,
                        "is of no use with authentication: "
                                + IntrospectionSection.AUTHENTICATION.type().print(method),
                        "remove it, or choose another authentication");
            }
        }
    }

    private static ClientSecret secret(Mapping mapping) {
        return SECRET.read(mapping).orElseGet(() -> new ClientSecret("none"));
    }

    private static ClientAuthentication signed(Mapping mapping, String clientId) {
        ClientAuthentication.PrivateKeyJwt signed = new ClientAuthentication.PrivateKeyJwt(
                clientId, key(mapping), mapping.optional(KEY_ID).orElse(""), mapping.value(ALGORITHM));
        if (KEY.sound(mapping) && mapping.sound(ALGORITHM)) {
            try {
                signed.requireUsable();
            } catch (IllegalArgumentException unusable) {
                mapping.problem(
                        KEY.written(mapping),
                        String.valueOf(unusable.getMessage()),
                        "name a key, and an algorithm that fits");
            }
        }
        return signed;
    }

    private static ClientAuthentication certified(Mapping mapping, String clientId) {
        ClientCertificate own = new ClientCertificate(
                required(mapping, CERTIFICATE, "name the file that holds our certificate"), key(mapping));
        if (mapping.sound(CERTIFICATE) && KEY.sound(mapping)) {
            check(mapping, own);
        }
        return new ClientAuthentication.MutualTls(clientId, own);
    }

    private static void check(Mapping mapping, ClientCertificate own) {
        List<CertificateProblem> problems = Certificates.problems(new CertificateFiles(own.chain(), own.key()));
        for (CertificateProblem problem : problems) {
            Setting<Path> named = problem.file().equals(own.chain()) ? CERTIFICATE : KEY.written(mapping);
            mapping.problem(named, problem.file() + ": " + problem.what(), problem.remedy());
        }
        if (problems.isEmpty()) {
            try {
                own.requireUsable();
            } catch (IllegalArgumentException unusable) {
                mapping.problem(KEY.written(mapping), String.valueOf(unusable.getMessage()), "take an RSA or EC key");
            }
        }
    }

    private static Path key(Mapping mapping) {
        return KEY.required(mapping).orElse(KEY_FILE.example());
    }

    private static Path required(Mapping mapping, Setting<Path> setting, String mend) {
        if (!mapping.written(setting)) {
            mapping.problem(setting, "is missing", mend);
        }
        return mapping.optional(setting).orElse(setting.example());
    }
}
