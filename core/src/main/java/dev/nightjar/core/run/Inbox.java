package dev.nightjar.core.run;

import java.util.List;

/// What people said to the run and it has not taken up yet.
public interface Inbox {

    /// @param id the same for the same message, however often it is looked up
    record Message(String id, String text) {}

    /// Nobody ever says anything.
    Inbox EMPTY = new Inbox() {
        @Override
        public List<Message> waiting() {
            return List.of();
        }

        @Override
        public void taken(Message message) {}
    };

    /// In the order they were said.
    List<Message> waiting();

    /// The message is in the ledger. Idempotent.
    void taken(Message message);
}
