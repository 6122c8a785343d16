package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.server.ledger.LaneRows;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Objects;

/** Keeps the reason why a lane waits in its row, written when it changes. */
final class LaneWhy {
    private static final Logger LOG = LoggerFactory.getLogger(LaneWhy.class);

    private final LaneRows lanes;
    private final long lane;
    private @Nullable String code;
    private @Nullable String detail;

    LaneWhy(LaneRows lanes, long lane, @Nullable String code, @Nullable String detail) {
        this.lanes = lanes;
        this.lane = lane;
        this.code = code;
        this.detail = detail;
    }

    /** The lane waits, and needs nobody. */
    void waits(String newCode, String newDetail) {
        set(newCode, newDetail);
    }

    /** The lane goes. */
    void goes() {
        set(null, null);
    }

    private void set(@Nullable String newCode, @Nullable String newDetail) {
        if (Objects.equals(code, newCode) && Objects.equals(detail, newDetail)) {
            return;
        }
        lanes.why(lane, newCode, newDetail);
        if (newCode != null && !newCode.equals(code)) {
            LOG.atInfo().addKeyValue("lane", lane).addKeyValue("code", newCode).log("The lane waits: {}", newDetail);
        }
        code = newCode;
        detail = newDetail;
    }
}
