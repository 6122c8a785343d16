package io.enterpriseproxy.server.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** How a server's life ends. */
sealed interface Crash {
    /** So many boundaries belong to a ledger that is new. */
    int FIRST = 3;

    /** Right before or after a commit to the ledger. */
    record AtCommit(CrashPoint point) implements Crash {}

    /** When it sends transactions: before a node gets them, or after it took them and before it answers. */
    record AtNode(boolean after, int nth) implements Crash {}

    /** When it delivers a result: before the target gets it, or after it took it and before it answers. */
    record AtTarget(boolean after, int nth) implements Crash {}

    /** So long after it is ready. */
    record AtMoment(Duration afterReady) implements Crash {}

    /** Before or after each boundary, once each: those of a new ledger first. */
    static List<Crash> matrix(boolean after, Random dice) {
        List<Crash> matrix = new ArrayList<>();
        for (Boundary boundary : Boundary.values()) {
            matrix.add(new AtCommit(new CrashPoint(boundary, after, nth(boundary, dice))));
        }
        matrix.add(new AtNode(after, 1 + dice.nextInt(3)));
        matrix.add(new AtTarget(after, 1 + dice.nextInt(20)));
        return matrix;
    }

    /** In an order of the dice, but for those of a new ledger. */
    static List<Crash> shuffled(List<Crash> crashes, Random dice) {
        List<Crash> shuffled = new ArrayList<>(crashes);
        Collections.shuffle(shuffled.subList(FIRST, shuffled.size()), dice);
        return shuffled;
    }

    /** In an order of the dice, without those of a new ledger. */
    static List<Crash> shuffledLater(List<Crash> crashes, Random dice) {
        List<Crash> shuffled = new ArrayList<>(crashes.subList(FIRST, crashes.size()));
        Collections.shuffle(shuffled, dice);
        return shuffled;
    }

    /** Of what happens again and again under load; half of them at no boundary in particular. */
    static Crash any(Random dice) {
        if (dice.nextBoolean()) {
            return new AtMoment(Duration.ofMillis(dice.nextInt(2_500)));
        }
        List<Boundary> recurring = List.of(Boundary.LANE_TAKEN, Boundary.ACCEPTED, Boundary.SIGNED,
                Boundary.WATERMARK, Boundary.MINED, Boundary.CONFIRMED, Boundary.DELIVERED, Boundary.PARKED);
        int choice = dice.nextInt(recurring.size() + 2);
        if (choice == recurring.size()) {
            return new AtNode(dice.nextBoolean(), 1 + dice.nextInt(8));
        }
        if (choice > recurring.size()) {
            return new AtTarget(dice.nextBoolean(), 1 + dice.nextInt(60));
        }
        Boundary boundary = recurring.get(choice);
        return new AtCommit(new CrashPoint(boundary, dice.nextBoolean(), nth(boundary, dice)));
    }

    private static int nth(Boundary boundary, Random dice) {
        return switch (boundary) {
            case LANE_CREATED, LANE_TAKEN, LANE_STARTED, RAISED, PARKED -> 1;
            case WATERMARK -> 1 + dice.nextInt(3);
            case ACCEPTED, SIGNED, MINED, CONFIRMED, DELIVERED -> 1 + dice.nextInt(8);
        };
    }
}
