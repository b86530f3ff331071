package dev.nightjar.lab.source;

import java.util.List;

/// The table behind `docs/reference/forbidden.md`.
final class ForbiddenRules {

    static final List<ForbiddenRule> ALL = List.of(
            new ForbiddenRule(
                    "starts or signals processes",
                    "A child could outlive the trial or do what the program itself must not.",
                    List.of("ProcessBuilder", "ProcessHandle", "Process", "Runtime", ".exec"),
                    List.of(
                            "subprocess", "multiprocessing", "signal", "pty", "os.system", "os.popen", "os.fork", "os.forkpty",
                            "os.kill", "os.killpg", "os.execv", "os.execve", "os.execvp", "os.execl", "os.spawnv", "os.spawnl",
                            "os.posix_spawn", "asyncio.create_subprocess_exec", "asyncio.create_subprocess_shell")),
            new ForbiddenRule(
                    "reaches the network",
                    "A trial trains on its own data, and its result must not depend on anything outside.",
                    List.of(
                            "java.net.", "javax.net.", "java.nio.channels.", "java.rmi.", "Socket", "ServerSocket",
                            "DatagramSocket", "SocketChannel", "ServerSocketChannel", "URL", "URI", "HttpClient",
                            "HttpURLConnection", "InetAddress"),
                    List.of(
                            "socket", "socketserver", "ssl", "urllib", "http", "ftplib", "smtplib", "telnetlib", "xmlrpc", "requests",
                            "httpx", "aiohttp", "urllib3", "websockets", "paramiko")),
            new ForbiddenRule(
                    "reaches files directly",
                    "What may be read and written is offered by the training library; other files may hold the answers.",
                    List.of(
                            "java.nio.file.", "Files", "Path", "Paths", "FileSystems", "File", "FileReader", "FileWriter",
                            "FileInputStream", "FileOutputStream", "RandomAccessFile", "FileChannel", "PrintWriter", "PrintStream",
                            "Formatter", "java.util.zip.ZipFile", "ZipFile", "JarFile"),
                    List.of(
                            "open", "io.open", "os.open", "os.listdir", "os.scandir", "os.walk", "os.remove", "os.unlink", "os.rename",
                            "os.replace", "os.link", "os.symlink", "os.chmod", "pathlib", "shutil", "tempfile", "glob", "fileinput",
                            "sqlite3", "numpy.load", "numpy.fromfile", "numpy.memmap", "numpy.loadtxt", "torch.load", ".fromfile",
                            ".memmap")),
            new ForbiddenRule(
                    "looks behind access rules",
                    "Reflection reaches the clock, the seed and the loader, which are not the program's to change.",
                    List.of(
                            "java.lang.reflect.", "java.lang.invoke.", "sun.", "jdk.", "com.sun.", "Unsafe", "MethodHandles", "VarHandle",
                            "Class.forName", ".setAccessible", ".getDeclaredField", ".getDeclaredFields", ".getDeclaredMethod",
                            ".getDeclaredMethods", ".getDeclaredConstructor", ".getDeclaredConstructors"),
                    List.of(
                            "inspect", "gc", "sys._getframe", "sys.modules", "sys.settrace", "sys.setprofile", "__builtins__", "builtins",
                            "globals", "vars", ".__globals__", ".__subclasses__", ".__dict__")),
            new ForbiddenRule(
                    "reaches native code or memory",
                    "Native code sees the whole process, whatever Java or Python would allow.",
                    List.of("java.lang.foreign.", "MemorySegment", "Linker", "System.load", "System.loadLibrary", "SymbolLookup"),
                    List.of("ctypes", "cffi", "mmap", "torch.utils.cpp_extension", "torch.ops.load_library")),
            new ForbiddenRule(
                    "makes code at run time",
                    "What was not in the file could not be checked.",
                    List.of(
                            "ClassLoader", "URLClassLoader", "ServiceLoader", "ObjectInputStream", "javax.tools.", "javax.script.",
                            "ToolProvider", "ScriptEngineManager", ".defineClass", ".loadClass"),
                    List.of(
                            "eval", "exec", "compile", "__import__", "importlib", "runpy", "code", "codeop", "pickle", "marshal",
                            "shelve", "zipimport")),
            new ForbiddenRule(
                    "reads or changes the environment",
                    "The trial's mode, seed and budget are the engine's to set and the training library's to read.",
                    List.of(
                            "System.getenv", "System.getProperty", "System.getProperties", "System.setProperty", "System.setProperties",
                            "System.clearProperty", "System.setOut", "System.setErr", "System.setIn", "Integer.getInteger",
                            "Long.getLong", "Boolean.getBoolean"),
                    List.of("os.environ", "os.getenv", "os.putenv", "os.setenv", "os.unsetenv", "sys.argv", "sys.stdin")),
            new ForbiddenRule(
                    "makes its own randomness",
                    "A lucky seed is no improvement: the engine seeds every trial.",
                    List.of(
                            ".manual_seed", ".manualSeed", ".setSeed", ".set_current_seed", "new Random(constant)", "new Random()",
                            "new SplittableRandom(constant)", "new SplittableRandom()", "Math.random", "ThreadLocalRandom",
                            "SecureRandom", "UUID.randomUUID", "RandomGenerator.getDefault"),
                    List.of(
                            ".manual_seed", ".manual_seed_all", ".seed", ".seed_all", "random.seed", "numpy.random.seed", "secrets",
                            "uuid", "os.urandom", "random.SystemRandom", "numpy.random.default_rng(constant)",
                            "numpy.random.default_rng()")),
            new ForbiddenRule(
                    "imports everything at once",
                    "The names that it brings cannot be told from the file.",
                    List.of("module java.base", "module java.se"),
                    List.of()));

    private ForbiddenRules() {}
}
