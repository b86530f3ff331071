package dev.nightjar.agents.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.agents.night.Night;
import dev.nightjar.core.proposal.Proposal;
import org.junit.jupiter.api.Test;

final class EditAnswerTest {

    private static final String WANTED = Night.SOURCE.replace("double g = 2 * x;", "double g = 3 * x;");
    private static final String BLOCK = """
            <<<<<<< SEARCH
                    double g = 2 * x;
            =======
                    double g = 3 * x;
            >>>>>>> REPLACE
            """;

    private static ModelAnswer read(String answer) {
        return ModelAnswer.edit(answer, new Sources("Toy.java", Night.SOURCE, Night.SOURCE));
    }

    private static Proposal.Edit edit(String answer) {
        ModelAnswer read = read(answer);
        assertThat(read.unusable()).isEmpty();
        return (Proposal.Edit) read.proposal();
    }

    private static String why(String answer) {
        return read(answer).unusable().orElseThrow();
    }

    @Test
    void takesASearchReplaceBlockWithItsHypothesis() {
        ModelAnswer read =
                read("{\"hypothesis\": \"Steeper is faster.\", \"next_action_hint\": \"Try 4.\", \"lessons\": []}\n\n"
                        + BLOCK);

        assertThat(read.proposal()).isEqualTo(new Proposal.Edit(WANTED, "Steeper is faster."));
        assertThat(read.remarks().note("next_action_hint")).contains("Try 4.");
    }

    @Test
    void takesBlocksInAFenceBetweenProse() {
        Proposal.Edit edit =
                edit("The gradient is too flat. I make it steeper.\n\n```java\n" + BLOCK + "```\nThat is all.");

        assertThat(edit.text()).isEqualTo(WANTED);
        assertThat(edit.reason()).isEqualTo("The gradient is too flat.");
    }

    @Test
    void takesSeveralBlocksOneOfWhichDeletes() {
        String answer = BLOCK + "<<<<<<< SEARCH\n// A toy that trains.\n=======\n>>>>>>> REPLACE\n";

        assertThat(edit(answer).text()).isEqualTo(WANTED.replace("// A toy that trains.\n", ""));
    }

    @Test
    void overlooksBlanksAtTheEndsOfLines() {
        String answer = BLOCK.replace("double g = 2 * x;", "double g = 2 * x;   ");

        assertThat(edit(answer).text()).isEqualTo(WANTED);
    }

    @Test
    void keepsTheFilesOwnLineEnds() {
        String windows = Night.SOURCE.replace("\n", "\r\n");
        ModelAnswer read = ModelAnswer.edit(BLOCK, new Sources("Toy.java", windows, windows));

        assertThat(((Proposal.Edit) read.proposal()).text()).isEqualTo(WANTED.replace("\n", "\r\n"));
    }

    @Test
    void showsTheNearestLinesForABlockThatDoesNotMatch() {
        String why = why(BLOCK.replace("double g = 2 * x;", "double gradient = 2 * x;"));

        assertThat(why)
                .startsWith("Block 1 does not stand in the file as it is quoted.")
                .contains("        double g = 2 * x;\n        return x - LR * g;")
                .contains("quoted as (double gradient = 2 * x;), and in the file it is (double g = 2 * x;)");
    }

    @Test
    void asksForMoreLinesWhereABlockStandsTwice() {
        assertThat(why("<<<<<<< SEARCH\n    }\n=======\n    };\n>>>>>>> REPLACE\n"))
                .contains("stands at 3 places of the file (lines 13, 17, 25)");
    }

    @Test
    void takesAPieceOfALineThatStandsInTheFileOnce() {
        assertThat(edit("<<<<<<< SEARCH\n2 * x\n=======\n3 * x\n>>>>>>> REPLACE\n")
                        .text())
                .isEqualTo(WANTED);
        assertThat(why("<<<<<<< SEARCH\ndouble x\n=======\ny\n>>>>>>> REPLACE\n"))
                .contains("does not stand in the file");
        assertThat(why("<<<<<<< SEARCH\nLR = 1\n=======\nLR = 2\n>>>>>>> REPLACE\n"))
                .contains("does not stand in the file");
    }

    @Test
    void aBlockWithoutAPlaceHasNone() {
        assertThat(why("<<<<<<< SEARCH\n=======\nx\n>>>>>>> REPLACE\n")).contains("has no place");
    }

    @Test
    void aBlockThatWasCutOffIsNotAppliedByHalves() {
        assertThat(why(BLOCK + "<<<<<<< SEARCH\n    static double schedule(")).contains("Block 2 has no line");
        assertThat(why("text <<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\n" + BLOCK))
                .contains("on a line of its own");
    }

    @Test
    void takesAUnifiedDiffWhateverItsCountsSay() {
        String diff = """
                ```diff
                --- a/Toy.java
                +++ b/Toy.java
                @@ -6,9 +6,2 @@ class Toy {
                     static double step(double x) {
                -        double g = 2 * x;
                +        double g = 3 * x;
                         return x - LR * g;
                ```
                """;

        assertThat(edit("Steeper slopes are faster slopes.\n" + diff).text()).isEqualTo(WANTED);
        assertThat(edit(diff.replace("```diff\n", "").replace("```\n", "")).text())
                .isEqualTo(WANTED);
    }

    @Test
    void aDiffChoosesAmongEqualPlacesByItsLineNumber() {
        String diff = "```diff\n@@ -17,1 +17,1 @@\n-    }\n+    } // end\n```";

        assertThat(edit(diff).text().lines().toList().get(16)).isEqualTo("    } // end");
    }

    @Test
    void aDiffOfAnotherFileIsRefused() {
        assertThat(why("--- a/Judge.java\n+++ b/Judge.java\n@@ -1 +1 @@\n-a\n+b\n"))
                .contains("Only the file (Toy.java) may change");
    }

    @Test
    void aLineWithoutAMarkInAFencedDiffIsAMistake() {
        assertThat(why("```diff\n@@ -6 +6 @@\n-        double g = 2 * x;\nreturn x;\n+        double g = 3 * x;\n```"))
                .contains("begins with none of");
    }

    @Test
    void takesTheWholeFileInAFence() {
        assertThat(edit("Here:\n```java\n" + WANTED + "```\n").text()).isEqualTo(WANTED);
        assertThat(edit("````\n" + WANTED.replace("// A toy", "//\n```json\n{}\n```\n// A toy") + "````")
                        .text())
                .contains("```json");
        assertThat(edit(WANTED).text()).isEqualTo(WANTED);
    }

    @Test
    void aPieceOfALongFileIsNotTheFile() {
        String longFile = Night.SOURCE + "// more\n".repeat(100);
        ModelAnswer read =
                ModelAnswer.edit("```java\n" + Night.SOURCE + "```", new Sources("Toy.java", longFile, longFile));

        assertThat(read.unusable()).hasValueSatisfying(why -> assertThat(why).contains("so it is a piece of it"));
    }

    @Test
    void aFileThatWasCutOffIsNotTaken() {
        assertThat(why("```java\n" + Night.SOURCE)).contains("cut off");
    }

    @Test
    void takesBlocksInsideJson() {
        String json =
                "{\"edit\": \"<<<<<<< SEARCH\\n        double g = 2 * x;\\n=======\\n        double g = 3 * x;\\n>>>>>>> REPLACE\", \"reason\": \"Steeper.\"}";

        assertThat(edit(json)).isEqualTo(new Proposal.Edit(WANTED, "Steeper."));
    }

    @Test
    void leavesOddJsonToTheRails() {
        String twice = "{\"edit\": \"a\", \"edit\": \"b\", \"reason\": \"x\"}";
        String other = "{\"file\": \"Judge.java\", \"edit\": \"a\", \"reason\": \"x\"}";
        String knob = "{\"knob\": \"lr\", \"new_value\": 2, \"reason\": \"x\"}";

        assertThat(read(twice).proposal()).isEqualTo(new Proposal.Unparsed(twice));
        assertThat(read(other).proposal()).isEqualTo(new Proposal.Unparsed(other));
        assertThat(read("```json\n" + knob + "\n```").proposal()).isEqualTo(new Proposal.Unparsed(knob));
    }

    @Test
    void bracesOfAProgramAreNoProposal() {
        String text =
                WANTED.replace("LR = 1.0;", "LR = 1.0; // {\"knob\": \"lr\", \"new_value\": 3, \"reason\": \"no\"}");

        assertThat(edit("```java\n" + text + "```").text()).isEqualTo(text);
    }

    @Test
    void mendsTheLastTryOrStartsFromTheIncumbent() {
        String last = Night.SOURCE.replace("2 * x", "2 * y");
        Sources sources = new Sources("Toy.java", Night.SOURCE, last);
        String mend =
                "<<<<<<< SEARCH\n        double g = 2 * y;\n=======\n        double g = 3 * x;\n>>>>>>> REPLACE\n";

        assertThat(((Proposal.Edit) ModelAnswer.edit(mend, sources).proposal()).text())
                .isEqualTo(WANTED);
        assertThat(((Proposal.Edit) ModelAnswer.edit(BLOCK, sources).proposal()).text())
                .isEqualTo(WANTED);
    }

    @Test
    void saysWhatWouldDo() {
        assertThat(why("I would make the gradient steeper.")).contains("neither search/replace blocks");
        assertThat(why("")).contains("empty");
    }
}
