package dev.postern.core.tls;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.interfaces.XECPrivateKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.jspecify.annotations.Nullable;

/** Our half of a key exchange on Curve25519: as long as a handshake, and nowhere but in memory. Not printable. */
final class X25519Secret implements XECPrivateKey {
    static final String NAME = "X25519";
    static final String ALGORITHM = "XDH";

    private static final long serialVersionUID = 1;

    private final transient byte[] scalar;
    private transient boolean destroyed;

    X25519Secret(byte[] scalar) {
        this.scalar = scalar;
    }

    /**
     * Both sides' shared secret (RFC 7748 §6.1).
     *
     * @return false if the other side chose a point of small order, with which everybody would know the secret
     */
    boolean agree(byte[] point, byte[] shared) {
        return X25519.calculateAgreement(scalar, 0, point, 0, shared, 0);
    }

    @Override
    public Optional<byte[]> getScalar() {
        return Optional.of(scalar.clone());
    }

    @Override
    public AlgorithmParameterSpec getParams() {
        return NamedParameterSpec.X25519;
    }

    @Override
    public String getAlgorithm() {
        return ALGORITHM;
    }

    @Override
    public @Nullable String getFormat() {
        return null;
    }

    @Override
    public byte @Nullable [] getEncoded() {
        return null;
    }

    @Override
    public void destroy() {
        Arrays.fill(scalar, (byte) 0);
        destroyed = true;
    }

    @Override
    public boolean isDestroyed() {
        return destroyed;
    }

    private void writeObject(ObjectOutputStream output) throws NotSerializableException {
        throw new NotSerializableException(NAME);
    }

    @Override
    public String toString() {
        return NAME;
    }
}
