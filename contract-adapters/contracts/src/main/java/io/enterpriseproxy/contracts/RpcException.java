package io.enterpriseproxy.contracts;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/** The dev chain answered a JSON-RPC request with an error. */
public final class RpcException extends RuntimeException {
    private final int code;
    private final @Nullable String revertBytes;

    RpcException(String method, int code, String message, @Nullable String revertBytes) {
        super(method + " failed (" + code + "): " + message);
        this.code = code;
        this.revertBytes = revertBytes;
    }

    /** The JSON-RPC error code; 3 if a call reverted. */
    public int code() {
        return code;
    }

    /** What a contract gave back when it reverted, 0x-hex; empty if the error is of another kind. */
    public Optional<String> revertBytes() {
        return Optional.ofNullable(revertBytes);
    }
}
