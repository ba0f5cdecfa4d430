package org.openmmbg.openmm.xml;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Fails on text that no OpenMM writes and that would fill the memory of a parser: too much of it, or a tag, comment or
 * text without an end.
 */
final class BoundedReader extends FilterReader {
    /** Far above any System that fits the methods of this project; a list of a million atoms takes a tenth of it. */
    private static final long MAX_CHARACTERS = 1L << 30;

    /** Longest run without a bracket. */
    private static final int MAX_RUN = 1 << 20;

    private long total;
    private int run;

    BoundedReader(Reader in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        for (int i = offset; i < offset + count; i++) {
            run = buffer[i] == '<' || buffer[i] == '>' ? 0 : run + 1;
            if (run > MAX_RUN) {
                throw new IOException("a tag or text of more than " + MAX_RUN + " characters");
            }
        }
        total += Math.max(count, 0);
        if (total > MAX_CHARACTERS) {
            throw new IOException("more than " + MAX_CHARACTERS + " characters");
        }
        return count;
    }
}
