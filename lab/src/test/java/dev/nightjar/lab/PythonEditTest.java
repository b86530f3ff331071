package dev.nightjar.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.rails.RailContext;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.rails.Rails;
import dev.nightjar.core.rails.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Free edits of the lab that `init --template python` makes, read by the Python that runs it.
class PythonEditTest {

    private static final LabFolder FOLDER = LabFolder.open(Path.of("..", "labs", "python"));
    private final Lab lab = FOLDER.lab().with(Scope.EDIT, FOLDER.lab().search());
    private final String source = source();

    private static String source() {
        try {
            return Files.readString(FOLDER.path().resolve(FOLDER.lab().editable()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Verdict check(String text) {
        return check(text, Map.of());
    }

    private Verdict check(String text, Map<String, Integer> tried) {
        assertThat(text).isNotEqualTo(source);
        RailContext context =
                new RailContext(lab, FOLDER.menu(), FOLDER.language(), source, FOLDER.bind(source), tried);
        return Rails.check(new Proposal.Edit(text, "A test of edits."), context);
    }

    private static void blocked(Verdict verdict, RailName rail, String why) {
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Blocked.class, block -> {
            assertThat(block.rail()).isEqualTo(rail);
            assertThat(block.reason()).contains(why);
        });
    }

    @Test
    void anotherProgramPasses() {
        String text = source.replace("contexts = [0, bos]", "contexts = [0]").replace("ORDER = 3 ", "ORDER = 2 ");

        assertThat(check(text)).isInstanceOfSatisfying(Verdict.Passed.class, passed -> {
            assertThat(passed.candidate().text()).isEqualTo(text);
            assertThat(passed.candidate().changes().keySet()).containsExactly("order");
        });
    }

    @Test
    void whatPythonCannotReadIsNoProgram() {
        blocked(
                check(source.replace("def learn(self, row):", "def learn(self, row)")),
                RailName.DIFF_LINT,
                "is not a program");
        blocked(
                check(source.replace("            if token == bos:", "          if token == bos:")),
                RailName.DIFF_LINT,
                "is not a program");
    }

    @Test
    void theMenusConstantsStayLiteralsInTheirRanges() {
        blocked(check(source.replace("ORDER = 3 ", "ORDER = 3000 ")), RailName.RANGE, "3000");
        blocked(check(source.replace("ORDER = 3 ", "ORDER = 1 + 2 ")), RailName.RANGE, "gone");
    }

    @Test
    void whatIsForbiddenIsNotBegunToBeUsed() {
        blocked(
                check(source.replace("import zlib", "import zlib\nimport subprocess")),
                RailName.DIFF_LINT,
                "subprocess");
        blocked(
                check(source.replace("contexts = [0, bos]", "contexts = eval('[0, bos]')")),
                RailName.DIFF_LINT,
                "eval");
    }

    @Test
    void commentsAndBlanksMakeNoOtherProgram() {
        String text = source.replace(
                "        vocabulary, bos, tables =", "        # faster\n\n        vocabulary, bos,  tables =");

        blocked(check(text), RailName.NOOP, "same");
        String other = source.replace("contexts = [0, bos]", "contexts = [0]");
        Map<String, Integer> tried = Map.of(FOLDER.language().fingerprint(other + "\n# again\n"), 7);
        blocked(check(other, tried), RailName.DUPLICATE, "Experiment 7");
    }
}
