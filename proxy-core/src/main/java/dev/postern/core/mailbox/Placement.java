package dev.postern.core.mailbox;

import org.jspecify.annotations.Nullable;

/**
 * Where a mailbox lives.
 *
 * @param backend its name; null where no rule says one that exists: then nobody may guess
 * @param because the rule that says so, or why there is none; for operators
 */
public record Placement(@Nullable String backend, String because) {}
