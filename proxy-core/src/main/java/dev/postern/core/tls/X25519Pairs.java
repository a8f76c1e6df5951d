package dev.postern.core.tls;

import java.math.BigInteger;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidParameterException;
import java.security.KeyPair;
import java.security.KeyPairGeneratorSpi;
import java.security.SecureRandom;
import java.security.interfaces.XECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.NamedParameterSpec;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.jspecify.annotations.Nullable;

/**
 * Key pairs of a handshake on Curve25519 (RFC 7748 §6.1), by Bouncy Castle's arithmetic. Its own generator computes
 * each public key twice.
 *
 * <p>Public for Java's providers alone, which make one for each handshake.
 */
public final class X25519Pairs extends KeyPairGeneratorSpi {
    private static final int BITS = 255;

    private @Nullable SecureRandom random;

    /** For Java's providers. */
    public X25519Pairs() {
        super();
    }

    /** @throws InvalidParameterException unless the size is that of this curve */
    @Override
    public void initialize(int bits, SecureRandom source) {
        if (bits != BITS) {
            throw new InvalidParameterException("X25519 has keys of " + BITS + " bits");
        }
        random = source;
    }

    /** @throws InvalidAlgorithmParameterException for another curve, which Java then asks the next provider for */
    @Override
    public void initialize(AlgorithmParameterSpec curve, SecureRandom source)
            throws InvalidAlgorithmParameterException {
        if (!(curve instanceof NamedParameterSpec named) || !X25519Secret.NAME.equals(named.getName())) {
            throw new InvalidAlgorithmParameterException("only X25519");
        }
        random = source;
    }

    @Override
    public KeyPair generateKeyPair() {
        byte[] secret = new byte[X25519.SCALAR_SIZE];
        X25519.generatePrivateKey(random == null ? new SecureRandom() : random, secret);
        byte[] point = new byte[X25519.POINT_SIZE];
        X25519.generatePublicKey(secret, 0, point, 0);
        return new KeyPair(new PublicPoint(LittleEndian.number(point)), new X25519Secret(secret));
    }

    /** What the other side is told. It is sent at once and never stored, so it has no encoding. */
    private record PublicPoint(BigInteger coordinate) implements XECPublicKey {
        private static final long serialVersionUID = 1;

        @Override
        public BigInteger getU() {
            return coordinate;
        }

        @Override
        public AlgorithmParameterSpec getParams() {
            return NamedParameterSpec.X25519;
        }

        @Override
        public String getAlgorithm() {
            return X25519Secret.ALGORITHM;
        }

        @Override
        public @Nullable String getFormat() {
            return null;
        }

        @Override
        public byte @Nullable [] getEncoded() {
            return null;
        }
    }
}
