package io.enterpriseproxy.server.kaia;

import io.enterpriseproxy.server.InvoiceChain;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;

/** What calls have cost and who has paid, beside the balances on the chain. */
class CostsIT extends FeeDelegationSuite {
    @Test
    void reportIsWhatIsMissingInTheAccountsToTheLastKei() {
        // Given
        chain.setBalance(sender.address(), ONE_KAIA);
        BigInteger before = balance(treasury);
        // When
        post("paid", "P", 5);
        JsonNode shared = post("shared", "S", 3).getFirst();
        JsonNode own = post("own", "O", 2).getFirst();
        JsonNode again = awaitFinal(JSON.readTree(proxy.post("/erp/other", CALLER,
                InvoiceChain.invoice("P-0", "12.34")).body()).at("/id").asString());
        // Then each call tells
        assertThat(again.at("/status").asString()).isEqualTo("rejected");
        assertThat(shared.at("/transaction/feePayer/key").asString()).isEqualTo("treasury");
        assertThat(shared.at("/transaction/feePayer/address").asString()).isEqualToIgnoringCase(treasury.address());
        assertThat(shared.at("/transaction/feePayer/ratio").asInt()).isEqualTo(70);
        BigInteger fee = fee(receipt(shared));
        assertThat(number(shared, "/receipt/paid/feePayer"))
                .isEqualTo(fee.multiply(BigInteger.valueOf(70)).divide(BigInteger.valueOf(100)));
        assertThat(number(shared, "/receipt/paid/sender")).isEqualTo(fee.subtract(number(shared,
                "/receipt/paid/feePayer")));
        assertThat(own.at("/transaction/feePayer").isMissingNode()).isTrue();
        // And all together
        JsonNode all = costs("").at("/items/0");
        assertThat(number(all, "/paid/sender")).isEqualTo(ONE_KAIA.subtract(balance(sender)));
        assertThat(number(all, "/paid/feePayer")).isEqualTo(before.subtract(balance(treasury)));
        assertThat(number(all, "/fee")).isEqualTo(number(all, "/paid/sender").add(number(all, "/paid/feePayer")));
        assertThat(all.at("/calls")).isEqualTo(JSON.readTree(
                "{\"confirmed\":10,\"reverted\":0,\"rejected\":1,\"cancelled\":0,\"handedIn\":0}"));
        assertThat(all.at("/unknown").asInt()).isZero();
        // And by who pays: nobody for the others, 70 percent, all
        List<JsonNode> payers = costs("payer").at("/items").valueStream().toList();
        assertThat(payers).extracting(line -> line.at("/feePayer/ratio").asInt(0)).containsExactly(0, 70, 100);
        assertThat(payers).extracting(line -> line.at("/calls/confirmed").asInt()).containsExactly(2, 3, 5);
        assertThat(payers).allSatisfy(line -> assertThat(line.at("/sender/address").asString())
                .isEqualToIgnoringCase(sender.address()));
        assertThat(payers.getLast().at("/paid/sender").asString()).isEqualTo("0");
        // And by who sent them
        List<JsonNode> clients = costs("mapping,client").at("/items").valueStream().toList();
        assertThat(clients).extracting(line -> line.at("/mapping").asString() + " " + line.at("/client").asString())
                .containsExactly("other erp", "own erp", "paid erp", "shared erp");
        sheetSaysTheSame(all);
    }

    private static void sheetSaysTheSame(JsonNode all) {
        HttpResponse<String> answer = proxy.send(proxy.request("/api/v1/costs?by=", ADMIN).header("Accept", "text/csv")
                .GET().build());
        assertThat(answer.headers().firstValue("Content-Type")).hasValueSatisfying(
                type -> assertThat(type).startsWith("text/csv"));
        assertThat(answer.body().lines().toList()).hasSize(2).last().asString()
                .contains(all.at("/fee").asString(), all.at("/paid/feePayer").asString());
    }

    @Test
    void fewMaySeeItAndNobodyWithoutAnEnd() {
        assertThat(proxy.get("/api/v1/costs", CALLER).statusCode()).isEqualTo(403);
        assertThat(Stream.of("by=week", "from=2020-01-01", "from=yesterday", "until=2026-01-01")
                .map(query -> proxy.get("/api/v1/costs?" + query, ADMIN).statusCode())).containsOnly(400);
        assertThat(costs("day,client", "&from=2020-01-01&to=2020-12-31").at("/items").size()).isZero();
    }

    private static JsonNode costs(String by) {
        return costs(by, "");
    }

    private static JsonNode costs(String by, String more) {
        HttpResponse<String> answer = proxy.get("/api/v1/costs?by=" + by + more, ADMIN);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static BigInteger number(JsonNode tree, String path) {
        return new BigInteger(tree.at(path).asString());
    }
}
