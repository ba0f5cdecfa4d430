package org.openmmbg.plugin.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Command lines as one would type them into a shell. */
final class ShellText {
    private ShellText() {}

    static String join(String command, List<String> arguments) {
        return Stream.concat(Stream.of(command), arguments.stream())
                .map(ShellText::quote)
                .collect(Collectors.joining(" "));
    }

    static String quote(String word) {
        return word.matches("[A-Za-z0-9_./:=,+@%-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
