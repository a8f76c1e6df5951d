package dev.postern.config;

import dev.postern.config.print.EffectiveFile;
import dev.postern.config.print.ReferenceEntry;
import dev.postern.config.print.ReferenceFile;
import dev.postern.config.print.ReferenceList;
import dev.postern.config.print.ReferencePage;
import dev.postern.config.problem.ConfigurationRefused;
import dev.postern.config.problem.Example;
import dev.postern.config.problem.Problem;
import dev.postern.config.problem.Problems;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Surroundings;
import dev.postern.config.type.FileMode;
import dev.postern.config.type.SystemdCredential;
import dev.postern.config.yaml.YamlNode;
import dev.postern.config.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A configuration file: read and checked as a whole, or refused with everything that is wrong with it. */
public final class ConfigurationFile {
    /** A file that has been read and is good: the settings, and what was written. */
    private record Checked(Configuration configuration, YamlNode written) {}

    /** How a command line names the file, unless it was written otherwise. */
    public static final String OPTION = "--config";

    private final Path file;
    private final String option;
    private final Surroundings around;

    private ConfigurationFile(Path file, String option, Surroundings around) {
        this.file = file;
        this.option = option;
        this.around = around;
    }

    /** This file, with the process' environment around it. */
    public static ConfigurationFile at(Path file, Map<String, String> environment) {
        return at(file, OPTION, environment);
    }

    /** @param option by which the file was named, for messages */
    public static ConfigurationFile at(Path file, String option, Map<String, String> environment) {
        Path whole = file.toAbsolutePath().normalize();
        // The root has none, and is refused when it is read.
        Path directory = Objects.requireNonNullElse(whole.getParent(), whole);
        return new ConfigurationFile(
                file,
                option,
                new Surroundings(
                        directory,
                        Optional.ofNullable(environment.get(SystemdCredential.DIRECTORY))
                                .map(Path::of)));
    }

    public Configuration read() throws ConfigurationRefused {
        return check().configuration();
    }

    /**
     * Where the control socket is, even if this process may not read all that the file names; empty where it does not say.
     *
     * @throws ConfigurationRefused where the file itself cannot be read
     */
    public Optional<ControlSocket> controlSocket() throws ConfigurationRefused {
        Problems problems = new Problems(file.toString());
        WholeFile whole = new WholeFile();
        return YamlReader.read(text(), problems)
                .map(written -> Mapping.whole(written, whole, problems, around))
                .flatMap(WholeFile::control);
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
        if (mayBeChangedByEverybody()) {
            throw refused("may be changed by everybody, and with it whose tokens are good", "chmod o-w " + file);
        }
        if (written.isPresent()) {
            WholeFile whole = new WholeFile();
            Configuration configuration = whole.read(Mapping.whole(written.get(), whole, problems, around));
            if (problems.none()) {
                return new Checked(configuration, written.get());
            }
        }
        throw new ConfigurationRefused(problems.inOrder());
    }

    private boolean mayBeChangedByEverybody() throws ConfigurationRefused {
        try {
            return Files.isRegularFile(file) && FileMode.everybodyMayChange(file);
        } catch (IOException unreadable) {
            throw refused("cannot be examined: " + reason(unreadable), another());
        }
    }

    private String text() throws ConfigurationRefused {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(YamlReader.LONGEST_FILE + 1);
            if (octets.length > YamlReader.LONGEST_FILE) {
                throw refused("is larger than 1 MiB", another());
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (NoSuchFileException absent) {
            throw refused("does not exist", Example.advice() + ", or " + another());
        } catch (AccessDeniedException closed) {
            throw refused(
                    "may not be read by " + System.getProperty("user.name"),
                    "let that user read it, or run this as one who may");
        } catch (CharacterCodingException notUtf8) {
            throw refused("is not UTF-8", "save it as UTF-8");
        } catch (IOException unreadable) {
            throw Files.isDirectory(file)
                    ? refused("is a directory", another())
                    : refused("cannot be read: " + reason(unreadable), another());
        }
    }

    private String another() {
        return "name a configuration file with " + option;
    }

    private static String reason(IOException unreadable) {
        return unreadable instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : String.valueOf(unreadable.getMessage());
    }

    /** What is wrong with the file as a whole has no line. */
    private ConfigurationRefused refused(String what, String mend) {
        String named = file.toString().isEmpty() ? Problems.quote("") : file.toString();
        return new ConfigurationRefused(List.of(new Problem(named, 0, "", what, mend)));
    }
}
