package dev.postern.config;

import dev.postern.core.guard.AdmissionLimits;
import dev.postern.core.session.PreludeLimits;
import java.util.OptionalInt;

/**
 * How much of everything.
 *
 * @param admission who comes in
 * @param prelude what may be asked before login
 * @param ioThreads threads that move bytes; empty: one for each processor
 */
public record Limits(AdmissionLimits admission, PreludeLimits prelude, OptionalInt ioThreads) {}
