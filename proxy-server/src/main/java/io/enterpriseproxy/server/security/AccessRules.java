package io.enterpriseproxy.server.security;

import java.util.List;

import static io.enterpriseproxy.server.config.Role.APPROVER;
import static io.enterpriseproxy.server.config.Role.AUDITOR;
import static io.enterpriseproxy.server.config.Role.CALLER;
import static io.enterpriseproxy.server.config.Role.KEY_ADMIN;
import static io.enterpriseproxy.server.config.Role.MAPPING_APPROVER;
import static io.enterpriseproxy.server.config.Role.MAPPING_AUTHOR;
import static io.enterpriseproxy.server.config.Role.MONITOR;
import static io.enterpriseproxy.server.config.Role.OPERATOR;
import static io.enterpriseproxy.server.config.Role.PRIVACY_OFFICER;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

/** Who may do what over HTTP: the one place. The first rule that fits decides. */
public final class AccessRules {
    /** Open to everybody: what an orchestrator asks. */
    static final String OPEN = "/actuator/health/**";

    private static final List<AccessRule> ALL = List.of(
            AccessRule.of(POST, "/api/v1/calls/{mapping}", "submit an event", CALLER),
            AccessRule.of(POST, "/api/v1/calls/{mapping}/batch", "submit many events", CALLER),
            AccessRule.of(GET, "/api/v1/calls", "find calls", CALLER, OPERATOR, PRIVACY_OFFICER, AUDITOR),
            AccessRule.of(GET, "/api/v1/calls/{id}", "look at a call", CALLER, OPERATOR, PRIVACY_OFFICER, AUDITOR,
                    APPROVER),
            AccessRule.of(GET, "/api/v1/calls/{id}/cloak", "look at what a call has cloaked", PRIVACY_OFFICER, AUDITOR),
            AccessRule.of(POST, "/api/v1/calls/{id}/cloak/{field}/reveal", "see a cloaked field in clear",
                    PRIVACY_OFFICER),
            AccessRule.of(GET, "/api/v1/calls/{id}/trace", "trace a call back to where it came from and who allowed it",
                    OPERATOR, KEY_ADMIN, AUDITOR),
            AccessRule.of(GET, "/api/v1/calls/{id}/proof", "prove an anchored record", CALLER, OPERATOR,
                    PRIVACY_OFFICER, AUDITOR),
            AccessRule.of(POST, "/api/v1/calls/{id}/retry", "try a call once more", OPERATOR),
            AccessRule.of(POST, "/api/v1/calls/{id}/cancel", "cancel a call", OPERATOR),
            AccessRule.of(POST, "/api/v1/calls/{id}/speed-up", "offer more gas for a call", OPERATOR),
            AccessRule.of(GET, "/api/v1/signings", "list transactions that people sign", APPROVER, OPERATOR, KEY_ADMIN,
                    AUDITOR),
            AccessRule.of(GET, "/api/v1/calls/{id}/signing", "look at what people sign for a call", APPROVER, OPERATOR,
                    KEY_ADMIN, AUDITOR),
            AccessRule.of(POST, "/api/v1/calls/{id}/signatures", "hand in a holder's signature", APPROVER),
            AccessRule.of(POST, "/api/v1/fee-delegation", "have the gas of a signed transaction paid for", CALLER),
            AccessRule.of(GET, "/api/v1/costs", "see what calls cost and who paid", OPERATOR, KEY_ADMIN, AUDITOR),
            AccessRule.of(POST, "/api/v1/contracts/{name}/read/{function}", "read a contract", CALLER),
            AccessRule.of(GET, "/api/v1/contracts", "list contracts", MAPPING_AUTHOR, MAPPING_APPROVER, OPERATOR,
                    KEY_ADMIN, AUDITOR),
            AccessRule.of(GET, "/api/v1/chains", "list chains", MAPPING_AUTHOR, MAPPING_APPROVER, OPERATOR, KEY_ADMIN,
                    AUDITOR),
            AccessRule.of(POST, "/api/v1/chains/{name}/rpc", "ask a chain's nodes by allowed methods", CALLER),
            AccessRule.of(PUT, "/api/v1/chains/{name}", "add a chain, or where contracts are on one that was added"),
            AccessRule.of(PUT, "/api/v1/chains/{name}/nodes", "have a chain reached by other nodes"),
            AccessRule.of(DELETE, "/api/v1/chains/{name}/nodes", "have a chain reached by its configured nodes"),
            AccessRule.of(PUT, "/api/v1/chains/{name}/terms", "set a chain's owner, finality, gas and time of use"),
            AccessRule.of(DELETE, "/api/v1/chains/{name}/terms", "let a chain have its configured terms"),
            AccessRule.of(GET, "/api/v1/keys", "list keys by alias and address", MAPPING_AUTHOR, MAPPING_APPROVER,
                    OPERATOR, KEY_ADMIN, AUDITOR),
            AccessRule.of(GET, "/api/v1/lanes", "look at lanes", OPERATOR, KEY_ADMIN, AUDITOR),
            AccessRule.of(POST, "/api/v1/lanes/{id}/pause", "pause a lane", OPERATOR),
            AccessRule.of(POST, "/api/v1/lanes/{id}/resume", "let a lane go on", OPERATOR),
            AccessRule.of(GET, "/api/v1/contract-events", "look at how far events of contracts are read",
                    MAPPING_AUTHOR, MAPPING_APPROVER, OPERATOR, KEY_ADMIN, AUDITOR),
            AccessRule.of(GET, "/api/v1/mappings", "list mappings", MAPPING_AUTHOR, MAPPING_APPROVER, OPERATOR,
                    KEY_ADMIN, AUDITOR),
            AccessRule.of(GET, "/api/v1/mappings/{name}", "look at a mapping", MAPPING_AUTHOR, MAPPING_APPROVER,
                    OPERATOR, KEY_ADMIN, AUDITOR),
            AccessRule.of(GET, "/api/v1/mappings/{name}/versions", "look at a mapping's versions", MAPPING_AUTHOR,
                    MAPPING_APPROVER, OPERATOR, KEY_ADMIN, AUDITOR),
            AccessRule.of(GET, "/api/v1/mappings/{name}/diff", "look at what a draft would change", MAPPING_AUTHOR,
                    MAPPING_APPROVER, OPERATOR, KEY_ADMIN, AUDITOR),
            AccessRule.of(PUT, "/api/v1/mappings/{name}", "draft a mapping", MAPPING_AUTHOR),
            AccessRule.of(DELETE, "/api/v1/mappings/{name}/draft", "drop a draft", MAPPING_AUTHOR),
            AccessRule.of(POST, "/api/v1/mappings/{name}/validate", "check a draft", MAPPING_AUTHOR, MAPPING_APPROVER),
            AccessRule.of(POST, "/api/v1/mappings/{name}/dry-run", "try a mapping on an event", MAPPING_AUTHOR,
                    MAPPING_APPROVER),
            AccessRule.of(POST, "/api/v1/mappings/{name}/publish", "let a draft go live", MAPPING_APPROVER)
                    .alone(MAPPING_AUTHOR),
            AccessRule.of(POST, "/api/v1/mappings/{name}/rollback", "go back to an earlier version", MAPPING_APPROVER)
                    .alone(MAPPING_AUTHOR),
            AccessRule.of(POST, "/api/v1/mappings/{name}/pause", "pause a mapping", OPERATOR, MAPPING_APPROVER),
            AccessRule.of(POST, "/api/v1/mappings/{name}/resume", "let a mapping go on", OPERATOR, MAPPING_APPROVER),
            AccessRule.of(GET, "/api/v1/dead-letters", "list dead letters", OPERATOR, PRIVACY_OFFICER, AUDITOR),
            AccessRule.of(GET, "/api/v1/dead-letters/{id}", "look at a dead letter", OPERATOR, PRIVACY_OFFICER,
                    AUDITOR),
            AccessRule.of(POST, "/api/v1/dead-letters/{id}/reveal", "see a dead letter without masks", PRIVACY_OFFICER),
            AccessRule.of(POST, "/api/v1/dead-letters/{id}/replay", "replay a dead letter, edited or not", OPERATOR),
            AccessRule.of(POST, "/api/v1/dead-letters/replay", "replay many dead letters", OPERATOR),
            AccessRule.of(POST, "/api/v1/dead-letters/{id}/skip", "skip a dead letter", OPERATOR),
            AccessRule.of(POST, "/api/v1/dead-letters/skip", "skip many dead letters", OPERATOR),
            AccessRule.of(GET, "/api/v1/address-books/{book}", "look at an address book", MAPPING_AUTHOR,
                    MAPPING_APPROVER, OPERATOR, KEY_ADMIN, AUDITOR),
            AccessRule.of(GET, "/api/v1/address-books/{book}/changes", "look at what waits for a second person",
                    MAPPING_AUTHOR, MAPPING_APPROVER, OPERATOR, KEY_ADMIN, AUDITOR),
            AccessRule.of(POST, "/api/v1/address-books/{book}/{key}/approve", "approve a change of an address",
                    MAPPING_APPROVER),
            AccessRule.of(DELETE, "/api/v1/address-books/{book}/{key}/change", "drop a change of an address",
                    MAPPING_APPROVER),
            AccessRule.of(PUT, "/api/v1/address-books/{book}/{key}", "put an address into an address book",
                    MAPPING_APPROVER),
            AccessRule.of(DELETE, "/api/v1/address-books/{book}/{key}", "take an address out of an address book",
                    MAPPING_APPROVER),
            AccessRule.of(GET, "/api/v1/anchors", "list trees of anchored records", CALLER, OPERATOR, AUDITOR),
            AccessRule.of(GET, "/api/v1/anchors/{id}", "look at a tree of anchored records", CALLER, OPERATOR, AUDITOR),
            AccessRule.of(GET, "/api/v1/block-anchors", "list chains whose blocks are anchored", OPERATOR, AUDITOR),
            AccessRule.of(GET, "/api/v1/block-anchors/{name}/proof", "get the proof of an event on such a chain",
                    OPERATOR, AUDITOR),
            AccessRule.of(GET, "/api/v1/stops", "look at what is stopped", OPERATOR, KEY_ADMIN, AUDITOR),
            AccessRule.of(PUT, "/api/v1/stops/all", "stop everything", OPERATOR, KEY_ADMIN),
            AccessRule.of(PUT, "/api/v1/stops/chains/{name}", "stop a chain", OPERATOR, KEY_ADMIN),
            AccessRule.of(PUT, "/api/v1/stops/keys/{alias}", "stop a key", OPERATOR, KEY_ADMIN),
            AccessRule.of(DELETE, "/api/v1/stops/all", "let everything go on", KEY_ADMIN),
            AccessRule.of(DELETE, "/api/v1/stops/chains/{name}", "let a chain go on", KEY_ADMIN),
            AccessRule.of(DELETE, "/api/v1/stops/keys/{alias}", "let a key go on", KEY_ADMIN),
            AccessRule.of(GET, "/api/v1/policies", "list policies", OPERATOR, KEY_ADMIN, APPROVER, AUDITOR),
            AccessRule.of(GET, "/api/v1/policies/{name}", "look at a policy", OPERATOR, KEY_ADMIN, APPROVER, AUDITOR),
            AccessRule.of(GET, "/api/v1/policies/{name}/versions", "look at a policy's versions", OPERATOR, KEY_ADMIN,
                    APPROVER, AUDITOR),
            AccessRule.of(PUT, "/api/v1/policies/{name}", "say what keys may sign", KEY_ADMIN),
            AccessRule.of(DELETE, "/api/v1/policies/{name}", "withdraw a policy", KEY_ADMIN),
            AccessRule.of(GET, "/api/v1/approvals", "list approvals", APPROVER, OPERATOR, KEY_ADMIN, AUDITOR),
            AccessRule.of(GET, "/api/v1/approvals/{id}", "look at an approval", APPROVER, OPERATOR, KEY_ADMIN, AUDITOR),
            AccessRule.of(POST, "/api/v1/approvals/{id}/approve", "approve a call", APPROVER),
            AccessRule.of(POST, "/api/v1/approvals/{id}/decline", "decline a call", APPROVER),
            AccessRule.of(GET, "/api/v1/clients", "list clients", AUDITOR),
            AccessRule.of(GET, "/api/v1/clients/{name}", "look at a client", AUDITOR),
            AccessRule.of(POST, "/api/v1/clients", "make a client"),
            AccessRule.of(PUT, "/api/v1/clients/{name}", "give a client other roles, mappings or another end"),
            AccessRule.of(DELETE, "/api/v1/clients/{name}", "take a client away"),
            AccessRule.of(POST, "/api/v1/clients/{name}/keys", "make a second key for a client"),
            AccessRule.of(DELETE, "/api/v1/clients/{name}/keys/{id}", "take a client's key away"),
            AccessRule.of(GET, "/api/v1/erasures", "list erasures", PRIVACY_OFFICER, AUDITOR),
            AccessRule.of(GET, "/api/v1/erasures/{id}", "look at an erasure", PRIVACY_OFFICER, AUDITOR),
            AccessRule.of(POST, "/api/v1/erasures", "erase personal data", PRIVACY_OFFICER),
            AccessRule.of(GET, "/api/v1/audit", "read the audit trail", AUDITOR),
            AccessRule.of(GET, "/api/v1/audit/export", "take all chains of the audit away", AUDITOR),
            AccessRule.of(GET, "/actuator/**", "health with details, metrics", MONITOR),
            AccessRule.of(null, "/api/**", "anything else of the API"),
            AccessRule.of(null, "/actuator/**", "anything else of the actuator"),
            AccessRule.of(null, "/**", "events at a mapping's own path; the API's own description", CALLER,
                    MAPPING_AUTHOR, MAPPING_APPROVER, OPERATOR, KEY_ADMIN, APPROVER, PRIVACY_OFFICER, AUDITOR));

    private AccessRules() {}

    /** In the order in which they are asked; the last fits every request. */
    public static List<AccessRule> all() {
        return ALL;
    }
}
