package dev.postern.config;

import dev.postern.config.print.EffectiveFile;
import dev.postern.config.print.ReferenceEntry;
import dev.postern.config.print.ReferenceFile;
import dev.postern.config.print.ReferenceList;
import dev.postern.config.print.ReferencePage;
import dev.postern.config.problem.ConfigurationRefused;
import dev.postern.config.problem.Problem;
import dev.postern.config.problem.Problems;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Surroundings;
import dev.postern.config.yaml.YamlNode;
import dev.postern.config.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A configuration file: read and checked as a whole, or refused with everything that is wrong with it. */
public final class ConfigurationFile {
    /** A file that has been read and is good: the settings, and what was written. */
    private record Checked(Configuration configuration, YamlNode written) {}

    private final Path file;
    private final Surroundings around;

    private ConfigurationFile(Path file, Surroundings around) {
        this.file = file;
        this.around = around;
    }

    /** This file, with the process' environment around it. */
    public static ConfigurationFile at(Path file, Map<String, String> environment) {
        Path directory = file.toAbsolutePath().normalize().getParent();
        if (directory == null) {
            throw new IllegalArgumentException("a directory is no configuration file");
        }
        return new ConfigurationFile(
                file,
                new Surroundings(
                        directory,
                        Optional.ofNullable(environment.get("CREDENTIALS_DIRECTORY"))
                                .map(Path::of)));
    }

    public Configuration read() throws ConfigurationRefused {
        return check().configuration();
    }

    /** Where the control socket is, even if this process may not read all that the file names; empty where it cannot tell. */
    public Optional<ControlSocket> controlSocket() {
        try {
            Problems problems = new Problems(file.toString());
            WholeFile whole = new WholeFile();
            return YamlReader.read(text(), problems)
                    .map(written -> Mapping.whole(written, whole, problems, around))
                    .flatMap(WholeFile::control);
        } catch (ConfigurationRefused unreadable) {
            return Optional.empty();
        }
    }

    /** The file with every default written out, in YAML. */
    public String effective() throws ConfigurationRefused {
        return EffectiveFile.of(new WholeFile(), check().written());
    }

    /** The settings in the file and no others, in YAML. */
    public String written() throws ConfigurationRefused {
        return EffectiveFile.asWritten(new WholeFile(), check().written());
    }

    /** A file that shows every setting, in YAML. */
    public static String reference() {
        return ReferenceFile.of(new WholeFile());
    }

    /** The manual's page of all settings, in Markdown. */
    public static String referencePage() {
        return ReferencePage.of(new WholeFile());
    }

    /** Every setting with type, default and meaning. */
    public static List<ReferenceEntry> referenceEntries() {
        return ReferenceList.of(new WholeFile());
    }

    private Checked check() throws ConfigurationRefused {
        Problems problems = new Problems(file.toString());
        Optional<YamlNode> written = YamlReader.read(text(), problems);
        if (written.isPresent()) {
            WholeFile whole = new WholeFile();
            Configuration configuration = whole.read(Mapping.whole(written.get(), whole, problems, around));
            if (problems.none()) {
                return new Checked(configuration, written.get());
            }
        }
        throw new ConfigurationRefused(problems.inOrder());
    }

    private String text() throws ConfigurationRefused {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(YamlReader.LONGEST_FILE + 1);
            if (octets.length > YamlReader.LONGEST_FILE) {
                throw refused("is larger than 1 MiB", "name a configuration file");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (NoSuchFileException absent) {
            throw refused("does not exist", "start from the example, conf/postern.yaml, or name another with --config");
        } catch (AccessDeniedException closed) {
            throw refused("cannot be read", "let the user that runs Postern read it");
        } catch (CharacterCodingException notUtf8) {
            throw refused("is not UTF-8", "save it as UTF-8");
        } catch (IOException unreadable) {
            throw refused("cannot be read", "name a readable file");
        }
    }

    private ConfigurationRefused refused(String what, String mend) {
        return new ConfigurationRefused(List.of(new Problem(file.toString(), 1, "", what, mend)));
    }
}
