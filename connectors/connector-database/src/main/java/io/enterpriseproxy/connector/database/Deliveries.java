package io.enterpriseproxy.connector.database;

import io.enterpriseproxy.connector.DeliveryOutcome;
import io.enterpriseproxy.connector.DeliveryOutcome.Failed;
import io.enterpriseproxy.connector.DeliveryOutcome.Skipped;
import io.enterpriseproxy.connector.Result;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The outcomes of results in list order; what follows a failure under the same ordering key is not tried. */
final class Deliveries {
    private Deliveries() {}

    static List<DeliveryOutcome> each(List<Result> results, Function<Result, DeliveryOutcome> delivery) {
        Set<String> failedKeys = new HashSet<>();
        List<DeliveryOutcome> outcomes = new ArrayList<>(results.size());
        for (Result result : results) {
            String key = result.orderingKey();
            if (key != null && failedKeys.contains(key)) {
                outcomes.add(new Skipped());
                continue;
            }
            DeliveryOutcome outcome = delivery.apply(result);
            if (outcome instanceof Failed && key != null) {
                failedKeys.add(key);
            }
            outcomes.add(outcome);
        }
        return outcomes;
    }
}
