package dev.postern.core.mailbox;

import java.util.ArrayList;
import java.util.List;

/**
 * Which mailbox lives at which backend, without an object for each: names lie one behind the other in chunks, and an
 * open hash table of offsets finds them. A million names of 25 characters take some 37 MB.
 *
 * <p>Filled by one thread, then read by all.
 */
final class MailboxTable {
    static final int ABSENT = -1;

    private static final int CHUNK_BITS = 20;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int FIRST_SLOTS = 1024;
    /** Before each name: its length and its backend. */
    private static final int HEAD = 2;

    private final List<byte[]> chunks = new ArrayList<>();
    private int end = CHUNK;
    /** Offsets of entries, one more than they are: 0 is free. Never more than two thirds full. */
    private int[] slots = new int[FIRST_SLOTS];

    private int size;

    /**
     * Adds a mailbox.
     *
     * @param mailbox folded, ASCII, at most 255 characters
     * @param backend from 0 to 255
     * @return false where it is there already: then nothing changes
     */
    boolean add(String mailbox, int backend) {
        int slot = slotOf(mailbox);
        if (slots[slot] != 0) {
            return false;
        }
        slots[slot] = store(mailbox, backend) + 1;
        size++;
        if (size > slots.length / 3 * 2) {
            grow();
        }
        return true;
    }

    /** The backend of a folded name, or {@link #ABSENT}. */
    int find(String mailbox) {
        int entry = slots[slotOf(mailbox)];
        // The entry begins at entry - 1; its second octet is the backend.
        return entry == 0 ? ABSENT : octet(entry);
    }

    int size() {
        return size;
    }

    /** What all names and offsets take, in octets. */
    long octets() {
        return (long) chunks.size() * CHUNK + (long) slots.length * Integer.BYTES;
    }

    private int store(String mailbox, int backend) {
        int needed = HEAD + mailbox.length();
        if (end + needed > CHUNK) {
            chunks.add(new byte[CHUNK]);
            end = 0;
        }
        byte[] chunk = chunks.get(chunks.size() - 1);
        chunk[end] = (byte) mailbox.length();
        chunk[end + 1] = (byte) backend;
        for (int i = 0; i < mailbox.length(); i++) {
            chunk[end + HEAD + i] = (byte) mailbox.charAt(i);
        }
        int offset = ((chunks.size() - 1) << CHUNK_BITS) + end;
        end += needed;
        return offset;
    }

    /** The slot that holds this name, or the free one where it belongs. */
    private int slotOf(String mailbox) {
        int hash = 0;
        for (int i = 0; i < mailbox.length(); i++) {
            hash = 31 * hash + mailbox.charAt(i);
        }
        int slot = spread(hash) & (slots.length - 1);
        while (slots[slot] != 0 && !holds(slots[slot] - 1, mailbox)) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private boolean holds(int offset, String mailbox) {
        if (octet(offset) != mailbox.length()) {
            return false;
        }
        byte[] chunk = chunks.get(offset >>> CHUNK_BITS);
        int start = (offset & (CHUNK - 1)) + HEAD;
        for (int i = 0; i < mailbox.length(); i++) {
            if (chunk[start + i] != mailbox.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int octet(int offset) {
        return chunks.get(offset >>> CHUNK_BITS)[offset & (CHUNK - 1)] & 0xff;
    }

    private void grow() {
        int[] old = slots;
        slots = new int[old.length * 2];
        for (int entry : old) {
            if (entry != 0) {
                slots[freeSlot(entry - 1)] = entry;
            }
        }
    }

    private int freeSlot(int offset) {
        byte[] chunk = chunks.get(offset >>> CHUNK_BITS);
        int start = (offset & (CHUNK - 1)) + HEAD;
        int hash = 0;
        for (int i = 0; i < octet(offset); i++) {
            hash = 31 * hash + chunk[start + i];
        }
        int slot = spread(hash) & (slots.length - 1);
        while (slots[slot] != 0) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    /** Names that differ in their last characters only must not end up side by side. */
    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 16);
    }
}
