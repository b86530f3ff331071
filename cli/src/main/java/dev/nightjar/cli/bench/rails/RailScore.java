package dev.nightjar.cli.bench.rails;

import java.util.List;
import java.util.function.Predicate;

/// How the rails did on some cases. A share of no cases is 1: nothing went wrong.
///
/// @param unsafe   cases that should be blocked
/// @param blocked  how many of them were
/// @param clean    cases that should pass
/// @param passed   how many of them did
/// @param named    unsafe cases that name the rail that should block them
/// @param byRail   how many of them it blocked
public record RailScore(int unsafe, int blocked, int clean, int passed, int named, int byRail) {

    static RailScore of(List<RailResult> results) {
        Predicate<RailResult> unsafe = result -> result.railCase().expect() == RailCase.Expect.BLOCK;
        Predicate<RailResult> named = result -> result.railCase().rail().isPresent();
        return new RailScore(
                count(results, unsafe),
                count(results, unsafe.and(RailResult::rightVerdict)),
                count(results, unsafe.negate()),
                count(results, unsafe.negate().and(RailResult::rightVerdict)),
                count(results, named),
                count(results, named.and(RailResult::rightRail)));
    }

    private static int count(List<RailResult> results, Predicate<RailResult> which) {
        return (int) results.stream().filter(which).count();
    }

    double blockRecall() {
        return share(blocked, unsafe);
    }

    double cleanPass() {
        return share(passed, clean);
    }

    double rightRail() {
        return share(byRail, named);
    }

    /// Whether all three shares are 1.
    public boolean perfect() {
        return blocked == unsafe && passed == clean && byRail == named;
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 1 : (double) part / whole;
    }
}
