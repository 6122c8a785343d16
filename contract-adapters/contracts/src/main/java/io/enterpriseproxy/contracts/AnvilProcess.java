package io.enterpriseproxy.contracts;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * anvil with the accounts that it began with.
 *
 * @param process asked to end, it writes its state first
 */
record AnvilProcess(ChildProcess process, List<DevAccount> accounts) {
    static AnvilProcess start(Path program, DevChainOptions options) {
        try {
            if (options.stateDirectory().isPresent()) {
                Files.createDirectories(options.stateDirectory().get());
            }
            Path accountsFile = Files.createTempFile("dev-chain-accounts", ".json");
            try {
                ChildProcess process = ChildProcess.start("anvil", AnvilCommand.of(program, options, accountsFile),
                        options.port());
                return new AnvilProcess(process, readAccounts(process, accountsFile));
            } finally {
                Files.delete(accountsFile);
            }
        } catch (IOException e) {
            throw new DevChainException("anvil cannot be started as " + program + ": " + e.getMessage(), e);
        }
    }

    private static List<DevAccount> readAccounts(ChildProcess process, Path file) {
        try {
            JsonNode json = JsonMapper.shared().readTree(file);
            JsonNode addresses = json.required("available_accounts");
            JsonNode keys = json.required("private_keys");
            return IntStream.range(0, addresses.size())
                    .mapToObj(i -> new DevAccount(addresses.get(i).stringValue(), keys.get(i).stringValue())).toList();
        } catch (JacksonException e) {
            process.stop();
            throw e;
        }
    }
}
