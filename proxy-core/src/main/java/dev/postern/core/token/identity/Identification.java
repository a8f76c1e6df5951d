package dev.postern.core.token.identity;

import dev.postern.core.token.Finding;
import java.util.List;

/**
 * Who acts, and in which mailbox.
 *
 * @param findings of the checks {@code MAILBOX} and {@code IDENTITY}
 * @param actor whose token it is, as a mailbox; empty where the first check failed
 * @param mailbox to open; empty where a check failed
 */
public record Identification(List<Finding> findings, String actor, String mailbox) {}
