package org.openmmbg.plugin.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openmmbg.systems.InputFileException;

class ConfigLoaderTest {
    @TempDir
    private Path folder;

    private Path yaml(String text) throws IOException {
        return Files.writeString(folder.resolve("system.yaml"), text);
    }

    private static ConfigOverrides set(String... assignments) {
        ConfigOverrides overrides = new ConfigOverrides();
        overrides.set("system.name=alanine-dipeptide");
        for (String assignment : assignments) {
            overrides.set(assignment);
        }
        return overrides;
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void aCompleteConfigurationIsReadBackAsItWas(Preset preset) throws IOException {
        RunConfig config = ConfigLoader.create(
                preset,
                null,
                set("compute.seed=77", "system.seed_files=[a.pdb, 'b: c.npz']", "training.energy_high=1e12"));

        Path file = yaml(ConfigLoader.toYaml(config));

        assertThat(ConfigLoader.read(file)).isEqualTo(config);
        assertThat(config.system().seedFiles()).containsExactly(Path.of("a.pdb"), Path.of("b: c.npz"));
        assertThat(config.training().energyHigh()).isEqualTo(1e12);
    }

    @Test
    void yamlIsCompleteAndFlatText() {
        String text = ConfigLoader.toYaml(RunConfig.defaults(Preset.QUICK, "alanine-dipeptide"));

        assertThat(text)
                .startsWith("preset: quick\n")
                .contains("\n  temperature: 300.0\n", "\n  ml_steps: ", "\n  system_xml: null\n", "seed_files: []");
    }

    @Test
    void theCommandLineWinsOverTheFileAndTheFileOverThePreset() throws IOException {
        Path file = yaml("preset: long\nsystem: {name: a, temperature: 350}\ntraining: {ml_steps: 7, ml_batch: 8}\n");

        ConfigOverrides overrides = new ConfigOverrides();
        overrides.set("training.ml_batch=9");
        RunConfig config = ConfigLoader.create(null, file, overrides);

        assertThat(config.preset()).isEqualTo(Preset.LONG);
        assertThat(config.system().temperature()).isEqualTo(350);
        assertThat(config.training().mlSteps()).isEqualTo(7);
        assertThat(config.training().mlBatch()).isEqualTo(9);
        assertThat(config.training().klSteps())
                .isEqualTo(PresetDefaults.of(Preset.LONG, null).training().klSteps());
        assertThat(ConfigLoader.create(Preset.QUICK, file, overrides).preset()).isEqualTo(Preset.QUICK);
    }

    @Test
    void filesAreNamedRelativeToTheYamlFile() throws IOException {
        Path file = yaml("system: {system_xml: ../x.xml, pdb: x.pdb, seed_files: [s.npz]}\n");

        RunConfig.SystemChoice system =
                ConfigLoader.create(null, file, new ConfigOverrides()).system();

        Path here = folder.toAbsolutePath();
        assertThat(system.systemXml()).isEqualTo(here.resolve("../x.xml").normalize());
        assertThat(system.pdb()).isEqualTo(here.resolve("x.pdb"));
        assertThat(system.seedFiles()).containsExactly(here.resolve("s.npz"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "training.mlsteps=5 | unknown key 'training.mlsteps'; did you mean 'training.ml_steps'?",
                "temprature=5 | unknown key 'temprature'; did you mean 'system.temperature'?",
                "training=5 | unknown key 'training'",
                "preset=quick | unknown key 'preset'",
                "system.name.x=1 | unknown key 'system.name.x'",
                "training.ml_steps=many | training.ml_steps expected a whole number, got 'many'",
                "training.ml_steps=1.5 | training.ml_steps expected a whole number, got '1.5'",
                "training.ml_steps=1e400 | training.ml_steps expected a whole number, got 'Infinity'",
                "training.ml_steps=[1] | training.ml_steps expected a whole number, got a list",
                "training.ml_steps= | 'training.ml_steps' has no value",
                "network.rest_hidden=[64, x] | network.rest_hidden expected a whole number, got 'x'",
                "network.rest_hidden=[64, null] | 'network.rest_hidden' has no value",
                "network.rest_hidden=64 | network.rest_hidden expected a list",
                "network.rest_hidden=[] | network.rest_hidden must be a list of widths above 0, got []",
                "system.allow_cis=maybe | system.allow_cis expected true or false, got 'maybe'",
                "system.temperature=-3 | system.temperature must be above 0, got -3",
                "system.temperature=.nan | system.temperature expected a number, got '.nan'",
                "compute.threads=0 | compute.threads must be from 1 to 1024, got 0",
                "compute.platform=CPU:2 | compute.platform must be auto, or a platform such as Reference",
                "training.final_learning_rate=2 | training.final_learning_rate must be from 0 to 1, got 2",
                "nothing | expected key=value",
            })
    void badAssignmentsAreNamed(String assignment, String message) {
        assertThatThrownBy(() -> ConfigLoader.create(Preset.QUICK, null, set(assignment)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(assignment.strip())
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sytem: {name: a} | unknown key 'sytem'",
                "system: {name: a, tempreature: 3} | did you mean 'system.temperature'?",
                "system: a | 'system' must be a group of keys",
                "[1, 2] | the file must be a group of keys",
                "system: {name: *x} | not plain YAML",
                "a: &x {name: 1} | anchors and aliases are not accepted",
                "system: !!java.net.URL {name: a} | tags are not accepted",
                "system: {name: a, name: b} | not plain YAML",
                "system: {name: | not plain YAML",
                "preset: slow | unknown preset 'slow'",
                "training: {ml_steps: lots} | training.ml_steps expected a whole number, got 'lots'",
                "training: {ml_steps: } | 'training.ml_steps' has no value",
                "training: {ml_learning_rate: -1e-3} | training.ml_learning_rate must be above 0, got -0.001",
            })
    void badFilesAreNamed(String text, String message) throws IOException {
        Path file = yaml(text);
        assertThatThrownBy(() -> ConfigLoader.create(null, file, new ConfigOverrides()))
                .isInstanceOf(InputFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void hostileFilesAreRefused() throws IOException {
        Path huge = yaml("# " + "x".repeat(1 << 20));
        assertThatThrownBy(() -> ConfigLoader.read(huge)).hasMessageContaining("larger than 1 MiB");
        Path deep = yaml("[".repeat(100) + "]".repeat(100));
        assertThatThrownBy(() -> ConfigLoader.read(deep)).hasMessageContaining("not plain YAML");
        Path two = yaml("system: {name: a}\n---\nsystem: {name: b}\n");
        assertThatThrownBy(() -> ConfigLoader.read(two)).hasMessageContaining("more than one document");
        Path binary = Files.write(folder.resolve("b.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertThatThrownBy(() -> ConfigLoader.read(binary)).hasMessageContaining("not text in UTF-8");
        assertThatThrownBy(() -> ConfigLoader.read(folder)).hasMessageContaining("not a file");
    }

    @Test
    void forceFieldsAreNamesOrFilesBesideTheYamlFile() throws IOException {
        Files.writeString(folder.resolve("own.xml"), "<ForceField/>");
        Path file = yaml("system: {pdb: x.pdb, forcefield: [amber99sbildn, own.xml, amber99_obc.xml]}\n");

        RunConfig config = ConfigLoader.create(null, file, new ConfigOverrides());

        assertThat(config.system().forcefield())
                .containsExactly(
                        "amber99sbildn",
                        folder.toAbsolutePath().resolve("own.xml").normalize().toString(),
                        "amber99_obc.xml");
        assertThat(ConfigLoader.read(yaml(ConfigLoader.toYaml(config)))).isEqualTo(config);
    }

    @Test
    void aSystemIsNamedOnce() {
        ConfigOverrides none = new ConfigOverrides();
        assertThatThrownBy(() -> ConfigLoader.create(null, null, none)).hasMessageContaining("no system");
        assertThatThrownBy(() -> ConfigLoader.create(null, null, set("system.pdb=x.pdb", "system.system_xml=x.xml")))
                .hasMessageContaining("not both");
        ConfigOverrides pdb = new ConfigOverrides();
        pdb.put("system.pdb", Path.of("x.pdb"), "--pdb");
        assertThatThrownBy(() -> ConfigLoader.create(null, null, pdb))
                .hasMessageContaining("--pdb needs --forcefield or --system-xml");
    }

    @Test
    void resumeTakesTheSameValuesAndOtherThreadsOnly() throws IOException {
        RunConfig config = ConfigLoader.create(Preset.QUICK, null, set("compute.seed=5", "compute.threads=1"));
        Path file = yaml(ConfigLoader.toYaml(config));

        RunConfig resumed = ConfigLoader.resume(file, Preset.QUICK, set("compute.threads=2", "compute.seed=5"));

        assertThat(resumed.compute().threads()).isEqualTo(2);
        assertThat(resumed.training()).isEqualTo(config.training());
        assertThat(ConfigLoader.resume(file, null, set("training.ml_learning_rate=2e-3", "system.temperature=300")))
                .isEqualTo(config);
        for (String other : List.of("compute.seed=6", "training.ml_steps=1", "system.name=b")) {
            assertThatThrownBy(() -> ConfigLoader.resume(file, null, set(other)))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("the run to be resumed has");
        }
        assertThatThrownBy(() -> ConfigLoader.resume(file, Preset.LONG, set()))
                .hasMessageContaining("--preset long: the run to be resumed has preset 'quick'");
    }
}
