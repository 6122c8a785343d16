package io.enterpriseproxy.server.api;

import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.mappings.PublishedMappings;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.security.ApiClient;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import java.util.Map;

/** Reads of contracts. A client of certain mappings reads the contracts that these call, and no others. */
@RestController
final class ContractReadController {
    private final ContractReads reads;
    private final PublishedMappings mappings;

    ContractReadController(ContractReads reads, PublishedMappings mappings) {
        this.reads = reads;
        this.mappings = mappings;
    }

    /**
     * What is asked.
     *
     * @param chain may be absent if the contract is on one chain only
     * @param arguments by parameter name; integers as numbers or decimal text
     * @param blockNumber on the state after this block; absent: the latest
     */
    record Question(@Nullable String chain, @Nullable Map<String, Object> arguments, @Nullable Long blockNumber) {}

    /** What the function returned, by output name; integers as decimal text. */
    record Answer(Map<String, Object> outputs) {}

    /** Calls a function without a transaction. {@code function} is a signature, or a name that is the only one. */
    @PostMapping("/api/v1/contracts/{name}/read/{function}")
    Answer read(@PathVariable String name, @PathVariable String function, @AuthenticationPrincipal ApiClient client,
            @RequestBody(required = false) @Nullable Question question) {
        if (!mayRead(client, name)) {
            throw new RequestRefusedException(ProblemCode.FORBIDDEN, "the API client " + client.name()
                    + " may read only the contracts that its mappings call");
        }
        Question asked = question == null ? new Question(null, null, null) : question;
        return new Answer(reads.read(name, function, asked.chain(),
                asked.arguments() == null ? Map.of() : asked.arguments(), asked.blockNumber()));
    }

    private boolean mayRead(ApiClient client, String contract) {
        return mappings.all().entrySet().stream().filter(entry -> client.mayUse(entry.getKey()))
                .flatMap(entry -> entry.getValue().mapping().call().stream())
                .anyMatch(call -> call.contract().equals(contract))
                || client.isAdmin() || client.mappings() == null;
    }
}
