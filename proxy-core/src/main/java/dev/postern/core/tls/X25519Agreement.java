package dev.postern.core.tls;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.interfaces.XECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import javax.crypto.KeyAgreementSpi;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.jspecify.annotations.Nullable;

/**
 * Agreement on Curve25519 (RFC 7748 §6.1) with keys of {@link X25519Pairs}, by Bouncy Castle's arithmetic; Java asks the
 * next provider for any other key.
 *
 * <p>Public for Java's providers alone, which make one for each handshake.
 */
public final class X25519Agreement extends KeyAgreementSpi {
    private @Nullable X25519Secret ours;
    private byte @Nullable [] shared;

    /** For Java's providers. */
    public X25519Agreement() {
        super();
    }

    @Override
    protected void engineInit(Key key, SecureRandom random) throws InvalidKeyException {
        if (!(key instanceof X25519Secret secret)) {
            throw new InvalidKeyException("another's key");
        }
        ours = secret;
        shared = null;
    }

    @Override
    protected void engineInit(Key key, AlgorithmParameterSpec parameters, SecureRandom random)
            throws InvalidKeyException, InvalidAlgorithmParameterException {
        if (parameters != null) {
            throw new InvalidAlgorithmParameterException("X25519 has none");
        }
        engineInit(key, random);
    }

    /** @throws InvalidKeyException for a key of another curve, and for a point of small order */
    @Override
    protected @Nullable Key engineDoPhase(Key key, boolean last) throws InvalidKeyException {
        if (ours == null) {
            throw new IllegalStateException("without a key of ours");
        }
        if (!last
                || !(key instanceof XECPublicKey theirs)
                || !(theirs.getParams() instanceof NamedParameterSpec curve)
                || !X25519Secret.NAME.equals(curve.getName())) {
            throw new InvalidKeyException("only one key, of X25519");
        }
        byte[] secret = new byte[X25519.POINT_SIZE];
        if (!ours.agree(LittleEndian.octets(theirs.getU(), X25519.POINT_SIZE), secret)) {
            throw new InvalidKeyException("a point of small order");
        }
        shared = secret;
        return null;
    }

    @Override
    protected byte[] engineGenerateSecret() {
        byte[] secret = shared;
        if (secret == null) {
            throw new IllegalStateException("without a key of theirs");
        }
        shared = null;
        return secret;
    }

    @Override
    protected int engineGenerateSecret(byte[] into, int offset) throws ShortBufferException {
        if (into.length - offset < X25519.POINT_SIZE) {
            throw new ShortBufferException(X25519.POINT_SIZE + " octets are needed");
        }
        System.arraycopy(engineGenerateSecret(), 0, into, offset, X25519.POINT_SIZE);
        return X25519.POINT_SIZE;
    }

    /** @throws NoSuchAlgorithmException for anything but the secret of TLS, the only one that is asked for */
    @Override
    protected SecretKey engineGenerateSecret(String algorithm) throws NoSuchAlgorithmException {
        if (!"TlsPremasterSecret".equals(algorithm)) {
            throw new NoSuchAlgorithmException(algorithm);
        }
        byte[] secret = engineGenerateSecret();
        try {
            return new SecretKeySpec(secret, algorithm);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }
}
