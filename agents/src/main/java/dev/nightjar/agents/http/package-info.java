/// Models over HTTP: any server that speaks OpenAI's chat completions or Anthropic's messages.
///
/// Requests are built and answers are read by langchain4j (`langchain4j-open-ai`, `langchain4j-anthropic`): both wire
/// formats, plain and streamed, tool calls, structured output and counts of tokens, in ten jars. Its own HTTP client is
/// left out, because over a night it is not enough: a body that stalls after its headers is waited for without end, a
/// body of any size is taken into memory, half a UTF-8 sequence becomes a letter that nobody wrote, and the headers of
/// a refusal, `Retry-After` among them, are lost. [BoundedHttp] takes its place through langchain4j's own port for
/// that. Its retries are off: [dev.nightjar.agents.model.Retrying] knows patience. Its log goes nowhere (`slf4j-nop`),
/// so that nothing that it holds, prompts and headers, is written by accident.
@NullMarked
package dev.nightjar.agents.http;

import org.jspecify.annotations.NullMarked;
