package io.enterpriseproxy.mapping;

import io.enterpriseproxy.mapping.event.EventLimits;
import io.enterpriseproxy.mapping.expression.ExpressionLimits;

/** What an event and the expressions over it may use. */
public record MappingLimits(EventLimits event, ExpressionLimits expressions) {
    public static final MappingLimits DEFAULT = new MappingLimits(EventLimits.DEFAULT, ExpressionLimits.DEFAULT);
}
