package dev.nightjar.cli.integrity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// Things that an attack must not reach: a listener on this machine, a secret file, a variable of the engine's
/// environment, names that must not appear on the host.
final class Canaries implements AutoCloseable {

    private static final List<Path> SHARED = List.of(Path.of("/tmp"), Path.of("/var/tmp"), Path.of("/dev/shm"));

    private final String name = UUID.randomUUID().toString().replace("-", "");
    private final Path home;
    private final ServerSocket listener;
    private final DatagramSocket datagrams;
    private final AtomicInteger visits = new AtomicInteger();

    /// @param folder gets a home folder with a secret in it
    Canaries(Path folder) throws IOException {
        this.home = Files.createDirectories(folder.resolve("home"));
        Files.writeString(home.resolve("secret.txt"), "secret " + name);
        InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        this.listener = new ServerSocket(0, 50, here);
        this.datagrams = new DatagramSocket(new InetSocketAddress(here, listener.getLocalPort()));
        Thread.ofVirtual().start(() -> listen(() -> listener.accept().close()));
        Thread.ofVirtual().start(() -> listen(() -> datagrams.receive(new DatagramPacket(new byte[64], 64))));
    }

    private interface Visit {
        void await() throws IOException;
    }

    private void listen(Visit visit) {
        try {
            while (true) {
                visit.await();
                visits.incrementAndGet();
            }
        } catch (SocketException _) {
            // Closed: the bench is over.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    Path home() {
        return home;
    }

    int port() {
        return listener.getLocalPort();
    }

    /// A variable that the engine has and no trial should.
    static String variable() {
        return System.getenv().keySet().stream()
                .filter(name -> !name.matches(
                        "PATH|HOME|USER|LOGNAME|LANG|LC_.*|TZ|JAVA_HOME|PWD|_|SHLVL|TMPDIR|.*PATH|OLDPWD"))
                .sorted()
                .findFirst()
                .orElse("NIGHTJAR_NONE");
    }

    /// What was reached since the last look, one line each.
    List<String> found() {
        List<String> found = new ArrayList<>();
        int visitors = visits.getAndSet(0);
        if (visitors > 0) {
            found.add("the listener had %d visitors".formatted(visitors));
        }
        for (Path folder : SHARED) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.getFileName().toString().contains(name))
                        .forEach(file -> found.add("there is " + file));
            } catch (IOException _) {
                // Not every system has each of them.
            }
        }
        return found;
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        datagrams.close();
    }
}
