package dev.nightjar.agents.answer;

import java.util.Optional;

/// What a critic says of a proposal.
///
/// @param value the probability that it is an improvement, from 0 to 1
public record Score(double value, String why) {

    public Score {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(
                    "A score (%s) is a probability.\nMaybe it was given in per cent.".formatted(value));
        }
    }

    /// The last score in an answer, if there is one.
    public static Optional<Score> in(String answer) {
        String text = Thoughts.without(Plain.encodable(answer));
        return JsonSpan.all(text).reversed().stream()
                .map(span -> JsonMember.of(span.in(text)))
                .flatMap(members -> members.stream()
                        .filter(member -> member.key().equals("score"))
                        .flatMap(member -> number(member.value()).stream())
                        .map(value -> new Score(
                                value,
                                members.stream()
                                        .filter(member -> member.key().equals("why"))
                                        .map(member -> Plain.line(member.value().replaceAll("^\"|\"$", ""), 400))
                                        .findFirst()
                                        .orElse(""))))
                .findFirst();
    }

    private static Optional<Double> number(String written) {
        try {
            double value = Double.parseDouble(written);
            return value >= 0 && value <= 1 ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException e) { // a word instead of a number is no score
            return Optional.empty();
        }
    }
}
