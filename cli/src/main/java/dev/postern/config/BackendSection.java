package dev.postern.config;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Nested;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Setting;
import dev.postern.config.type.Text;
import dev.postern.core.backend.HealthSettings;
import java.util.List;
import java.util.Optional;

/** One mail server behind us. */
final class BackendSection implements Section<MailBackend> {
    static final Setting<String> NAME = Setting.required("name", Text.NAME, "legacy", "The backend's name in logs.");
    static final Nested<MasterSection.Master> MASTER = Nested.required(
            "master",
            new MasterSection(),
            "The master user as whom we log in for everybody (Dovecot: passdb with master = yes).");
    static final Nested<DoorSection.Door> IMAP =
            Nested.usual("imap", new DoorSection(ProtocolName.IMAP), "Its door for reading mail.");
    static final Nested<DoorSection.Door> SMTP =
            Nested.usual("smtp", new DoorSection(ProtocolName.SMTP), "Its door for sending mail.");

    static final Nested<HealthSettings> HEALTH =
            Nested.standard("health", new HealthSection(), "How soon it counts as down, and as up again.");

    @Override
    public List<Entry> entries() {
        return List.of(NAME, MASTER, IMAP, SMTP, HEALTH);
    }

    static Entry door(ProtocolName protocol) {
        return switch (protocol) {
            case IMAP -> IMAP;
            case SMTP -> SMTP;
        };
    }

    @Override
    public MailBackend read(Mapping mapping) {
        MasterSection.Master master = mapping.section(MASTER);
        Optional<DoorSection.Door> imap = mapping.optionalSection(IMAP);
        Optional<DoorSection.Door> smtp = mapping.optionalSection(SMTP);
        if (imap.isEmpty() && smtp.isEmpty() && !mapping.written(IMAP) && !mapping.written(SMTP)) {
            mapping.problem(IMAP, "is missing, and smtp as well", "add one of them, or both");
        }
        return new MailBackend(
                mapping.value(NAME),
                imap.map(door -> door.with(master)),
                smtp.map(door -> door.with(master)),
                mapping.section(HEALTH));
    }
}
