/// One question to one language model: what is asked, what came back, and what may go wrong. Who answers (an endpoint,
/// a transcript) and what is wrapped around it (patience, money, a record) are other `Model`s.
@NullMarked
package dev.nightjar.agents.model;

import org.jspecify.annotations.NullMarked;
