package dev.postern.core.tls;

import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * A server engine of Conscrypt's that refuses a client whose ALPN list has none of our protocols (RFC 7301 §3.2): the
 * answer is an alert, and nothing of what the native handshake wanted to say. All else is Conscrypt's.
 */
final class NativeEngine extends SSLEngine {
    private final SSLEngine engine;
    private final BooleanSupplier noProtocolInCommon;
    private boolean refused;
    private boolean alerted;

    NativeEngine(SSLEngine engine, BooleanSupplier noProtocolInCommon) {
        this.engine = engine;
        this.noProtocolInCommon = noProtocolInCommon;
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer records, ByteBuffer plaintext) throws SSLException {
        return judged(engine.unwrap(records, plaintext));
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer records, ByteBuffer[] plaintext, int offset, int length)
            throws SSLException {
        return judged(engine.unwrap(records, plaintext, offset, length));
    }

    private SSLEngineResult judged(SSLEngineResult result) throws SSLException {
        if (!refused && noProtocolInCommon.getAsBoolean()) {
            refused = true;
            throw new SSLHandshakeException("no application protocol in common (no_application_protocol)");
        }
        return result;
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer plaintext, ByteBuffer records) throws SSLException {
        return refused ? alert(records) : engine.wrap(plaintext, records);
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] plaintext, int offset, int length, ByteBuffer records)
            throws SSLException {
        return refused ? alert(records) : engine.wrap(plaintext, offset, length, records);
    }

    /** In the clear, because the client has had no ServerHello. */
    private SSLEngineResult alert(ByteBuffer records) {
        int before = records.position();
        if (!alerted) {
            records.put(PlaintextAlert.NO_APPLICATION_PROTOCOL.record());
            alerted = true;
        }
        return new SSLEngineResult(Status.CLOSED, HandshakeStatus.NOT_HANDSHAKING, 0, records.position() - before);
    }

    @Override
    public HandshakeStatus getHandshakeStatus() {
        if (!refused) {
            return engine.getHandshakeStatus();
        }
        return alerted ? HandshakeStatus.NOT_HANDSHAKING : HandshakeStatus.NEED_WRAP;
    }

    /** Gives the native memory back, together with {@link #closeInbound}. */
    @Override
    public void closeOutbound() {
        engine.closeOutbound();
    }

    @Override
    public boolean isOutboundDone() {
        return refused ? alerted : engine.isOutboundDone();
    }

    @Override
    public void closeInbound() throws SSLException {
        engine.closeInbound();
    }

    @Override
    public boolean isInboundDone() {
        return engine.isInboundDone();
    }

    @Override
    public @Nullable Runnable getDelegatedTask() {
        return engine.getDelegatedTask();
    }

    @Override
    public void beginHandshake() throws SSLException {
        engine.beginHandshake();
    }

    @Override
    public SSLSession getSession() {
        return engine.getSession();
    }

    @Override
    public @Nullable SSLSession getHandshakeSession() {
        return engine.getHandshakeSession();
    }

    @Override
    public @Nullable String getApplicationProtocol() {
        return engine.getApplicationProtocol();
    }

    @Override
    public @Nullable String getHandshakeApplicationProtocol() {
        return engine.getHandshakeApplicationProtocol();
    }

    @Override
    public SSLParameters getSSLParameters() {
        return engine.getSSLParameters();
    }

    @Override
    public void setSSLParameters(SSLParameters parameters) {
        engine.setSSLParameters(parameters);
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return engine.getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return engine.getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        engine.setEnabledCipherSuites(suites);
    }

    @Override
    public String[] getSupportedProtocols() {
        return engine.getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return engine.getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        engine.setEnabledProtocols(protocols);
    }

    @Override
    public void setUseClientMode(boolean client) {
        engine.setUseClientMode(client);
    }

    @Override
    public boolean getUseClientMode() {
        return engine.getUseClientMode();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        engine.setNeedClientAuth(need);
    }

    @Override
    public boolean getNeedClientAuth() {
        return engine.getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        engine.setWantClientAuth(want);
    }

    @Override
    public boolean getWantClientAuth() {
        return engine.getWantClientAuth();
    }

    @Override
    public void setEnableSessionCreation(boolean enabled) {
        engine.setEnableSessionCreation(enabled);
    }

    @Override
    public boolean getEnableSessionCreation() {
        return engine.getEnableSessionCreation();
    }
}
