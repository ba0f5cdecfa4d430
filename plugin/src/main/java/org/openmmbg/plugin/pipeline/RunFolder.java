package org.openmmbg.plugin.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.openmmbg.systems.AtomicFiles;

/**
 * The output folder of one run, locked while it is open, so that two processes never write to it. Files are replaced as
 * a whole: a reader, and a run killed at any moment, sees the old one or the new one.
 */
public final class RunFolder implements AutoCloseable {
    static final String CONFIG = "config.yaml";
    private static final String METRICS = "metrics.jsonl";
    static final String CHECKPOINT = "checkpoint.safetensors";
    static final String SEEDS = "seeds.npz";
    static final String SEED_WEIGHTS = "seed-weights.npz";
    private static final String LATENT = "latent.npz";
    static final String SAMPLES = "samples.npz";
    private static final String SAMPLES_AT = "samples-T";
    private static final String ARRAYS = ".npz";
    private static final String TRAJECTORY = "samples.dcd";
    static final String TOPOLOGY = "topology.pdb";
    static final String RESULTS = "results.json";
    private static final String REPORT = "report.html";
    private static final String LOCK = ".lock";
    private static final List<String> OWN_FILES = List.of(
            CHECKPOINT, METRICS, SEEDS, SEED_WEIGHTS, LATENT, SAMPLES, TRAJECTORY, TOPOLOGY, RESULTS, REPORT, CONFIG);

    private final Path folder;
    private final FileChannel lock;

    private RunFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Creates the folder of a new run and locks it.
     *
     * @param overwrite whether the files of an earlier run there may be removed; other files stay
     * @throws UsageException if it is in use, holds files and may not be overwritten, or cannot be written
     */
    public static RunFolder create(Path folder, boolean overwrite) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UsageException("output folder " + folder + ": a file of that name exists");
        }
        if (!overwrite && !isEmptyOrMissing(folder)) {
            refuseInUse(folder);
            throw new UsageException("output folder " + folder
                    + " is not empty; name another, go on with --resume, or replace the run in it with --force");
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UsageException("output folder " + folder + " cannot be made: " + describe(e), e);
        }
        RunFolder run = new RunFolder(folder, lock(folder));
        try {
            run.removePartialFiles();
            for (String name : OWN_FILES) {
                Files.deleteIfExists(folder.resolve(name));
            }
            run.removeFurtherSamples();
        } catch (IOException e) {
            run.close();
            throw new UsageException("output folder " + folder + " cannot be emptied: " + describe(e), e);
        }
        return run;
    }

    /**
     * Opens the folder of an existing run and locks it.
     *
     * @throws UsageException if it is in use, or no folder of a run
     */
    public static RunFolder resume(Path folder) {
        requireRun(folder);
        RunFolder run = new RunFolder(folder, lock(folder));
        try {
            run.removePartialFiles();
        } catch (IOException e) {
            run.close();
            throw new UsageException("output folder " + folder + " cannot be written: " + describe(e), e);
        }
        return run;
    }

    /** Removes what a kill left half written. */
    private void removePartialFiles() throws IOException {
        try (DirectoryStream<Path> partial = Files.newDirectoryStream(folder, "{.*.part,*.partial}")) {
            for (Path file : partial) {
                Files.delete(file);
            }
        }
    }

    /** Removes the samples of further temperatures, whichever they were. */
    private void removeFurtherSamples() throws IOException {
        try (DirectoryStream<Path> further = Files.newDirectoryStream(folder, SAMPLES_AT + "*" + ARRAYS)) {
            for (Path file : further) {
                Files.delete(file);
            }
        }
    }

    static void requireRun(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UsageException(folder + ": no such folder");
        }
        if (!Files.isRegularFile(folder.resolve(CONFIG))) {
            throw new UsageException(folder + ": not the folder of a run: it has no " + CONFIG);
        }
    }

    private static boolean isEmptyOrMissing(Path folder) {
        if (!Files.exists(folder)) {
            return true;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.allMatch(file -> file.endsWith(LOCK)) && !isLocked(folder);
        } catch (IOException e) {
            throw new UsageException("output folder " + folder + " cannot be read: " + describe(e), e);
        }
    }

    private static boolean isLocked(Path folder) {
        Path file = folder.resolve(LOCK);
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void refuseInUse(Path folder) {
        if (isLocked(folder)) {
            throw inUse(folder);
        }
    }

    private static UsageException inUse(Path folder) {
        return new UsageException("output folder " + folder + " is in use by another run; name another, or wait");
    }

    private static FileChannel lock(Path folder) {
        FileChannel channel;
        try {
            channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UsageException("output folder " + folder + " cannot be written: " + describe(e), e);
        }
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this process: in use all the same.
        } catch (IOException e) {
            closeQuietly(channel);
            throw new UsageException("output folder " + folder + " cannot be locked: " + describe(e), e);
        }
        closeQuietly(channel);
        throw inUse(folder);
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String describe(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return e.getMessage() + " is a file";
        }
        String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }

    public Path folder() {
        return folder;
    }

    public Path config() {
        return folder.resolve(CONFIG);
    }

    public Path metrics() {
        return folder.resolve(METRICS);
    }

    public Path checkpoint() {
        return folder.resolve(CHECKPOINT);
    }

    /** Returns the path of the examples the generator was trained on. */
    public Path seeds() {
        return folder.resolve(SEEDS);
    }

    /** Returns the path of the seeds' weights by the formula of the draws. */
    public Path seedWeights() {
        return folder.resolve(SEED_WEIGHTS);
    }

    /** Returns the path of the latent points of the seeds, of systems without molecules. */
    public Path latent() {
        return folder.resolve(LATENT);
    }

    /** Returns the path of the samples with their weights. */
    public Path samples() {
        return folder.resolve(SAMPLES);
    }

    /** Returns the path of the samples of a further temperature. */
    public Path samples(double temperature) {
        return folder.resolve(samplesName(temperature));
    }

    /** Returns the name of the file of a further temperature's samples, such as samples-T0.5.npz. */
    static String samplesName(double temperature) {
        return SAMPLES_AT + Kelvin.number(temperature) + ARRAYS;
    }

    /** Returns the path of the samples as a trajectory. */
    public Path trajectory() {
        return folder.resolve(TRAJECTORY);
    }

    public Path topology() {
        return folder.resolve(TOPOLOGY);
    }

    public Path results() {
        return folder.resolve(RESULTS);
    }

    public Path report() {
        return folder.resolve(REPORT);
    }

    /** Writes a text file of this folder as a whole or not at all. */
    public void replace(Path target, String text) throws IOException {
        AtomicFiles.write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Unlocks the folder; its files stay. */
    @Override
    public void close() {
        closeQuietly(lock);
    }
}
