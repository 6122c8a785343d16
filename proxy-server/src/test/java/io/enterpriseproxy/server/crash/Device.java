package io.enterpriseproxy.server.crash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A disk with a cache that the power takes away: holds one file. */
final class Device {
    private static final int SECTOR = 512;

    private byte[] durable = new byte[0];
    private final List<Write> cached = new ArrayList<>();
    private int forced;

    /** @param bytes null if the file was cut at the position */
    private record Write(long position, byte[] bytes, boolean cut) {}

    synchronized void write(long position, byte[] bytes) {
        cached.add(new Write(position, bytes, false));
    }

    synchronized void truncate(long size) {
        cached.add(new Write(size, new byte[0], true));
    }

    /** What was written before is safe now. */
    synchronized void force() {
        for (Write write : cached) {
            durable = applied(durable, write);
        }
        cached.clear();
        forced++;
    }

    /** How often it was asked to make writes safe. */
    synchronized int forced() {
        return forced;
    }

    /** What is left when the power goes now: of what was not forced each sector may be there or not. */
    synchronized byte[] afterPowerLoss(Random dice) {
        byte[] left = durable.clone();
        double share = dice.nextInt(3) / 2.0;
        for (Write write : cached) {
            if (write.cut()) {
                left = dice.nextDouble() < share ? applied(left, write) : left;
                continue;
            }
            for (int from = 0; from < write.bytes().length; from += SECTOR) {
                if (dice.nextDouble() < share) {
                    left = applied(left, new Write(write.position() + from, Arrays.copyOfRange(write.bytes(), from,
                            Math.min(write.bytes().length, from + SECTOR)), false));
                }
            }
        }
        return left;
    }

    private static byte[] applied(byte[] file, Write write) {
        int position = Math.toIntExact(write.position());
        if (write.cut()) {
            return Arrays.copyOf(file, Math.min(file.length, position));
        }
        int end = position + write.bytes().length;
        byte[] grown = end > file.length ? Arrays.copyOf(file, end) : file;
        System.arraycopy(write.bytes(), 0, grown, position, write.bytes().length);
        return grown;
    }
}
