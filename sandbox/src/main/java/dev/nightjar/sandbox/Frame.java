package dev.nightjar.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What engine and supervisor say to each other; the layout is in this package's description.
sealed interface Frame {
    int MAX_BYTES = 16 << 20;

    /// The engine's number for a launch.
    int launch();

    record Start(int launch, Launch what) implements Frame {}

    record Input(int launch, byte[] bytes) implements Frame {}

    record EndInput(int launch) implements Frame {}

    record Kill(int launch, String why, boolean atOnce) implements Frame {}

    record Took(int launch, int bytes) implements Frame {}

    record Started(int launch, long pid) implements Frame {}

    record Output(int launch, byte[] bytes) implements Frame {}

    /// Bytes of the log; none at all stand for those that were left out.
    record Logged(int launch, byte[] bytes) implements Frame {
        static Logged gap(int launch) {
            return new Logged(launch, new byte[0]);
        }
    }

    record Ended(int launch, Outcome outcome) implements Frame {}

    default void write(DataOutputStream out) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(64);
        DataOutputStream to = new DataOutputStream(body);
        int type = writeBody(to);
        out.writeInt(body.size() + 5);
        out.writeByte(type);
        out.writeInt(launch());
        body.writeTo(out);
    }

    private int writeBody(DataOutputStream to) throws IOException {
        switch (this) {
            case Start(int _, Launch what) -> {
                writeLaunch(to, what);
                return 1;
            }
            case Input(int _, byte[] bytes) -> {
                to.write(bytes);
                return 2;
            }
            case EndInput(int _) -> {
                return 3;
            }
            case Kill(int _, String why, boolean atOnce) -> {
                to.writeBoolean(atOnce);
                writeText(to, why);
                return 4;
            }
            case Took(int _, int bytes) -> {
                to.writeInt(bytes);
                return 5;
            }
            case Started(int _, long pid) -> {
                to.writeLong(pid);
                return 6;
            }
            case Output(int _, byte[] bytes) -> {
                to.write(bytes);
                return 7;
            }
            case Logged(int _, byte[] bytes) -> {
                to.write(bytes);
                return 8;
            }
            case Ended(int _, Outcome outcome) -> {
                writeText(to, outcome.toText());
                return 9;
            }
        }
    }

    /// The next frame, or nothing at the end of the stream, also if that comes within a frame: the other side was
    /// killed.
    static Optional<Frame> read(DataInputStream in) throws IOException {
        try {
            int length = in.readInt();
            if (length < 5 || length > MAX_BYTES) {
                throw new IOException(
                        "A frame of %d bytes.%nMaybe something else wrote to the supervisor's standard streams."
                                .formatted(length));
            }
            int type = in.readUnsignedByte();
            int launch = in.readInt();
            int size = length - 5;
            return Optional.of(
                    switch (type) {
                        case 1 -> new Start(launch, readLaunch(in));
                        case 2 -> new Input(launch, in.readNBytes(size));
                        case 3 -> new EndInput(launch);
                        case 4 -> {
                            boolean atOnce = in.readBoolean();
                            yield new Kill(launch, readText(in), atOnce);
                        }
                        case 5 -> new Took(launch, in.readInt());
                        case 6 -> new Started(launch, in.readLong());
                        case 7 -> new Output(launch, in.readNBytes(size));
                        case 8 -> new Logged(launch, in.readNBytes(size));
                        case 9 -> new Ended(launch, Outcome.parse(readText(in)).orElseThrow());
                        default ->
                            throw new IOException(
                                    "A frame of type %d.%nMaybe engine and supervisor are of different versions."
                                            .formatted(type));
                    });
        } catch (EOFException end) {
            return Optional.empty();
        }
    }

    private static void writeLaunch(DataOutputStream to, Launch launch) throws IOException {
        to.writeInt(launch.command().size());
        for (String word : launch.command()) {
            writeText(to, word);
        }
        to.writeInt(launch.environment().size());
        for (Map.Entry<String, String> variable : launch.environment().entrySet()) {
            writeText(to, variable.getKey());
            writeText(to, variable.getValue());
        }
        writeText(to, launch.directory().toString());
        to.writeLong(launch.limits().wall().toNanos());
        to.writeLong(launch.limits().memoryBytes());
        to.writeInt(launch.limits().processes());
        to.writeLong(launch.limits().processor().map(Duration::toNanos).orElse(0L));
        to.writeLong(launch.limits().output().map(Limits.Output::bytes).orElse(0L));
        writePaths(to, launch.limits().output().map(Limits.Output::folders).orElse(List.of()));
        writeText(to, launch.channel().name());
        writeText(to, launch.log().toString());
        writeText(to, launch.outcomeFile().map(Path::toString).orElse(null));
        to.writeBoolean(launch.walls().isPresent());
        if (launch.walls().isPresent()) {
            writeWalls(to, launch.walls().get());
        }
    }

    private static void writeWalls(DataOutputStream to, Walls walls) throws IOException {
        writePaths(to, walls.readable());
        writePaths(to, walls.writable());
        writePaths(to, walls.hidden());
        writePaths(to, walls.devices());
        to.writeInt(walls.temporary().size());
        for (Map.Entry<Path, Long> folder : walls.temporary().entrySet()) {
            writeText(to, folder.getKey().toString());
            to.writeLong(folder.getValue());
        }
    }

    private static Walls readWalls(DataInputStream in) throws IOException {
        List<Path> readable = readPaths(in);
        List<Path> writable = readPaths(in);
        List<Path> hidden = readPaths(in);
        List<Path> devices = readPaths(in);
        Map<Path, Long> temporary = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            temporary.put(Path.of(readText(in)), in.readLong());
        }
        return new Walls(readable, writable, hidden, temporary, devices);
    }

    private static void writePaths(DataOutputStream to, List<Path> paths) throws IOException {
        to.writeInt(paths.size());
        for (Path path : paths) {
            writeText(to, path.toString());
        }
    }

    private static List<Path> readPaths(DataInputStream in) throws IOException {
        List<Path> paths = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            paths.add(Path.of(readText(in)));
        }
        return paths;
    }

    private static Launch readLaunch(DataInputStream in) throws IOException {
        List<String> command = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            command.add(readText(in));
        }
        Map<String, String> environment = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            environment.put(readText(in), readText(in));
        }
        Path directory = Path.of(readText(in));
        Limits limits = readLimits(in);
        Channel channel = Channel.valueOf(readText(in));
        Path log = Path.of(readText(in));
        Optional<Path> outcome = readOptionalText(in).map(Path::of);
        Optional<Walls> walls = in.readBoolean() ? Optional.of(readWalls(in)) : Optional.empty();
        return new Launch(command, environment, directory, limits, channel, log, outcome, walls);
    }

    private static Limits readLimits(DataInputStream in) throws IOException {
        Duration wall = Duration.ofNanos(in.readLong());
        long memoryBytes = in.readLong();
        int processes = in.readInt();
        long processor = in.readLong();
        long output = in.readLong();
        List<Path> folders = readPaths(in);
        return new Limits(
                wall,
                memoryBytes,
                processes,
                processor == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(processor)),
                output == 0 ? Optional.empty() : Optional.of(new Limits.Output(folders, output)));
    }

    private static void writeText(DataOutputStream to, @Nullable String text) throws IOException {
        if (text == null) {
            to.writeInt(-1);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        to.writeInt(bytes.length);
        to.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        return readOptionalText(in).orElseThrow(() -> new IOException("A frame lacks a text."));
    }

    private static Optional<String> readOptionalText(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length < 0 ? Optional.empty() : Optional.of(new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }
}
