package org.openmmbg.dynamics;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Writes the state of one walker as lines of comma-separated values, with the columns of OpenMM's StateDataReporter, so
 * that what reads those files reads these. Each line is flushed. Energies of a dead walker are {@code NaN}.
 */
public final class StateReporter implements FrameListener, Closeable {

    private static final double SECONDS_PER_DAY = 86_400;

    private final Writer out;
    private final Set<StateColumn> columns;
    private final Dynamics dynamics;
    private final int walker;
    private final long totalSteps;
    private final LongSupplier nanoTime;

    private long firstStep = -1;
    private long firstNanos;

    private StateReporter(
            Writer out,
            Set<StateColumn> columns,
            Dynamics dynamics,
            int walker,
            long totalSteps,
            LongSupplier nanoTime) {
        this.out = out;
        this.columns = columns;
        this.dynamics = dynamics;
        this.walker = walker;
        this.totalSteps = totalSteps;
        this.nanoTime = nanoTime;
    }

    /**
     * Starts a report with its header.
     *
     * @param out takes the lines, and is closed with the reporter
     * @param columns which columns to write
     * @param dynamics what moves the walker
     * @param walker index of the walker
     * @param totalSteps number of the last step
     */
    public static StateReporter begin(
            Writer out, Set<StateColumn> columns, Dynamics dynamics, int walker, long totalSteps) throws IOException {
        return begin(out, columns, dynamics, walker, totalSteps, System::nanoTime);
    }

    static StateReporter begin(
            Writer out, Set<StateColumn> columns, Dynamics dynamics, int walker, long totalSteps, LongSupplier nanoTime)
            throws IOException {
        Set<StateColumn> ordered = EnumSet.copyOf(columns);
        out.write(header(ordered) + "\n");
        out.flush();
        return new StateReporter(out, ordered, dynamics, walker, totalSteps, nanoTime);
    }

    /**
     * Starts a report in a file, or goes on with the one that is there: without a second header, and without the lines
     * that a cut run wrote after the step it resumes from.
     *
     * @param file the file
     * @param step the step the walker is at
     * @param columns which columns to write; those of the file, the step among them
     * @param dynamics what moves the walker
     * @param walker index of the walker
     * @param totalSteps number of the last step
     * @throws IOException if the file cannot be written, or has other columns
     */
    public static StateReporter resume(
            Path file, long step, Set<StateColumn> columns, Dynamics dynamics, int walker, long totalSteps)
            throws IOException {
        Set<StateColumn> ordered = EnumSet.copyOf(columns);
        if (!ordered.contains(StateColumn.STEP)) {
            throw new IllegalArgumentException("a report to go on with needs the column " + StateColumn.STEP.header());
        }
        if (!Files.exists(file) || Files.size(file) == 0) {
            return begin(Files.newBufferedWriter(file), ordered, dynamics, walker, totalSteps);
        }
        long length = lengthUntil(file, step, ordered);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
        return new StateReporter(
                Files.newBufferedWriter(file, StandardOpenOption.APPEND),
                ordered,
                dynamics,
                walker,
                totalSteps,
                System::nanoTime);
    }

    /** Returns how much of a report in bytes are the header and whole lines up to a step. */
    private static long lengthUntil(Path file, long step, Set<StateColumn> columns) throws IOException {
        String text = Files.readString(file);
        int end = text.indexOf('\n') + 1;
        if (!text.substring(0, Math.max(0, end - 1)).equals(header(columns))) {
            throw new IOException(file + ": the first line is not the header of this report: expected "
                    + header(columns) + "; name another file");
        }
        int stepColumn = List.copyOf(columns).indexOf(StateColumn.STEP);
        for (int next = text.indexOf('\n', end) + 1; next > 0; next = text.indexOf('\n', end) + 1) {
            String[] values = text.substring(end, next - 1).split(",", -1);
            if (values.length != columns.size() || !isUpTo(values[stepColumn], step)) {
                break;
            }
            end = next;
        }
        return text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean isUpTo(String value, long step) {
        try {
            return Long.parseLong(value) <= step;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String header(Set<StateColumn> columns) {
        return columns.stream().map(c -> '"' + c.header() + '"').collect(Collectors.joining(",", "#", ""));
    }

    @Override
    public void frame(Walkers walkers) {
        long now = nanoTime.getAsLong();
        if (firstStep < 0) {
            firstStep = walkers.step();
            firstNanos = now;
        }
        double seconds = (now - firstNanos) / 1e9;
        String line = columns.stream()
                .map(column -> value(column, walkers, seconds))
                .collect(Collectors.joining(",", "", "\n"));
        try {
            out.write(line);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String value(StateColumn column, Walkers walkers, double seconds) {
        ParticleSystem system = dynamics.system();
        return switch (column) {
            case PROGRESS -> String.format(Locale.ROOT, "%.1f%%", 100.0 * walkers.step() / totalSteps);
            case STEP -> Long.toString(walkers.step());
            case TIME -> Double.toString(walkers.step() * dynamics.thermostat().stepPs());
            case POTENTIAL_ENERGY -> Double.toString(system.potentialEnergy(walkers, walker));
            case KINETIC_ENERGY -> Double.toString(system.kineticEnergy(walkers, walker));
            case TOTAL_ENERGY ->
                Double.toString(system.potentialEnergy(walkers, walker) + system.kineticEnergy(walkers, walker));
            case TEMPERATURE -> Double.toString(system.kineticTemperature(walkers, walker));
            case SPEED -> speed(walkers.step() - firstStep, seconds);
            case ELAPSED_TIME -> Double.toString(seconds);
            case REMAINING_TIME -> remaining(walkers.step(), seconds);
        };
    }

    private String speed(long steps, double seconds) {
        if (seconds <= 0) {
            return "--";
        }
        double nanoseconds = steps * dynamics.thermostat().stepPs() / 1000;
        return new BigDecimal(nanoseconds / (seconds / SECONDS_PER_DAY))
                .round(new MathContext(3))
                .toString();
    }

    private String remaining(long step, double seconds) {
        long done = step - firstStep;
        if (done == 0) {
            return "--";
        }
        long left = Math.max(0, (long) (seconds * (totalSteps - step) / done));
        long days = left / 86_400;
        long hours = left / 3600 % 24;
        long minutes = left / 60 % 60;
        if (days > 0) {
            return String.format(Locale.ROOT, "%d:%d:%02d:%02d", days, hours, minutes, left % 60);
        }
        if (hours > 0) {
            return String.format(Locale.ROOT, "%d:%02d:%02d", hours, minutes, left % 60);
        }
        return String.format(Locale.ROOT, "%d:%02d", minutes, left % 60);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
