package dev.postern.core.backend;

/**
 * Who Postern is at a backend.
 *
 * @param name the master user's login name
 * @param password its secret
 */
public record MasterUser(String name, MasterPassword password) {}
