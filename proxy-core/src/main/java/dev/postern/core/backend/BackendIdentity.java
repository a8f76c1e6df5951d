package dev.postern.core.backend;

/**
 * As whom and how we log in at a backend.
 *
 * @param method the dialogue
 * @param master the master user
 * @param separator {@code auth_master_user_separator} of the backend, one character; used by the separator methods only
 */
public record BackendIdentity(LoginMethod method, MasterUser master, char separator) {}
