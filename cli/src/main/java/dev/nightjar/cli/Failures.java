package dev.nightjar.cli;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.trial.Interruption;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// What a person sees of an exception: the message and its guess, never a stack trace. The trace of an error of ours
/// goes to a file that the message names.
final class Failures implements IExecutionExceptionHandler {

    static final int INTERNAL = 1;

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        switch (failure) {
            case UserError error -> {
                err.println("nightjar: " + error.getMessage());
                return error.kind().exitCode();
            }
            case Interruption.Interrupted _ -> {
                err.println("Stopped.");
                return 0;
            }
            case FileSystemException error -> {
                err.println("nightjar: %s: %s%nMaybe the disk is full, or the folder belongs to somebody else."
                        .formatted(
                                error.getFile(),
                                error.getReason() == null ? error.getClass().getSimpleName() : error.getReason()));
                return UserError.Kind.DISK.exitCode();
            }
            default -> {
                err.println("nightjar: " + describe(failure));
                err.println("The details are in " + keepTrace(failure) + ".");
                return INTERNAL;
            }
        }
    }

    private static String describe(Exception failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private static String keepTrace(Exception failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        try {
            Path file = Files.createTempFile("nightjar-error-", ".txt");
            Files.writeString(file, trace.toString());
            return file.toString();
        } catch (IOException e) {
            return "no file, because none could be written: " + trace;
        }
    }
}
