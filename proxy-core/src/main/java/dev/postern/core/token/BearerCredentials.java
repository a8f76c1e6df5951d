package dev.postern.core.token;

/**
 * What a client showed in one SASL exchange.
 *
 * @param authorizationIdentity the mailbox the client asks for; empty where it named none (RFC 7628 §3.1)
 * @param token the access token
 * @param mechanism the SASL mechanism that carried them, for the log
 */
public record BearerCredentials(String authorizationIdentity, BearerToken token, String mechanism) {}
