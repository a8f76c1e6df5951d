package dev.postern.core.token;

import java.time.Duration;
import java.util.Optional;

/**
 * What an issuer's keys are like.
 *
 * @param issuer as configured
 * @param count of usable keys as last fetched; 0 before
 * @param age since they were fetched; empty before the first time
 * @param usable whether tokens are judged by them: they are there, and not too old
 * @param trouble why the latest fetch failed; empty where it did not
 */
public record KeyState(String issuer, int count, Optional<Duration> age, boolean usable, String trouble) {}
