package dev.nightjar.execution;

import dev.nightjar.sandbox.Walls;
import dev.nightjar.wire.Device;
import dev.nightjar.wire.Mode;
import dev.nightjar.wire.TrialEnvironment;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The environments of trials: `NIGHTJAR_*`, and of the engine's own only what is listed here.
final class TrialVariables {
    /// What a program needs of the person's environment to find its interpreter and packages. No secrets: the
    /// caches of `HF_HOME` and the like lie beside tokens.
    private static final List<String> PASSED_ON = List.of(
            "PATH",
            "LANG",
            "LC_ALL",
            "LC_CTYPE",
            "TZ",
            "JAVA_HOME",
            "LD_LIBRARY_PATH",
            "PYTHONPATH",
            "VIRTUAL_ENV",
            "CONDA_PREFIX");

    /// Without walls the person's own folders are there, and programs find their caches in them.
    private static final List<String> PASSED_ON_IN_THE_OPEN =
            List.of("HOME", "USER", "LOGNAME", "XDG_CACHE_HOME", "UV_CACHE_DIR", "HF_HOME");

    private final Workshop workshop;

    TrialVariables(Workshop workshop) {
        this.workshop = workshop;
    }

    /// For one process of a trial that reads `data` and writes `out`, with scratch space in `temporary`.
    Map<String, String> of(Mode mode, long seed, Path data, Path out, Path temporary) {
        Map<String, String> variables = workshop.isJava() ? ofJava(temporary) : ofCommand();
        variables.put("TMPDIR", temporary.toString());
        variables.putAll(threads());
        variables.putAll(nightjar(mode, seed, data, out));
        return variables;
    }

    private Map<String, String> nightjar(Mode mode, long seed, Path data, Path out) {
        Compute compute = workshop.compute();
        Map<String, String> variables = new HashMap<>(new TrialEnvironment(
                        mode,
                        seed,
                        workshop.budget(),
                        data,
                        out,
                        compute.device(),
                        compute.threads(),
                        workshop.lab().metric().context(),
                        workshop.tokens().map(TrainingTokens::vocabulary).orElse(1),
                        workshop.tokens().map(TrainingTokens::bos).orElse(0),
                        workshop.lab().train().guard())
                .toMap());
        if (workshop.tokens().isEmpty()) {
            variables.keySet().removeAll(List.of("NIGHTJAR_CONTEXT", "NIGHTJAR_VOCABULARY", "NIGHTJAR_BOS"));
        }
        return variables;
    }

    /// A program of Nightjar's own kind needs nothing of the machine but its C library and GPU driver.
    private Map<String, String> ofJava(Path temporary) {
        Map<String, String> variables = new HashMap<>();
        variables.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        variables.put("HOME", temporary.toString());
        variables.put("LANG", "C.UTF-8");
        if (workshop.compute().device() == Device.CUDA && workshop.environment().containsKey("LD_LIBRARY_PATH")) {
            variables.put("LD_LIBRARY_PATH", workshop.environment().getOrDefault("LD_LIBRARY_PATH", ""));
        }
        return variables;
    }

    Map<String, String> ofCommand() {
        Map<String, String> variables = new HashMap<>(workshop.environment());
        List<String> passedOn = new ArrayList<>(PASSED_ON);
        if (workshop.sandbox().isEmpty()) {
            passedOn.addAll(PASSED_ON_IN_THE_OPEN);
        }
        variables.keySet().retainAll(passedOn);
        if (workshop.sandbox().isPresent()) {
            variables.put("HOME", Walls.TEMPORARY.toString());
            variables.put("USER", "nightjar");
            variables.put("PYTHONDONTWRITEBYTECODE", "1");
        }
        // A program that says "java" means the one that runs Nightjar: the default one is often too old.
        Path bin = Path.of(System.getProperty("java.home"), "bin");
        variables.merge("PATH", bin.toString(), (path, first) -> first + File.pathSeparator + path);
        return variables;
    }

    /// OpenMP's threads spin while they wait; beside one other busy process that costs nine tenths of the speed,
    /// unless they give up soon.
    private Map<String, String> threads() {
        String threads = Integer.toString(workshop.compute().threads());
        Map<String, String> variables = new HashMap<>();
        variables.put("OMP_NUM_THREADS", threads);
        variables.put("MKL_NUM_THREADS", threads);
        variables.put("OPENBLAS_NUM_THREADS", threads);
        variables.put("GOMP_SPINCOUNT", "10000");
        // glibc gives each thread an arena of at most 64 MiB; a larger tensor is mapped and faulted in anew each time.
        // In one arena scoring 512 rows takes a third of the time (4.1 s, 1.4 s).
        variables.put("MALLOC_ARENA_MAX", "1");
        if (workshop.compute().device() == Device.CUDA) {
            variables.put(
                    "CUDA_VISIBLE_DEVICES", Integer.toString(workshop.compute().gpu()));
        }
        return variables;
    }
}
