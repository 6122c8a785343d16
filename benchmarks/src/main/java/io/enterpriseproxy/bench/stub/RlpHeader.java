package io.enterpriseproxy.bench.stub;

/** What stands before the items of an RLP list. */
final class RlpHeader {
    private static final int LIST = 0xc0;
    private static final int SHORT = 55;

    private RlpHeader() {}

    static byte[] ofList(int size) {
        if (size <= SHORT) {
            return new byte[]{(byte) (LIST + size)};
        }
        if (size <= 0xff) {
            return new byte[]{(byte) (LIST + SHORT + 1), (byte) size};
        }
        if (size <= 0xffff) {
            return new byte[]{(byte) (LIST + SHORT + 2), (byte) (size >> 8), (byte) size};
        }
        return new byte[]{(byte) (LIST + SHORT + 3), (byte) (size >> 16), (byte) (size >> 8), (byte) size};
    }
}
