package dev.postern.cli.control;

import dev.postern.config.schema.BadValue;
import dev.postern.config.schema.Surroundings;
import dev.postern.config.type.TimeSpan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as in the configuration: {@code 30s}, {@code 10m}, {@code 1h}. */
public final class SpanConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        try {
            return TimeSpan.ofSeconds(1, Duration.ofDays(7).toSeconds())
                    .parse(text, new Surroundings(Path.of("/"), Optional.empty()));
        } catch (BadValue bad) {
            throw new TypeConversionException(bad.what() + "; " + bad.mend());
        }
    }
}
