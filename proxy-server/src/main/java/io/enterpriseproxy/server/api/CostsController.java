package io.enterpriseproxy.server.api;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.ledger.CostLine;
import io.enterpriseproxy.server.ledger.CostQuery;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.security.ApiClient;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** What calls have cost, and who has paid. */
@RestController
final class CostsController {
    private static final int MOST_LINES = 10_000;
    private static final String CSV = "text/csv";

    private final CostQuery costs;
    private final Clock clock;

    CostsController(CostQuery costs, Clock clock) {
        this.costs = costs;
        this.clock = clock;
    }

    /** Of calls that have ended, by what is wanted; always by chain too. */
    @GetMapping("/api/v1/costs")
    Page<CostBody> list(@ParameterObject CostSearch search, @AuthenticationPrincipal ApiClient client) {
        return Page.whole(find(search, client));
    }

    /** The same for a spreadsheet. */
    @GetMapping(path = "/api/v1/costs", produces = CSV)
    String sheet(@ParameterObject CostSearch search, @AuthenticationPrincipal ApiClient client) {
        return CostSheet.of(find(search, client));
    }

    /** A client that may use some mappings only sees these. */
    private List<CostBody> find(CostSearch search, ApiClient client) {
        CostSearch.Checked wanted = search.checked(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        List<CostLine> lines = costs.lines(wanted.from(), wanted.to(), wanted.groups(),
                client.isAdmin() ? null : client.mappings(), MOST_LINES + 1);
        if (lines.size() > MOST_LINES) {
            throw new RequestRefusedException(new Problem(ProblemCode.INVALID_REQUEST,
                    "that is more than " + MOST_LINES + " lines: ask for fewer days, or split by less", "by", null,
                    null));
        }
        return lines.stream().map(CostBody::of).toList();
    }
}
