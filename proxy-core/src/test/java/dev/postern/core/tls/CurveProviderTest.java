package dev.postern.core.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.testing.TestAuthority;
import dev.postern.core.testing.TestCertificates;
import dev.postern.core.testing.TestCertificates.KeyKind;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurveProviderTest {
    private static final String OURS = "PosternCurves";

    @BeforeAll
    static void install() {
        CurveProvider.install();
    }

    @Test
    void it_stands_first_and_once() {
        CurveProvider.install();
        assertThat(Security.getProviders()[0].getName()).isEqualTo(OURS);
        assertThat(List.of(Security.getProviders()).stream()
                        .filter(one -> one.getName().equals(OURS)))
                .hasSize(1);
    }

    @Test
    void digests_ciphers_and_macs_stay_the_jdks() throws Exception {
        assertThat(MessageDigest.getInstance("SHA-256").getProvider().getName()).isEqualTo("SUN");
        assertThat(Cipher.getInstance("AES/GCM/NoPadding").getProvider().getName())
                .isEqualTo("SunJCE");
        assertThat(Mac.getInstance("HmacSHA256").getProvider().getName()).isEqualTo("SunJCE");
    }

    /** Each of the two computes what the other does. */
    @ParameterizedTest
    @ValueSource(strings = {"X25519", "XDH"})
    void it_agrees_on_keys_with_the_jdks_own(String name) throws Exception {
        Provider jdk = Security.getProvider("SunEC");
        KeyPair here = KeyPairGenerator.getInstance(name).generateKeyPair();
        KeyPair there = KeyPairGenerator.getInstance(name, jdk).generateKeyPair();
        KeyAgreement ours = KeyAgreement.getInstance(name);
        ours.init(here.getPrivate());
        ours.doPhase(there.getPublic(), true);
        KeyAgreement theirs = KeyAgreement.getInstance(name, jdk);
        theirs.init(there.getPrivate());
        theirs.doPhase(KeyFactory.getInstance(name, jdk).translateKey(here.getPublic()), true);
        assertThat(ours.getProvider().getName()).isEqualTo(OURS);
        assertThat(ours.generateSecret()).isEqualTo(theirs.generateSecret());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA256withECDSA", "SHA384withECDSA"})
    void its_signatures_are_good_and_only_those(String algorithm) throws Exception {
        KeyPair keys = TestAuthority.ecKeys(algorithm.startsWith("SHA256") ? "secp256r1" : "secp384r1");
        byte[] message = {1, 2, 3};
        Signature ours = Signature.getInstance(algorithm);
        ours.initSign(keys.getPrivate());
        ours.update(message);
        byte[] signature = ours.sign();
        assertThat(ours.getProvider().getName()).isEqualTo(OURS);
        Signature theirs = Signature.getInstance(algorithm, "SunEC");
        theirs.initVerify(keys.getPublic());
        theirs.update(message);
        assertThat(theirs.verify(signature)).isTrue();
        ours.initVerify(keys.getPublic());
        ours.update(new byte[] {1, 2, 4});
        assertThat(ours.verify(signature)).isFalse();
    }

    /** An RSA signature takes long enough to keep other sessions' bytes waiting. */
    @ParameterizedTest
    @ValueSource(strings = {"ECDSA", "RSA"})
    void only_curves_are_quick(KeyKind kind, @TempDir Path folder) throws Exception {
        TestCertificates files = TestCertificates.in(folder);
        Certificates certificates =
                Certificates.load(List.of(new CertificateFiles(files.chainFile(kind), files.keyFile(kind))));
        assertThat(ServerTls.of(certificates, List.of("imap")).quick()).isEqualTo(kind == KeyKind.ECDSA);
    }

    /** A name that JSSE asks for and we have not is computed by the JDK, and nobody notices. */
    @Test
    void it_has_the_names_that_a_handshake_asks_for(@TempDir Path folder) throws Exception {
        TestCertificates files = TestCertificates.in(folder);
        Certificates certificates = Certificates.load(
                List.of(new CertificateFiles(files.chainFile(KeyKind.ECDSA), files.keyFile(KeyKind.ECDSA))));
        ServerTls server = ServerTls.of(certificates, List.of("imap"));
        Handshake.between(files.client("localhost").newEngine(), server.newEngine());
        Listener listener = new Listener();
        Security.insertProviderAt(listener, 1);
        try {
            // By another name: with the same, it would resume the first session, and sign nothing.
            Handshake.between(files.client("mail.example.org").newEngine(), server.newEngine());
        } finally {
            Security.removeProvider(listener.getName());
        }
        Provider ours = Security.getProvider(OURS);
        // The JDK's client offers P-256 besides, which stays the JDK's.
        listener.asked.remove(new Asked("KeyPairGenerator", "EC"));
        assertThat(listener.asked)
                .contains(
                        new Asked("KeyPairGenerator", "XDH"),
                        new Asked("KeyAgreement", "XDH"),
                        new Asked("Signature", "SHA256withECDSA"))
                .allSatisfy(asked -> assertThat(ours.getService(asked.type(), asked.algorithm()))
                        .as("%s", asked)
                        .isNotNull());
    }

    private record Asked(String type, String algorithm) {}

    /** From any other, it would be made anew for each signature. */
    @Test
    void keys_are_held_as_it_uses_them() throws Exception {
        KeyPair small = TestAuthority.ecKeys("secp256r1");
        KeyPair large = TestAuthority.ecKeys("secp521r1");
        PrivateKey ready = CurveProvider.ready(small.getPrivate());
        assertThat(ready.getClass().getName()).startsWith("org.bouncycastle.");
        assertThat(ready.getAlgorithm()).isEqualTo("EC");
        assertThat(CurveProvider.ready(ready)).isEqualTo(ready);
        assertThat(CurveProvider.ready(large.getPrivate())).isSameAs(large.getPrivate());
    }

    /** Has nothing, and remembers what it is asked for: of the arithmetic of handshakes alone. */
    private static final class Listener extends Provider {
        private static final long serialVersionUID = 1;
        private final transient Set<Asked> asked = ConcurrentHashMap.newKeySet();

        private Listener() {
            super("Listener", "1", "hears what is asked for");
        }

        @Override
        public @Nullable Service getService(String type, String algorithm) {
            if (Set.of("KeyPairGenerator", "KeyAgreement", "Signature").contains(type)) {
                asked.add(new Asked(type, algorithm));
            }
            return null;
        }
    }
}
