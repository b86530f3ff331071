package dev.nightjar.agents.coding;

import com.agentclientprotocol.sdk.client.AcpClient;
import com.agentclientprotocol.sdk.client.AcpSyncClient;
import com.agentclientprotocol.sdk.json.AcpJsonMapper;
import com.agentclientprotocol.sdk.json.TypeRef;
import com.agentclientprotocol.sdk.spec.AcpClientTransport;
import com.agentclientprotocol.sdk.spec.AcpSchema;
import dev.nightjar.core.trial.Interruption;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Starts agents that speak the Agent Client Protocol over their standard streams, and has them do one task.
/// They may read and write files of the work tree, by themselves or through the protocol; to run programs or
/// fetch pages they get no permission here.
///
/// The only class that knows the protocol's library, which is older than its first release.
public final class AcpAgent implements AgentLauncher {

    private static final long LONGEST_FILE = 1 << 20;

    private final Interruption interruption;
    private final Function<Launch, List<String>> walls;

    public AcpAgent(Interruption interruption) {
        this(interruption, Launch::command);
    }

    /// @param walls the command of a launch with something around it that shows the agent less of the machine
    public AcpAgent(Interruption interruption, Function<Launch, List<String>> walls) {
        this.interruption = interruption;
        this.walls = walls;
    }

    @Override
    public Ended run(Launch launch) throws IOException {
        BoundedOutput said = new BoundedOutput();
        try (RunningAgent agent = RunningAgent.start(launch, walls.apply(launch), interruption, _ -> {})) {
            Pipes pipes = new Pipes(agent.process().getOutputStream(), said);
            Thread errors = agent.drain(agent.process().getErrorStream(), said::write);
            Thread answers = agent.drain(agent.process().getInputStream(), pipes::read);
            Thread conversation = Thread.ofVirtual().start(() -> talk(launch, pipes, said, agent));
            Ending ending = agent.await(answers, errors);
            conversation.interrupt();
            boolean failed = pipes.failed || (ending == Ending.EXITED && !pipes.finished);
            return new Ended(ending, failed ? 1 : 0, said.text(), agent.took());
        }
    }

    private static void talk(Launch launch, Pipes pipes, BoundedOutput said, RunningAgent agent) {
        Desk desk = new Desk(launch.folder());
        AcpSyncClient client = AcpClient.sync(pipes)
                .requestTimeout(launch.limit())
                .readTextFileHandler(desk::read)
                .writeTextFileHandler(desk::write)
                .requestPermissionHandler(AcpAgent::permit)
                .build();
        try {
            client.initialize(new AcpSchema.InitializeRequest(
                    AcpSchema.LATEST_PROTOCOL_VERSION,
                    new AcpSchema.ClientCapabilities(new AcpSchema.FileSystemCapability(true, true), false)));
            String session = client.newSession(
                            new AcpSchema.NewSessionRequest(launch.folder().toString(), List.of()))
                    .sessionId();
            AcpSchema.PromptResponse answer = client.prompt(new AcpSchema.PromptRequest(
                    session, List.of(new AcpSchema.TextContent(Files.readString(launch.task())))));
            pipes.failed = answer.stopReason() == AcpSchema.StopReason.REFUSAL;
            pipes.finished = true;
        } catch (IOException | RuntimeException e) {
            said.write(("\n" + e.getMessage() + "\n").getBytes(StandardCharsets.UTF_8));
            pipes.failed = true;
        } finally {
            agent.done();
            client.close();
        }
    }

    /// Looking and editing, once; nothing else.
    private static AcpSchema.RequestPermissionResponse permit(AcpSchema.RequestPermissionRequest request) {
        AcpSchema.ToolKind kind = request.toolCall().kind();
        boolean harmless = kind != null
                && switch (kind) {
                    case READ, EDIT, DELETE, MOVE, SEARCH, THINK -> true;
                    case EXECUTE, FETCH, SWITCH_MODE, OTHER -> false;
                };
        AcpSchema.PermissionOptionKind wanted =
                harmless ? AcpSchema.PermissionOptionKind.ALLOW_ONCE : AcpSchema.PermissionOptionKind.REJECT_ONCE;
        return new AcpSchema.RequestPermissionResponse(request.options().stream()
                .filter(option -> option.kind() == wanted)
                .findFirst()
                .<AcpSchema.RequestPermissionOutcome>map(option -> new AcpSchema.PermissionSelected(option.optionId()))
                .orElseGet(AcpSchema.PermissionCancelled::new));
    }

    /// The files that an agent asks the client for: those of its work tree.
    private record Desk(Path folder) {

        AcpSchema.ReadTextFileResponse read(AcpSchema.ReadTextFileRequest request) {
            Path file = inside(request.path());
            try {
                if (Files.size(file) > LONGEST_FILE) {
                    throw refused(request.path(), "too large");
                }
                Integer line = request.line();
                Integer limit = request.limit();
                String text = Files.readString(file);
                return new AcpSchema.ReadTextFileResponse(
                        line == null && limit == null
                                ? text
                                : text.lines()
                                        .skip(line == null ? 0 : Math.max(0, line - 1))
                                        .limit(limit == null ? Long.MAX_VALUE : Math.max(0, limit))
                                        .collect(Collectors.joining("\n", "", "\n")));
            } catch (IOException e) {
                throw refused(request.path(), "unreadable");
            }
        }

        AcpSchema.WriteTextFileResponse write(AcpSchema.WriteTextFileRequest request) {
            Path file = inside(request.path());
            try {
                if (request.content().length() > LONGEST_FILE) {
                    throw refused(request.path(), "too large");
                }
                Files.writeString(file, request.content());
                return new AcpSchema.WriteTextFileResponse();
            } catch (IOException e) {
                throw refused(request.path(), "not writable");
            }
        }

        /// Neither a path nor a link leads out.
        private Path inside(String path) {
            try {
                Path file = folder.resolve(path).normalize();
                Path parent = file.getParent();
                if (parent == null
                        || !parent.toRealPath().startsWith(folder)
                        || (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                                && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))) {
                    throw refused(path, "not in the work tree");
                }
                return file;
            } catch (IOException e) {
                throw refused(path, "not in the work tree");
            }
        }

        private static IllegalArgumentException refused(String path, String why) {
            return new IllegalArgumentException("The file (%s) is %s.".formatted(path, why));
        }
    }

    /// A message a line, either way.
    private static final class Pipes implements AcpClientTransport {

        private final OutputStream out;
        private final BoundedOutput said;
        private final AcpJsonMapper json = AcpJsonMapper.createDefault();
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private volatile @Nullable Function<Mono<AcpSchema.JSONRPCMessage>, Mono<AcpSchema.JSONRPCMessage>> handler;
        private volatile boolean finished;
        private volatile boolean failed;

        Pipes(OutputStream out, BoundedOutput said) {
            this.out = out;
            this.said = said;
        }

        @Override
        public Mono<Void> connect(Function<Mono<AcpSchema.JSONRPCMessage>, Mono<AcpSchema.JSONRPCMessage>> messages) {
            return Mono.fromRunnable(() -> handler = messages);
        }

        /// What the agent printed; perhaps a part of a message, perhaps several.
        void read(byte[] bytes) {
            for (byte one : bytes) {
                if (one == '\n') {
                    String text = line.toString(StandardCharsets.UTF_8);
                    line.reset();
                    receive(text);
                } else {
                    line.write(one);
                }
            }
        }

        /// A line that is no message is chatter.
        private void receive(String text) {
            Function<Mono<AcpSchema.JSONRPCMessage>, Mono<AcpSchema.JSONRPCMessage>> to = handler;
            if (to == null || !text.startsWith("{")) {
                return;
            }
            try {
                AcpSchema.JSONRPCMessage message = AcpSchema.deserializeJsonRpcMessage(json, text);
                if (message instanceof AcpSchema.JSONRPCNotification update
                        && update.method().equals(AcpSchema.METHOD_SESSION_UPDATE)) {
                    hear(update); // here, because the library hands them on in no order
                } else {
                    to.apply(Mono.just(message)).subscribe(_ -> {}, _ -> failed = true);
                }
            } catch (IOException | IllegalArgumentException e) {
                failed = true;
            }
        }

        private void hear(AcpSchema.JSONRPCNotification notification) {
            if (update(notification).orElse(null) instanceof AcpSchema.AgentMessageChunk chunk
                    && chunk.content() instanceof AcpSchema.TextContent text) {
                said.write(text.text().getBytes(StandardCharsets.UTF_8));
            }
        }

        /// Empty if it is of a kind that the library does not know: nothing depends on it.
        private Optional<AcpSchema.SessionUpdate> update(AcpSchema.JSONRPCNotification notification) {
            try {
                return Optional.of(json.convertValue(notification.params(), AcpSchema.SessionNotification.class))
                        .map(AcpSchema.SessionNotification::update);
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        @Override
        public Mono<Void> sendMessage(AcpSchema.JSONRPCMessage message) {
            return Mono.fromRunnable(() -> {
                try {
                    byte[] bytes = (json.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8);
                    synchronized (out) {
                        out.write(bytes);
                        out.flush();
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException("The agent does not listen any more.", e);
                }
            });
        }

        @Override
        public Mono<Void> closeGracefully() {
            return Mono.fromRunnable(() -> {
                try {
                    out.close();
                } catch (IOException gone) {
                    handler = null; // it closed its own end first
                }
            });
        }

        @Override
        public <T> T unmarshalFrom(Object value, TypeRef<T> type) {
            return json.convertValue(value, type);
        }
    }
}
