package dev.postern.config.problem;

/**
 * One thing that the administrator has to mend.
 *
 * @param file the configuration file, as it was named to us
 * @param line where in it, from 1; 0 where it could not be read
 * @param path the setting, as yq writes it: {@code listeners[0].port}; empty for the file as a whole
 * @param what is wrong
 * @param mend what to do about it
 */
public record Problem(String file, int line, String path, String what, String mend) {
    /** {@code file:line path: what; mend}. */
    @Override
    public String toString() {
        return file + (line == 0 ? "" : ":" + line) + (path.isEmpty() ? "" : " " + path) + ": " + what + "; " + mend;
    }
}
