package dev.nightjar.judging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/// Which audits go into which frame, in which order. A row's audits are asked in ascending order of their positions,
/// one a frame: no frame up to and including the one that asks for a token shows that token.
final class AuditOrder {

    private final int context;
    private final int most;

    /// @param most audits in a frame
    AuditOrder(int context, int most) {
        this.context = context;
        this.most = most;
    }

    /// Frames of distinct places. Short positions first; among equal ones the order is random.
    List<List<Integer>> frames(int[] places, SplittableRandom random) {
        List<List<Integer>> frames = new ArrayList<>();
        Map<Integer, Integer> lastFrame = new HashMap<>();
        int open = 0;
        for (int place : ascending(places, random)) {
            int row = place / context;
            int frame = Math.max(open, lastFrame.getOrDefault(row, -1) + 1);
            while (frame < frames.size() && frames.get(frame).size() == most) {
                frame++;
            }
            while (frames.size() <= frame) {
                frames.add(new ArrayList<>());
            }
            frames.get(frame).add(place);
            lastFrame.put(row, frame);
            while (open < frames.size() && frames.get(open).size() == most) {
                open++;
            }
        }
        frames.removeIf(List::isEmpty);
        return frames;
    }

    /// Up to `count` of the audits for the witness, one a row: drawn from the later half of `frames`, where a
    /// server that learns from what it is asked has learnt most.
    List<List<Integer>> again(List<List<Integer>> frames, int count, SplittableRandom random) {
        List<Integer> later = new ArrayList<>();
        frames.subList(frames.size() / 2, frames.size()).forEach(later::addAll);
        Set<Integer> rows = new HashSet<>();
        List<Integer> chosen = new ArrayList<>();
        for (int i = later.size(); i > 0 && chosen.size() < count; i--) {
            int place = later.remove(/* index */ random.nextInt(i));
            if (rows.add(place / context)) {
                chosen.add(place);
            }
        }
        List<List<Integer>> again = new ArrayList<>();
        for (int from = 0; from < chosen.size(); from += most) {
            again.add(chosen.subList(from, Math.min(from + most, chosen.size())));
        }
        return again;
    }

    private List<Integer> ascending(int[] places, SplittableRandom random) {
        int[] distinct = Arrays.stream(places).distinct().toArray();
        Map<Integer, Long> ties = new HashMap<>();
        for (int place : distinct) {
            ties.put(place, random.nextLong());
        }
        return Arrays.stream(distinct)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(place -> place % context)
                        .thenComparingLong(place -> ties.getOrDefault(place, 0L)))
                .toList();
    }
}
