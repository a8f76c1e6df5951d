package dev.postern.admin.control;

import java.util.List;

/** What has come of the order to read the settings anew. */
public sealed interface ReloadOutcome {
    /**
     * The settings of the file are in force.
     *
     * @param changed the sections that are not as they were
     * @param needsRestart what is written otherwise than it is in force, and stays so until the next start
     * @param ended sessions that were told to end, because their right to be there is gone
     * @param handedOver true where systemd hands secrets over at the start: they stay as they were then, whatever their
     *     files hold now
     */
    record Done(List<String> changed, List<String> needsRestart, int ended, boolean handedOver)
            implements ReloadOutcome {
        public Done {
            changed = List.copyOf(changed);
            needsRestart = List.copyOf(needsRestart);
        }
    }

    /** The file is not good, and nothing has changed. */
    record Refused(List<Trouble> problems) implements ReloadOutcome {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /**
     * The file is good and could not be brought in force: nothing has changed.
     *
     * @param why with what to do
     */
    record Failed(String why) implements ReloadOutcome {}

    /**
     * One thing that is wrong with the file.
     *
     * @param line from 1
     * @param setting {@code listeners[0].port}; empty for the file as a whole
     * @param fix what to do about it
     */
    record Trouble(String file, int line, String setting, String problem, String fix) {}
}
