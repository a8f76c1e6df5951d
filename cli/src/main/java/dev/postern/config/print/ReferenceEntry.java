package dev.postern.config.print;

/**
 * One line of the reference, for whoever writes it in a form of their own.
 *
 * @param section true for the beginning of a group of settings; those that belong to it follow
 * @param path of a group: {@code backends[].imap}
 * @param key of a setting within its group
 * @param type what may be written
 * @param standard its default, or whether it has to be written
 */
public record ReferenceEntry(boolean section, String path, String key, String type, String standard, String meaning) {}
