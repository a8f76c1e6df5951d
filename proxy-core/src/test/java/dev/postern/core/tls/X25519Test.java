package dev.postern.core.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPublicKeySpec;
import java.util.HexFormat;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key exchange of a handshake, as JSSE asks for it. */
class X25519Test {
    private static final HexFormat HEX = HexFormat.of();

    @BeforeAll
    static void install() {
        CurveProvider.install();
    }

    private static PublicKey point(byte[] octets) throws Exception {
        BigInteger coordinate = LittleEndian.number(octets);
        return KeyFactory.getInstance("XDH")
                .generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, coordinate));
    }

    private static KeyAgreement begun(PrivateKey ours) throws Exception {
        KeyAgreement agreement = KeyAgreement.getInstance("XDH");
        agreement.init(ours);
        return agreement;
    }

    private static KeyPair pair() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("XDH");
        generator.initialize(NamedParameterSpec.X25519);
        return generator.generateKeyPair();
    }

    /** Bob's secret and Alice's point of RFC 7748 §6.1. */
    @Test
    void it_computes_what_the_standard_has() throws Exception {
        byte[] secret = HEX.parseHex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
        byte[] point = HEX.parseHex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
        KeyAgreement agreement = begun(new X25519Secret(secret));
        agreement.doPhase(point(point), true);
        assertThat(agreement.generateSecret("TlsPremasterSecret").getEncoded())
                .isEqualTo(HEX.parseHex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"));
    }

    @Test
    void both_sides_agree() throws Exception {
        KeyPair here = pair();
        KeyPair there = pair();
        assertThat(here.getPublic()).isNotEqualTo(there.getPublic());
        KeyAgreement one = begun(here.getPrivate());
        one.doPhase(there.getPublic(), true);
        KeyAgreement other = begun(there.getPrivate());
        other.doPhase(here.getPublic(), true);
        byte[] secret = new byte[40];
        assertThat(one.generateSecret(secret, 8)).isEqualTo(32);
        assertThat(HEX.formatHex(secret, 8, 40)).isEqualTo(HEX.formatHex(other.generateSecret()));
    }

    /** With these, everybody on the way would know the secret (RFC 7748 §6.1, RFC 8446 §7.4.2). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            })
    void points_of_small_order_are_refused(String octets) throws Exception {
        KeyAgreement agreement = begun(pair().getPrivate());
        PublicKey theirs = point(HEX.parseHex(octets));
        assertThatThrownBy(() -> agreement.doPhase(theirs, true)).isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(agreement::generateSecret).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void other_curves_stay_the_jdks() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("XDH");
        generator.initialize(NamedParameterSpec.X448);
        KeyPair large = generator.generateKeyPair();
        KeyAgreement agreement = begun(large.getPrivate());
        agreement.doPhase(large.getPublic(), true);
        assertThat(agreement.getProvider().getName()).isEqualTo("SunEC");
        assertThat(agreement.generateSecret()).hasSize(56);
        KeyAgreement ours = begun(pair().getPrivate());
        assertThatThrownBy(() -> ours.doPhase(large.getPublic(), true)).isInstanceOf(InvalidKeyException.class);
    }

    @Test
    void a_secret_is_for_one_handshake_and_for_nothing_else() throws Exception {
        KeyPair keys = pair();
        KeyAgreement agreement = begun(keys.getPrivate());
        agreement.doPhase(pair().getPublic(), true);
        assertThatThrownBy(() -> agreement.generateSecret("AES")).isInstanceOf(NoSuchAlgorithmException.class);
        agreement.generateSecret();
        assertThatThrownBy(agreement::generateSecret).isInstanceOf(IllegalStateException.class);
        assertThat(keys.getPrivate().getEncoded()).isNull();
        assertThat(keys.getPrivate()).hasToString("X25519");
        try (ObjectOutputStream output = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> output.writeObject(keys.getPrivate()))
                    .isInstanceOf(NotSerializableException.class);
        }
        keys.getPrivate().destroy();
        assertThat(keys.getPrivate().isDestroyed()).isTrue();
    }

    /** The most significant octet may be zero, and the number is then shorter. */
    @Test
    void coordinates_keep_their_length() throws Exception {
        byte[] octets = new byte[32];
        octets[0] = (byte) 0x80;
        octets[30] = 9;
        assertThat(LittleEndian.octets(LittleEndian.number(octets), 32)).isEqualTo(octets);
        octets[31] = (byte) 0xFF;
        assertThat(LittleEndian.octets(LittleEndian.number(octets), 32)).isEqualTo(octets);
        for (int i = 0; i < 64; i++) {
            assertThat(((XECPublicKey) pair().getPublic()).getU().bitLength()).isLessThanOrEqualTo(255);
        }
    }
}
